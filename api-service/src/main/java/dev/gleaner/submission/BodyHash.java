package dev.gleaner.submission;

import dev.gleaner.submission.Submission.Requested;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hash of everything that the answer to a submission depends on. It is taken from what was read, not from the bytes:
 * a client that repeats a request may write it with other white space or in another order of fields.
 */
final class BodyHash {
    private final MessageDigest digest = sha256();

    private BodyHash() {}

    static String of(List<Requested> articles, @Nullable Duration maxAge) {
        BodyHash hash = new BodyHash();
        hash.add(maxAge == null ? null : Long.toString(maxAge.toSeconds()));
        for (Requested one : articles) {
            hash.add(one.url().given());
            hash.add(one.source());
            hash.add(one.category());
            hash.add(Integer.toString(one.priority()));
        }
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    /** With its length in front, so that no two lists of texts read the same. */
    private void add(@Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(text == null ? -1 : bytes.length)
                .array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
