package dev.gleaner.standalone.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Copies and tells what it copied. */
final class Checksums {

    private Checksums() {}

    /**
     * Bytes and their SHA-256.
     *
     * @param bytes how many
     * @param sha256 in hexadecimal
     */
    record Sum(long bytes, String sha256) {}

    /**
     * Copies at most {@code limit} bytes and one, so that too long a source is seen without being copied whole.
     *
     * @param limit in bytes, below {@link Long#MAX_VALUE}
     */
    static Sum copy(InputStream from, OutputStream to, long limit) throws IOException {
        DigestInputStream in = new DigestInputStream(from, sha256());
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        while (bytes <= limit) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, limit - bytes + 1));
            if (read < 0) {
                break;
            }
            to.write(buffer, 0, read);
            bytes += read;
        }
        return new Sum(bytes, HexFormat.of().formatHex(in.getMessageDigest().digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
