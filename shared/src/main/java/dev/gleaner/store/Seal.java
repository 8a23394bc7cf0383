package dev.gleaner.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** Encrypts texts that are stored for later use and shown to nobody: AES-256-GCM, with a random nonce for each text. */
public final class Seal {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Keys keys;

    public Seal(Keys keys) {
        this.keys = keys;
    }

    /** Where the keys are from. */
    public interface Keys {
        /** The one to encrypt with. */
        SealKey current();

        /** Any that is known, for texts of before. */
        Optional<SealKey> find(String id);
    }

    /**
     * A text that cannot be read without its key.
     *
     * @param key id of the key
     * @param text in Base64: the nonce, and what was encrypted, with the tag that shows a change of it
     */
    public record Sealed(String key, String text) {}

    public Sealed seal(String plain) {
        SealKey key = keys.current();
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(Cipher.ENCRYPT_MODE, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
            byte[] encrypted = cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
            return new Sealed(key.id(), Base64.getEncoder().encodeToString(all));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java has " + ALGORITHM, never);
        }
    }

    /** Empty if the key is not known, or the text is not what was encrypted with it. */
    public Optional<String> open(Sealed sealed) {
        return keys.find(sealed.key()).flatMap(key -> open(sealed.text(), key));
    }

    private static Optional<String> open(String text, SealKey key) {
        try {
            byte[] all = Base64.getDecoder().decode(text);
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(Cipher.DECRYPT_MODE, key.key(), new GCMParameterSpec(TAG_BITS, all, 0, NONCE_BYTES));
            return Optional.of(
                    new String(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }
}
