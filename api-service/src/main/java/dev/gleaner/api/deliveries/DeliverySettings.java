package dev.gleaner.api.deliveries;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How much is tried.
 *
 * @param attempts CALLBACK_ATTEMPTS, at one message, from 1 to 20; with 10 the last is made about 75 hours after the first
 * @param atOnce CALLBACK_AT_ONCE, messages, commands and files that one process works on at a time
 */
@ConfigurationProperties("gleaner.callbacks")
public record DeliverySettings(int attempts, int atOnce) {
    private static final int MOST_ATTEMPTS = 20;

    public DeliverySettings {
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("CALLBACK_ATTEMPTS must be 1 to " + MOST_ATTEMPTS);
        }
        if (atOnce < 1) {
            throw new IllegalArgumentException("CALLBACK_AT_ONCE must be at least 1");
        }
    }
}
