package dev.gleaner.extract;

import java.util.Arrays;

/** One line put together of several texts, and squeezed meanwhile as {@link Texts#squeezed} does. */
final class Line {
    private char[] chars;
    private int length;
    private boolean space;

    /** @param expected about as many chars as will be appended at once */
    Line(int expected) {
        chars = new char[expected + 1];
    }

    void append(String text) {
        int most = length + text.length() + 1; // the space before it
        if (most > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(most, 2 * chars.length));
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c < 0x7f) { // nearly all there is, so that the tables are asked for the rest alone
                put(c);
            } else if (Character.isSurrogate(c)) {
                int whole = text.codePointAt(i);
                if (whole > c && Texts.sortOf(whole) == Texts.Sort.KEPT) {
                    put(c);
                    put(text.charAt(++i));
                }
            } else {
                switch (Texts.sortOf(c)) {
                    case KEPT -> put(c);
                    case SPACE -> space = true;
                    case DROPPED -> {
                        // neither seen nor stored
                    }
                }
            }
        }
    }

    /** Parts what follows from what came before. */
    void appendSpace() {
        space = true;
    }

    private void put(char c) {
        if (space && length > 0) {
            chars[length++] = ' ';
        }
        space = false;
        chars[length++] = c;
    }

    /** What was appended, after which there is nothing. */
    String take() {
        String line = new String(chars, 0, length);
        length = 0;
        space = false;
        return line;
    }
}
