package dev.gleaner.embedded.process;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What a client of a store must know: loopback is open to every user of the machine. It is new with each start, and lies
 * only in a note that nobody else can read.
 *
 * @param text 64 hexadecimal digits; empty for a store that anybody on the machine may use
 */
public record Secret(String text) {
    /** Of a store that asks for none. */
    public static final Secret NONE = new Secret("");

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One that nobody can guess. */
    public static Secret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }

    public boolean isNone() {
        return text.isEmpty();
    }

    /** Compared in a time that tells nothing of the text. */
    public boolean is(String told) {
        return MessageDigest.isEqual(bytes(text), bytes(told));
    }

    /** As hexadecimal digits. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }

    /** What stands before a host in a URL; empty without a secret. */
    public String userInfo(String user) {
        return isNone() ? "" : user + ":" + text + "@";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return isNone() ? "no secret" : "a secret";
    }
}
