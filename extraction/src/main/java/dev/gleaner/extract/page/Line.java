package dev.gleaner.extract.page;

import java.util.Arrays;

/**
 * Builds one line from several texts and squeezes it on the way: white space becomes single spaces, and what cannot be
 * seen or stored is dropped.
 */
public final class Line {
    private char[] chars;
    private int length;
    private boolean space;

    /** @param expected about as many chars as will be appended at once */
    public Line(int expected) {
        chars = new char[expected + 1];
    }

    public void append(String text) {
        int most = length + text.length() + 1; // the space before it
        if (most > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(most, 2 * chars.length));
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c < 0x7f) { // nearly all characters; Unicode tables only for the rest
                put(c);
            } else if (Character.isSurrogate(c)) {
                int whole = text.codePointAt(i);
                if (whole > c && CharSort.of(whole) == CharSort.KEPT) {
                    put(c);
                    put(text.charAt(++i));
                }
            } else {
                switch (CharSort.of(c)) {
                    case KEPT -> put(c);
                    case SPACE -> space = true;
                    case DROPPED -> {
                        // neither seen nor stored
                    }
                }
            }
        }
    }

    /** Separates what follows from what came before. */
    public void appendSpace() {
        space = true;
    }

    private void put(char c) {
        if (space && length > 0) {
            chars[length++] = ' ';
        }
        space = false;
        chars[length++] = c;
    }

    /** The line so far; the next one starts empty. */
    public String take() {
        String line = new String(chars, 0, length);
        length = 0;
        space = false;
        return line;
    }
}
