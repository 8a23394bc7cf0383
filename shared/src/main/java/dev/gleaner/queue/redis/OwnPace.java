package dev.gleaner.queue.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pace that jobs have asked for on a host, as {@code own_pace.lua} writes it.
 *
 * @param delay between two starts
 * @param most fetches at a time
 * @param ends when it holds no longer, in ms of the Redis clock
 */
record OwnPace(Duration delay, int most, long ends) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\|(\\d{1,9})\\|\\d{1,15}\\|(\\d{1,15})");

    /** Empty if it cannot be read, as the scripts take it, too. */
    static Optional<OwnPace> read(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new OwnPace(
                        Duration.ofMillis(Long.parseLong(form.group(1))),
                        Integer.parseInt(form.group(2)),
                        Long.parseLong(form.group(3))))
                : Optional.empty();
    }
}
