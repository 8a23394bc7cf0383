package dev.gleaner.fetch;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.EOFException;
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
import java.util.zip.ZipException;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the compression of a body. What {@code Content-Encoding} says is held against the bytes, since many servers name
 * a charset there, or a compression that something in between has undone: what is no compressed data stays as it is.
 */
final class Unpacking {
    /** What requests offer to understand if the answer is to be decompressed. */
    static final String ACCEPT_ENCODING = "gzip, deflate, br, zstd";

    /** Servers that compress twice exist; more layers are an attack. */
    private static final int MAX_LAYERS = 2;

    /** More names are an attack, whatever they mean. */
    private static final int MAX_NAMES = 10;

    private static final int ZSTD_WINDOW_LOG = 23;

    private Unpacking() {}

    /** What should be compressed is not. */
    static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String encoding;

        DamagedException(String encoding, @Nullable IOException cause) {
            super("damaged", cause);
            this.encoding = encoding;
        }

        /** What it should be. */
        String encoding() {
            return encoding;
        }
    }

    /** A compression that was not offered. */
    static final class UnknownEncodingException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String encoding;

        UnknownEncodingException(String encoding) {
            super("unknown content encoding");
            this.encoding = encoding;
        }

        /** As the server named it. */
        String encoding() {
            return encoding;
        }
    }

    /**
     * The streams that undo the encodings of a body, each reading from the one before; the last is the body.
     *
     * @param wire the body as it is sent
     * @param contentEncoding all headers of the name, as sent
     * @param opened gets each stream as soon as it is open, for the caller to close even if this fails
     */
    static void unpack(InputStream wire, List<String> contentEncoding, List<InputStream> opened) throws IOException {
        List<String> names = names(contentEncoding);
        Layer layer = new Layer(wire);
        int undone = 0;
        for (String name : names.reversed()) {
            String encoding = layer.encoding(name);
            if (!encoding.equals(Layer.PLAIN)) {
                if (++undone > MAX_LAYERS) {
                    throw new UnknownEncodingException(String.join(", ", names));
                }
                layer = new Layer(opened(unpacked(encoding, layer.stream()), opened));
            }
        }
        // Compressed twice and said once: something in between did not look.
        if (undone > 0 && undone < MAX_LAYERS && layer.isGzip()) {
            layer = new Layer(opened(unpacked(Layer.GZIP, layer.stream()), opened));
        }
        opened(layer.stream(), opened);
    }

    private static InputStream opened(InputStream stream, List<InputStream> opened) {
        opened.add(stream);
        return stream;
    }

    /** In the order in which they were applied, in lower case. */
    private static List<String> names(List<String> contentEncoding) throws UnknownEncodingException {
        List<String> names = new ArrayList<>();
        for (String header : contentEncoding) {
            for (String encoding : header.split(",")) {
                String name = encoding.replaceFirst(";.*", "")
                        .replace("\"", "")
                        .strip()
                        .toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !name.equals("identity")) {
                    names.add(name);
                }
            }
        }
        if (names.size() > MAX_NAMES) {
            throw new UnknownEncodingException(String.join(", ", names));
        }
        return names;
    }

    private static InputStream unpacked(String encoding, InputStream packed) throws IOException {
        try {
            InputStream plain = switch (encoding) {
                case Layer.GZIP -> new GZIPInputStream(packed);
                case Layer.DEFLATE -> inflated(packed);
                case Layer.BROTLI -> new BrotliInputStream(packed);
                case Layer.ZSTD -> zstd(packed);
                default -> throw new UnknownEncodingException(encoding);
            };
            return new CheckedStream(encoding, plain);
        } catch (IOException failed) {
            throw CheckedStream.meaning(encoding, failed);
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

    /** Tells a damaged body from a failing connection, which the decoders report alike. */
    private static final class CheckedStream extends FilterInputStream {
        private final String encoding;

        CheckedStream(String encoding, InputStream in) {
            super(in);
            this.encoding = encoding;
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException failed) {
                throw meaning(encoding, failed);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException failed) {
                throw meaning(encoding, failed);
            }
        }

        /** The fault of the wire if there is one beneath; a fault of the decoder has none. */
        static IOException meaning(String encoding, IOException failed) {
            for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException wire) {
                    return wire;
                }
            }
            boolean damaged = failed instanceof ZipException
                    || failed instanceof ZstdIOException
                    || (failed.getCause() != null && !(failed instanceof EOFException));
            return damaged ? new DamagedException(encoding, failed) : failed;
        }
    }
}
