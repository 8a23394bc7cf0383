package dev.gleaner.extract.page;

import org.jspecify.annotations.Nullable;

/** Makes text storable, and measures it. */
public final class Texts {
    private static final int LETTERS_OF_A_WORD = 4;

    private Texts() {}

    /** One line without control characters, halves of surrogate pairs and surrounding space, cut to a length. */
    public static String line(@Nullable String text, int maxChars) {
        return text == null ? "" : cut(squeezed(text), maxChars);
    }

    /** Cuts between characters, never through one. */
    public static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
        return text.substring(0, end).stripTrailing();
    }

    /** All white space, and what cannot be seen or stored, becomes single spaces or nothing. */
    public static String squeezed(String text) {
        if (isSqueezed(text)) {
            return text;
        }
        Line line = new Line(text.length());
        line.append(text);
        return line.take();
    }

    /** True for most texts; one with characters outside of the first plane always counts as not squeezed. */
    private static boolean isSqueezed(String text) {
        boolean space = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                if (space) {
                    return false;
                }
                space = true;
            } else if ((c > ' ' && c < 0x7f) || CharSort.of(c) == CharSort.KEPT) {
                space = false;
            } else {
                return false;
            }
        }
        return !space || text.isEmpty();
    }

    /** The same text with its white space, without what cannot be stored. */
    public static String storable(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(c -> c == '\n' || c == '\t' || isStorable(c)).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /**
     * Runs of letters, digits and apostrophes between letters. In Chinese and Japanese each ideograph or kana counts as a
     * word; in Thai, Lao, Khmer and Burmese, which write letters without spaces, four letters of a run do.
     */
    public static int words(String text) {
        int words = 0;
        int run = 0; // letters of the current word, 0 between words
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c < 0x80) { // nearly all characters; Unicode tables only for the rest
                if (isAsciiLetterOrDigit(c)) {
                    words += run == 0 ? 1 : 0;
                    run++;
                } else if (c != '\'' || !isInsideAWord(text, i, c)) {
                    run = 0;
                }
            } else if (isOwnWord(c)) {
                words++;
                run = 0;
            } else if (Character.isLetterOrDigit(c)) {
                boolean begins = run == 0 || (run % LETTERS_OF_A_WORD == 0 && isWithoutSpaces(c));
                words += begins ? 1 : 0;
                run++;
            } else if (!isInsideAWord(text, i, c)) {
                run = 0;
            }
        }
        return words;
    }

    private static boolean isAsciiLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** As the classes L and N of Unicode; {@link Character#isLetterOrDigit} knows only letters and digits. */
    public static boolean isLetterOrNumber(int c) {
        return Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.LETTER_NUMBER
                || Character.getType(c) == Character.OTHER_NUMBER;
    }

    /** As the class M of Unicode. */
    public static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isInsideAWord(String text, int next, int c) {
        return switch (c) {
            case '\'', '\u2019' -> next < text.length() && Character.isLetter(text.codePointAt(next));
            default ->
                Character.getType(c) == Character.NON_SPACING_MARK
                        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
        };
    }

    public static boolean isWithoutSpaces(int c) {
        return (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff);
    }

    /** Scripts that write no spaces say more in a character; this makes lengths comparable. */
    public static int weight(String text) {
        int weight = 0;
        for (int i = 0; i < text.length(); i++) {
            weight += isOwnWord(text.charAt(i)) ? 3 : 1;
        }
        return weight;
    }

    private static boolean isOwnWord(int c) {
        if (c < 0x2e80) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA;
    }

    private static boolean isStorable(int c) {
        return CharSort.of(c) == CharSort.KEPT || Character.isSpaceChar(c);
    }
}
