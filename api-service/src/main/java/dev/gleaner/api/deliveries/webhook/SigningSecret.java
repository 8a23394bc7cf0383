package dev.gleaner.api.deliveries.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that messages are signed with: {@code whsec_} and the Base64 of 24 to 64 bytes, as Standard Webhooks 1.0 writes
 * symmetric secrets. It is never printed.
 */
public final class SigningSecret {
    /** What is wrong with a text that is none. */
    public static final String FORM = "must be \"whsec_\" and the Base64 of 24 to 64 random bytes";

    /** The form as a pattern says it. */
    public static final String PATTERN = "whsec_[A-Za-z0-9+/]{32,86}={0,2}";

    private static final String PREFIX = "whsec_";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    private SigningSecret(byte[] key) {
        this.key = key;
    }

    /** Empty if the text is no secret. */
    public static Optional<SigningSecret> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            return key.length < FEWEST_BYTES || key.length > MOST_BYTES
                    ? Optional.empty()
                    : Optional.of(new SigningSecret(key));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /**
     * The signature of a message, {@code v1,<Base64 of HMAC-SHA256>} over {@code id.timestamp.body}.
     *
     * @param timestamp seconds since 1970
     */
    public String sign(String id, long timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] signed = mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java has " + ALGORITHM, never);
        }
    }

    @Override
    public String toString() {
        return "a signing secret";
    }
}
