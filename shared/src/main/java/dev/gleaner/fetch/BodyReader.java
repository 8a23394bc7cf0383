package dev.gleaner.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Reads and unpacks a body and stops at the limits, so that a small download cannot become a large page. */
final class BodyReader {
    /** What requests offer to understand. */
    static final String ACCEPT_ENCODING = "gzip, deflate";

    /** Servers that compress twice exist; more layers are an attack. */
    private static final int MAX_LAYERS = 2;

    private BodyReader() {}

    /** More bytes than the limits allow. */
    static final class TooLargeException extends IOException {
        TooLargeException() {
            super("more bytes than allowed");
        }
    }

    /** A compression that was not offered. */
    static final class UnknownEncodingException extends IOException {
        UnknownEncodingException() {
            super("unknown content encoding");
        }
    }

    static byte[] read(InputStream wire, List<String> contentEncoding, FetchLimits limits) throws IOException {
        List<InputStream> layers = new ArrayList<>();
        layers.add(new LimitedStream(wire, limits.maxWireBytes()));
        try {
            for (String encoding : layers(contentEncoding)) {
                layers.add(unpacked(encoding, layers.getLast()));
            }
            byte[] body = layers.getLast().readNBytes(limits.maxBodyBytes() + 1);
            if (body.length > limits.maxBodyBytes()) {
                throw new TooLargeException();
            }
            return body;
        } finally {
            // Closing frees the native memory of the decompressors; the wire itself is left to the caller.
            for (InputStream layer : layers.reversed()) {
                layer.close();
            }
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
            default -> throw new UnknownEncodingException();
        };
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
}
