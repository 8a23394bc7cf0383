package dev.gleaner.extract.page;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * What feeds the parser: asks at every piece whether the reading goes on, also amid a tag of megabytes, and ends names of
 * tags that are longer than any. The parser copies a name with each piece and each zero that it meets in it, so one of a
 * million chars would take hours.
 */
final class GuardedReader extends FilterReader {
    /** In chars. The longest names of custom elements have some 50. */
    private static final int LONGEST_NAME = 512;

    private final ReadingGuard guard;
    private boolean opened;

    /** Chars of the name so far; 0 outside of one. */
    private int name;

    GuardedReader(Reader page, ReadingGuard guard) {
        super(page);
        this.guard = guard;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        guard.check();
        int read = super.read(buffer, offset, length);
        for (int i = offset; i < offset + read; i++) {
            char c = buffer[i];
            if (c == '<') {
                opened = true;
            } else if (opened) {
                opened = c == '/'; // of an end tag; the name follows
                name = TagCount.isLetter(c) ? 1 : 0;
            } else if (name > 0) {
                name = c <= ' ' && c != 0 || c == '/' || c == '>' ? 0 : name + 1;
                if (name > LONGEST_NAME) {
                    buffer[i] = ' ';
                    name = 0;
                }
            }
        }
        return read;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }
}
