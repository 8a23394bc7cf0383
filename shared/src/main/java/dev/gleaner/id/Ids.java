package dev.gleaner.id;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random ids: nobody can guess one, and no two processes have to agree on them. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** {@code job_} and 12 hex digits. */
    public static String job() {
        return "job_" + hex(6);
    }

    /** {@code art_} and 12 hex digits. */
    public static String article() {
        return "art_" + hex(6);
    }

    /** A token that is never used twice: 16 hex digits. */
    public static String token() {
        return hex(8);
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
