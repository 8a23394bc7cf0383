package dev.gleaner.fetch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An order to load another page after a while, as a {@code Refresh} header or a {@code meta} of the page gives it.
 *
 * @param delay before it
 * @param reference to the other page as it is written; empty for the same page again
 */
record Refresh(Duration delay, String reference) {
    /** More is no delay but a page that is to stay. */
    private static final int MOST_DIGITS = 6;

    /** Reads it as browsers do (HTML Standard, shared declarative refresh steps); null if it means nothing. */
    static @Nullable Refresh parse(String content) {
        int at = skipSpace(content, 0);
        int digits = at;
        while (at < content.length() && isDigit(content.charAt(at))) {
            at++;
        }
        String seconds = content.substring(digits, at);
        if (seconds.isEmpty() && !content.startsWith(".", at)) {
            return null;
        }
        while (at < content.length() && (isDigit(content.charAt(at)) || content.charAt(at) == '.')) {
            at++;
        }
        if (at < content.length() && !isSeparator(content.charAt(at)) && !isSpace(content.charAt(at))) {
            return null;
        }
        at = skipSpace(content, at);
        if (at < content.length() && isSeparator(content.charAt(at))) {
            at = skipSpace(content, at + 1);
        }
        return new Refresh(Duration.ofSeconds(seconds(seconds)), reference(content.substring(at)));
    }

    private static long seconds(String digits) {
        return digits.isEmpty() ? 0 : Long.parseLong(digits.length() > MOST_DIGITS ? "9".repeat(MOST_DIGITS) : digits);
    }

    /** {@code url=} may be missing, and so may the quotes; what stands behind a closing one does not count. */
    private static String reference(String text) {
        String reference = text;
        if (text.regionMatches(true, 0, "url", 0, 3)) {
            int equals = skipSpace(text, 3);
            if (text.startsWith("=", equals)) {
                reference = text.substring(skipSpace(text, equals + 1));
            }
        }
        if (!reference.isEmpty() && (reference.charAt(0) == '"' || reference.charAt(0) == '\'')) {
            int end = reference.indexOf(reference.charAt(0), 1);
            reference = reference.substring(1, end < 0 ? reference.length() : end);
        }
        return reference.strip();
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }

    private static boolean isSeparator(char c) {
        return c == ';' || c == ',';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
