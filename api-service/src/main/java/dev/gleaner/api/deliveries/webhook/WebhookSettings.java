package dev.gleaner.api.deliveries.webhook;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * How messages are sent.
 *
 * @param secret CALLBACK_SECRET, signs the messages of webhooks that bring no secret of their own: {@code whsec_} and the Base64
 *     of 24 to 64 random bytes; several, separated by spaces, while one replaces another. Blank: every webhook needs its own
 * @param timeout CALLBACK_TIMEOUT, for one attempt at a message, from connecting to the last byte of the answer
 * @param maxPerEndpoint CALLBACK_MAX_PER_ENDPOINT, messages to one endpoint at a time, of one process
 */
@ConfigurationProperties("gleaner.callbacks.webhook")
public record WebhookSettings(
        String secret, @DurationUnit(ChronoUnit.SECONDS) Duration timeout, int maxPerEndpoint) {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    public WebhookSettings {
        if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("CALLBACK_TIMEOUT must be positive and at most 120 seconds");
        }
        if (maxPerEndpoint < 1) {
            throw new IllegalArgumentException("CALLBACK_MAX_PER_ENDPOINT must be at least 1");
        }
        if (secrets(secret).size() < texts(secret).size()) {
            throw new IllegalArgumentException("CALLBACK_SECRET " + SigningSecret.FORM);
        }
    }

    /** Those that sign what brings none of its own. */
    public List<SigningSecret> usualSecrets() {
        return secrets(secret);
    }

    private static List<SigningSecret> secrets(String all) {
        return texts(all).stream()
                .flatMap(text -> SigningSecret.parse(text).stream())
                .toList();
    }

    private static List<String> texts(String all) {
        return all.isBlank() ? List.of() : Arrays.asList(all.strip().split("\\s+"));
    }

    @Override
    public String toString() {
        return "webhooks within %s, %d to an endpoint".formatted(timeout, maxPerEndpoint);
    }
}
