package dev.gleaner.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** A body under one of its encodings, of which the first bytes were looked at. */
final class Layer {
    static final String PLAIN = "";
    static final String GZIP = "gzip";
    static final String DEFLATE = "deflate";
    static final String BROTLI = "br";
    static final String ZSTD = "zstd";

    /** As much as tells a text from what a compression makes of it. */
    private static final int HEAD_BYTES = 512;

    private final PushbackInputStream stream;
    private final byte[] head;

    Layer(InputStream in) throws IOException {
        stream = new PushbackInputStream(in, HEAD_BYTES);
        head = stream.readNBytes(HEAD_BYTES);
        stream.unread(head);
    }

    /** All of it. */
    InputStream stream() {
        return stream;
    }

    /**
     * What the bytes are, given what a server says of them: those of gzip and Zstandard show it, the others are believed if
     * the bytes are no text.
     *
     * @param named in lower case
     * @return {@link #PLAIN} if there is nothing to undo
     * @throws IOException if the bytes are neither what the name says nor a text
     */
    String encoding(String named) throws IOException {
        if (head.length == 0) {
            return PLAIN;
        }
        if (isGzip()) {
            return GZIP;
        }
        if (isZstd()) {
            return ZSTD;
        }
        return switch (named) {
            case DEFLATE, BROTLI -> BodyBytes.isMarkupOrUtf8(head) ? PLAIN : named;
            case GZIP, "x-gzip", ZSTD -> plain(new Unpacking.DamagedException(named, null));
            default -> plain(new Unpacking.UnknownEncodingException(named));
        };
    }

    boolean isGzip() {
        return head.length > 2 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b && head[2] == 8;
    }

    /** A frame, or one to be skipped in front of it (RFC 8878, section 3.1). */
    private boolean isZstd() {
        if (head.length < 4) {
            return false;
        }
        int magic = (head[0] & 0xff) | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16 | (head[3] & 0xff) << 24;
        return magic == 0xfd2fb528 || (magic & 0xfffffff0) == 0x184d2a50;
    }

    private String plain(IOException otherwise) throws IOException {
        if (BodyBytes.isBinary(head)) {
            throw otherwise;
        }
        return PLAIN;
    }
}
