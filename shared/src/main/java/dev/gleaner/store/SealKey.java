package dev.gleaner.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/** A key of AES-256, made of a long random text; known by an id that tells nothing of it. */
public final class SealKey {
    /** Characters of the text it is made of: as many bits as the key has, if they are hexadecimal digits and random. */
    public static final int SHORTEST = 32;

    private final String id;
    private final SecretKeySpec key;

    private SealKey(String id, SecretKeySpec key) {
        this.id = id;
        this.key = key;
    }

    /** @throws IllegalArgumentException if the text is too short; it is not repeated in the message */
    public static SealKey of(String text) {
        if (text.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "A secret key must have at least %d characters, but has %d".formatted(SHORTEST, text.length()));
        }
        byte[] key = sha256(text.getBytes(StandardCharsets.UTF_8));
        return new SealKey(HexFormat.of().formatHex(sha256(key), 0, 4), new SecretKeySpec(key, "AES"));
    }

    /** Eight hexadecimal digits. */
    public String id() {
        return id;
    }

    SecretKeySpec key() {
        return key;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }

    @Override
    public String toString() {
        return "key " + id;
    }
}
