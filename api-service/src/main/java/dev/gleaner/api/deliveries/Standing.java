package dev.gleaner.api.deliveries;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint has done lately.
 *
 * @param failingSince when the first of its failures was that no success has followed; null if it does well
 * @param givenUp deliveries given up since then
 * @param notBefore until when it asked to be left alone
 * @param pausedAt since when it is sent nothing but probes; null if it is not paused
 * @param probeAt when it is probed next
 * @param reason of its last failure
 */
public record Standing(
        @Nullable Instant failingSince,
        int givenUp,
        @Nullable Instant notBefore,
        @Nullable Instant pausedAt,
        @Nullable Instant probeAt,
        @Nullable String reason) {
    public static final Standing WELL = new Standing(null, 0, null, null, null, null);

    boolean isWell() {
        return failingSince == null;
    }
}
