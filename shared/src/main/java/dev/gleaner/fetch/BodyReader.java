package dev.gleaner.fetch;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import dev.gleaner.fetch.Reading.Beyond;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/** Reads and unpacks a body and stops at the limits, so that a small download cannot become a large page. */
final class BodyReader {
    /** What requests offer to understand if the answer is to be decompressed. */
    static final String ACCEPT_ENCODING = "gzip, deflate, br, zstd";

    /** Servers that compress twice exist; more layers are an attack. */
    private static final int MAX_LAYERS = 2;

    private static final int FIRST_BUFFER = 16_384;

    /** What a server announces is believed up to here; more memory is taken only for bytes that came. */
    private static final int MOST_AT_FIRST = 262_144;

    private static final int ZSTD_WINDOW_LOG = 23;

    private BodyReader() {}

    /** More bytes than the limits allow. */
    static final class TooLargeException extends IOException {
        TooLargeException() {
            super("more bytes than allowed");
        }
    }

    /** What should be compressed is not. */
    static final class DamagedException extends IOException {
        DamagedException(IOException cause) {
            super("damaged", cause);
        }
    }

    /** A compression that was not offered. */
    static final class UnknownEncodingException extends IOException {
        UnknownEncodingException() {
            super("unknown content encoding");
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
            if (reading.decompress()) {
                for (String encoding : layers(contentEncoding)) {
                    layers.add(unpacked(encoding, layers.getLast()));
                }
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

    /** The encodings in the order in which they have to be undone. */
    private static List<String> layers(List<String> contentEncoding) throws IOException {
        List<String> layers = new ArrayList<>();
        for (String header : contentEncoding) {
            for (String encoding : header.split(",")) {
                String name = encoding.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !name.equals("identity")) {
                    layers.add(name);
                }
            }
        }
        if (layers.size() > MAX_LAYERS) {
            throw new UnknownEncodingException();
        }
        return layers.reversed();
    }

    private static InputStream unpacked(String encoding, InputStream packed) throws IOException {
        return switch (encoding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(packed);
            case "deflate" -> inflated(packed);
            case "br" -> new CheckedStream(brotli(packed));
            case "zstd" -> new CheckedStream(zstd(packed));
            default -> throw new UnknownEncodingException();
        };
    }

    private static InputStream brotli(InputStream packed) throws IOException {
        try {
            return new BrotliInputStream(packed);
        } catch (IOException failed) {
            throw CheckedStream.meaning(failed);
        }
    }

    /** A window beyond 8 MiB must not be needed to read it (RFC 9659), so a larger one only takes memory. */
    private static InputStream zstd(InputStream packed) throws IOException {
        ZstdInputStream stream = new ZstdInputStream(packed);
        stream.setLongMax(ZSTD_WINDOW_LOG);
        return stream;
    }

    /** Deflate means zlib (RFC 9110, section 8.4.1.2), but many servers send it bare. */
    private static InputStream inflated(InputStream packed) throws IOException {
        PushbackInputStream start = new PushbackInputStream(packed, 2);
        byte[] head = start.readNBytes(2);
        start.unread(head);
        boolean zlib = head.length == 2
                && (head[0] & 0x0f) == 8
                && (((head[0] & 0xff) << Byte.SIZE) | (head[1] & 0xff)) % 31 == 0;
        Inflater inflater = new Inflater(!zlib);
        return new InflaterInputStream(start, inflater) {
            @Override
            public void close() throws IOException {
                try {
                    super.close();
                } finally {
                    inflater.end();
                }
            }
        };
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

    /** Tells a damaged body from a failing connection, which the decoders report alike. */
    private static final class CheckedStream extends FilterInputStream {
        CheckedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException failed) {
                throw meaning(failed);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException failed) {
                throw meaning(failed);
            }
        }

        /** The fault of the wire if there is one beneath; a fault of the decoder has none. */
        static IOException meaning(IOException failed) {
            for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException wire) {
                    return wire;
                }
            }
            return failed instanceof ZstdIOException || failed.getCause() != null
                    ? new DamagedException(failed)
                    : failed;
        }
    }
}
