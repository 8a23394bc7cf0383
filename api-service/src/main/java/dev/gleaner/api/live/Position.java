package dev.gleaner.api.live;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far somebody has been told of a job; opaque to clients, as text {@code job:run:ends}.
 *
 * @param ends of articles that were told of the run
 */
record Position(String job, int run, int ends) {
    private static final Pattern FORM = Pattern.compile("(.+):([1-9][0-9]{0,8}):([0-9]{1,9})");

    static Optional<Position> read(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new Position(
                        parts.group(1), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3))))
                : Optional.empty();
    }

    Position after(int more) {
        return new Position(job, run, ends + more);
    }

    Position nextRun() {
        return new Position(job, run + 1, 0);
    }

    @Override
    public String toString() {
        return job + ":" + run + ":" + ends;
    }
}
