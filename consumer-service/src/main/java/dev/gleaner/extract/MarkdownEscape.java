package dev.gleaner.extract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes plain text so that no Markdown reader takes any of it for markup: CommonMark 0.31 and the tables, strikethrough and
 * task lists of GitHub Flavored Markdown. Bare addresses stay as they are; that some readers link them does no harm.
 */
final class MarkdownEscape {
    private static final Pattern AT_LINE_START = Pattern.compile("^(?:([#>+=-])|\\d{1,9}[.)])");
    private static final Pattern CLOSING_HASHES = Pattern.compile("(^| )(#+)$");

    private MarkdownEscape() {}

    /** For anywhere inside a line. */
    static void append(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\', '`', '*', '[', ']', '<', '|', '~' -> out.append('\\').append(c);
                case '_' -> {
                    if (!isWordAt(text, i - 1) || !isWordAt(text, i + 1)) {
                        out.append('\\');
                    }
                    out.append(c);
                }
                case '&' -> {
                    if (i + 1 == text.length() || text.charAt(i + 1) == '#' || isWordAt(text, i + 1)) {
                        out.append('\\');
                    }
                    out.append(c);
                }
                default -> out.append(c);
            }
        }
    }

    /** For a line that is otherwise escaped: what would begin a heading, a quote, a list, a rule or an underline. */
    static String lineStart(String line) {
        Matcher start = AT_LINE_START.matcher(line);
        if (!start.find()) {
            return line;
        }
        int at = start.group(1) == null ? start.end() - 1 : 0;
        return line.substring(0, at) + '\\' + line.substring(at);
    }

    /** Hashes at the end of a heading would be taken for its end. */
    static String headingEnd(String heading) {
        return CLOSING_HASHES.matcher(heading).replaceFirst("$1\\\\$2");
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
