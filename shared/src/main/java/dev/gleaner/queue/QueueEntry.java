package dev.gleaner.queue;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An entry of the queue: {@code article|version|lane|enqueued_ms|host}, with {@code !} at the end when it was taken away
 * from a consumer that died. It holds ids only; a task whose version differs has made the entry stale.
 *
 * @param enqueuedMs when it was first pushed, in milliseconds since the epoch; decides whether a list is aged
 * @param host whose pace it obeys
 * @param revived whether it may start a task that is already running
 */
public record QueueEntry(String articleId, String version, Lane lane, long enqueuedMs, String host, boolean revived) {
    private static final char SEPARATOR = '|';
    private static final char REVIVED = '!';
    private static final Pattern FORM =
            Pattern.compile("[ -~&&[^|]]+\\|[ -~&&[^|]]+\\|(HIGH|MEDIUM|LOW)\\|\\d{1,18}\\|[ -~&&[^|!]]*!?");

    public static QueueEntry fresh(String articleId, String version, Lane lane, long enqueuedMs, String host) {
        return new QueueEntry(articleId, version, lane, enqueuedMs, host, false);
    }

    /** Reads the text form; empty if it is none. What lies in Redis may have been written by anybody. */
    public static Optional<QueueEntry> parse(String text) {
        // The same form as in prelude.lua, so that what one of the two takes for an entry is one for both.
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        boolean revived = text.charAt(text.length() - 1) == REVIVED;
        String[] parts = (revived ? text.substring(0, text.length() - 1) : text).split("\\|", 5);
        return Optional.of(new QueueEntry(
                parts[0], parts[1], Lane.valueOf(parts[2]), Long.parseLong(parts[3]), parts[4], revived));
    }

    /** The text form that is stored. */
    public String text() {
        return articleId
                + SEPARATOR
                + version
                + SEPARATOR
                + lane
                + SEPARATOR
                + enqueuedMs
                + SEPARATOR
                + host
                + (revived ? REVIVED : "");
    }

    /** What identifies the pushed version of a task, whatever way the entry took since. */
    public String identity() {
        return articleId + SEPARATOR + version;
    }
}
