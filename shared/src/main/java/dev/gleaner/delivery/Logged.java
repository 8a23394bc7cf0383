package dev.gleaner.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery with what has become of it.
 *
 * @param tries the newest, in order
 * @param planFrom attempts made when somebody last asked for it: from there the plan of attempts counts
 * @param reason why it was given up; null if it was not
 * @param nextAt when it is tried next; null if it is not
 */
public record Logged(
        Delivery delivery,
        DeliveryState state,
        List<Try> tries,
        int planFrom,
        @Nullable String reason,
        @Nullable Instant nextAt) {
    public Logged {
        tries = List.copyOf(tries);
    }
}
