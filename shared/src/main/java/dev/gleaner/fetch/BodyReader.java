package dev.gleaner.fetch;

import dev.gleaner.fetch.Reading.Beyond;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads and unpacks a body and stops at the limits, so that a small download cannot become a large page. */
final class BodyReader {
    private static final int FIRST_BUFFER = 16_384;

    /** What a server announces is believed up to here; more memory is taken only for bytes that came. */
    private static final int MOST_AT_FIRST = 262_144;

    private BodyReader() {}

    /** More bytes than the limits allow. */
    static final class TooLargeException extends IOException {
        TooLargeException() {
            super("more bytes than allowed");
        }
    }

    /**
     * Reads a body.
     *
     * @param contentEncoding as sent
     * @param announced bytes on the wire as the server says; negative if it does not
     */
    static byte[] read(
            InputStream wire, List<String> contentEncoding, long announced, int maxWireBytes, Reading reading)
            throws IOException {
        if (reading.beyond() == Beyond.REFUSED && announced > maxWireBytes) {
            throw new TooLargeException();
        }
        List<InputStream> layers = new ArrayList<>();
        layers.add(new LimitedStream(wire, maxWireBytes));
        try {
            if (reading.decompress() && !contentEncoding.isEmpty()) {
                Unpacking.unpack(layers.getLast(), contentEncoding, layers);
            }
            int size = layers.size() == 1 && announced > 0 ? (int) Math.min(announced, MOST_AT_FIRST) : FIRST_BUFFER;
            return all(layers.getLast(), Math.min(size, reading.maxBytes()), reading.maxBytes(), reading.beyond());
        } finally {
            // Closing frees the native memory of the decompressors; the wire itself is left to the caller.
            for (InputStream layer : layers.reversed()) {
                layer.close();
            }
        }
    }

    /** The same as {@link InputStream#readNBytes(int)}, without its chunks where the length is known. */
    private static byte[] all(InputStream in, int firstSize, int most, Beyond beyond) throws IOException {
        take(firstSize);
        byte[] body = new byte[firstSize];
        int length = 0;
        while (true) {
            length += in.readNBytes(body, length, body.length - length);
            if (length < body.length) {
                return Arrays.copyOf(body, length);
            }
            if (length == most && beyond == Beyond.CUT_OFF) {
                return body;
            }
            int next = in.read();
            if (next < 0) {
                return body;
            }
            if (length == most) {
                throw new TooLargeException();
            }
            int size = (int) Math.min(most, Math.max(FIRST_BUFFER, 2L * body.length));
            take(size);
            body = Arrays.copyOf(body, size);
            body[length++] = (byte) next;
        }
    }

    /** Waits for room, where it is shared with the bodies of other fetches. */
    private static void take(int bytes) throws IOException {
        if (!BodyRoom.CURRENT.isBound()) {
            return;
        }
        try {
            if (!BodyRoom.CURRENT.get().grow(bytes, Attempt.current().left())) {
                throw new InterruptedIOException("no room for the body within the time of the fetch");
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for room for the body");
        }
    }

    /** Counts, and does not pass on being closed: closing the wire would read it to its end. */
    private static final class LimitedStream extends FilterInputStream {
        private long left;

        LimitedStream(InputStream in, long limit) {
            super(in);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                count(1);
            }
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = super.skip(n);
            count(skipped);
            return skipped;
        }

        @Override
        public void close() {}

        private void count(long read) throws TooLargeException {
            left -= read;
            if (left < 0) {
                throw new TooLargeException();
            }
        }
    }
}
