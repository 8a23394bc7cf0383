package dev.gleaner.extract.page;

/**
 * Counts what a parser may take for a tag or a comment: a {@code <} before a letter, a slash, an exclamation or a question
 * mark. Those in scripts and comments count, too, so the true number is never higher; of 1,004 news pages and others the
 * busiest has 20,000.
 */
public final class TagCount {
    private TagCount() {}

    /** In the bytes of a page, in whatever charset: UTF-16 only puts a zero between the two characters. */
    public static int of(byte[] body) {
        int tags = 0;
        for (int i = 0; i + 1 < body.length; i++) {
            if (body[i] == '<') {
                int next = body[i + 1] == 0 && i + 2 < body.length ? body[i + 2] : body[i + 1];
                tags += begins(next) ? 1 : 0;
            }
        }
        return tags;
    }

    static int of(String html) {
        int tags = 0;
        for (int at = html.indexOf('<'); at >= 0 && at + 1 < html.length(); at = html.indexOf('<', at + 1)) {
            tags += begins(html.charAt(at + 1)) ? 1 : 0;
        }
        return tags;
    }

    private static boolean begins(int next) {
        return isLetter(next) || next == '/' || next == '!' || next == '?';
    }

    static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
