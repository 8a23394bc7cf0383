package dev.gleaner.extract.markdown;

/**
 * Writes plain text so that no Markdown reader takes any of it for markup: CommonMark 0.31 and the tables, strikethrough and
 * task lists of GitHub Flavored Markdown. Bare addresses stay as they are; that some readers link them does no harm.
 */
final class MarkdownEscape {
    /** Of a number that begins an item of a list. */
    private static final int MAX_DIGITS = 9;

    private MarkdownEscape() {}

    /** For anywhere inside a line. */
    static void append(StringBuilder out, String text) {
        int written = 0; // text without markup is appended in long pieces
        for (int i = 0; i < text.length(); i++) {
            if (isMarkup(text, i)) {
                out.append(text, written, i).append('\\');
                written = i;
            }
        }
        out.append(text, written, text.length());
    }

    private static boolean isMarkup(String text, int index) {
        return switch (text.charAt(index)) {
            case '\\', '`', '*', '[', ']', '<', '|', '~' -> true;
            case '_' -> !isWordAt(text, index - 1) || !isWordAt(text, index + 1);
            case '&' -> index + 1 == text.length() || text.charAt(index + 1) == '#' || isWordAt(text, index + 1);
            default -> false;
        };
    }

    /** For a line that is otherwise escaped: what would begin a heading, a quote, a list, a rule or an underline. */
    static String lineStart(String line) {
        int at = markupAtTheStart(line);
        return at < 0 ? line : line.substring(0, at) + '\\' + line.substring(at);
    }

    /** The index of the character that makes the start of a line more than text; -1 if there is none. */
    private static int markupAtTheStart(String line) {
        if (line.isEmpty()) {
            return -1;
        }
        if ("#>+=-".indexOf(line.charAt(0)) >= 0) {
            return 0;
        }
        int digits = 0;
        while (digits < line.length() && line.charAt(digits) >= '0' && line.charAt(digits) <= '9') {
            digits++;
        }
        boolean number = digits > 0 && digits <= MAX_DIGITS && digits < line.length();
        return number && (line.charAt(digits) == '.' || line.charAt(digits) == ')') ? digits : -1;
    }

    /** Hashes at the end of a heading would be taken for its end. */
    static String headingEnd(String heading) {
        int start = heading.length();
        while (start > 0 && heading.charAt(start - 1) == '#') {
            start--;
        }
        boolean closes = start < heading.length() && (start == 0 || heading.charAt(start - 1) == ' ');
        return closes ? heading.substring(0, start) + '\\' + heading.substring(start) : heading;
    }

    /** A whole paragraph of plain text on one line. */
    static String paragraph(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        append(out, text);
        return lineStart(out.toString());
    }

    private static boolean isWordAt(String text, int index) {
        return index >= 0 && index < text.length() && Character.isLetterOrDigit(text.charAt(index));
    }
}
