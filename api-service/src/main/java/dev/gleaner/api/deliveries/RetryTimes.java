package dev.gleaner.api.deliveries;

import dev.gleaner.delivery.DeliveryKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When something that failed is tried again. For messages these are the ten attempts that Standard Webhooks recommends: at
 * once, then 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h after the one before, 75 h 35 min in all. Files are tried
 * five times within about an hour. Each wait is up to a tenth longer, so that what failed together does not come back together.
 */
final class RetryTimes {
    private static final List<Duration> MESSAGES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private static final List<Duration> HERE =
            List.of(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));

    private static final double JITTER = 0.1;

    private final int mostMessages;
    private final DoubleSupplier random;

    /**
     * @param mostMessages attempts at a message, at least one; beyond ten, the last wait repeats
     * @param random from 0 to 1
     */
    RetryTimes(int mostMessages, DoubleSupplier random) {
        this.mostMessages = mostMessages;
        this.random = random;
    }

    /** How long to wait after so many failed attempts, from 1; empty if that was the last. */
    Optional<Duration> after(DeliveryKind kind, int attempts) {
        boolean message = kind == DeliveryKind.WEBHOOK;
        List<Duration> waits = message ? MESSAGES : HERE;
        if (attempts >= (message ? mostMessages : waits.size() + 1)) {
            return Optional.empty();
        }
        Duration wait = waits.get(Math.min(attempts, waits.size()) - 1);
        return Optional.of(wait.plusMillis((long) (wait.toMillis() * JITTER * random.getAsDouble())));
    }

    /** From the first attempt at a message to the last, without jitter. */
    Duration whole() {
        Duration sum = Duration.ZERO;
        for (int i = 1; i < mostMessages; i++) {
            sum = sum.plus(MESSAGES.get(Math.min(i, MESSAGES.size()) - 1));
        }
        return sum;
    }
}
