package dev.gleaner.extract.page;

/**
 * How far bytes can be read as UTF-8. Text in another charset is never so by chance once it has a few letters beyond ASCII.
 *
 * @param characters of more than one byte
 * @param broken bytes beyond ASCII that belong to no character
 */
record Utf8(int characters, int broken) {
    static Utf8 in(byte[] text) {
        int characters = 0;
        int broken = 0;
        for (int at = 0; at < text.length; ) {
            if (text[at] >= 0) {
                at++;
                continue;
            }
            int length = length(text, at);
            characters += length > 1 ? 1 : 0;
            broken += length > 1 ? 0 : 1;
            at += length;
        }
        return new Utf8(characters, broken);
    }

    /** Nothing contradicts it, and something speaks for it. */
    boolean isCertain() {
        return broken == 0 && characters > 0;
    }

    /** Nothing speaks for or against it. */
    boolean isAscii() {
        return broken == 0 && characters == 0;
    }

    /** Nothing contradicts it. */
    boolean isPossible() {
        return broken == 0;
    }

    /** Nothing speaks for it, and something contradicts it. */
    boolean isOutOfTheQuestion() {
        return broken > 0 && characters == 0;
    }

    /** Of the character that begins here, in bytes; 1 if it is none. */
    private static int length(byte[] text, int at) {
        int first = text[at] & 0xff;
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || at + length > text.length) {
            return 1;
        }
        int second = text[at + 1] & 0xff;
        // Neither longer than needed, nor half of a pair, nor beyond the last character.
        boolean outside = (first == 0xe0 && second < 0xa0)
                || (first == 0xed && second > 0x9f)
                || (first == 0xf0 && second < 0x90)
                || (first == 0xf4 && second > 0x8f);
        if (outside) {
            return 1;
        }
        for (int i = 1; i < length; i++) {
            if ((text[at + i] & 0xc0) != 0x80) {
                return 1;
            }
        }
        return length;
    }
}
