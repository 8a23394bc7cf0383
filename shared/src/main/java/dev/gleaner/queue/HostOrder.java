package dev.gleaner.queue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator has ordered of a host. It holds for the whole fleet until somebody orders otherwise, whatever happens to
 * Redis.
 *
 * @param host its name, with a port that is not the usual one
 * @param paused whether nothing of it is to be handed out
 * @param until the pause ends by itself then; null if it does not, or there is none
 * @param note of whoever paused it; null for none
 * @param delay least time between two starts, in the place of the fleet's and of what jobs ask for; null for those
 * @param mostAtOnce fetches at a time, likewise
 * @param revision one more with each order
 */
public record HostOrder(
        String host,
        boolean paused,
        @Nullable Instant until,
        @Nullable String note,
        @Nullable Duration delay,
        @Nullable Integer mostAtOnce,
        long revision) {

    /** As a host stands of which nobody has ordered anything. */
    public static HostOrder none(String host) {
        return new HostOrder(host, false, null, null, null, null, 0);
    }

    /** @param end of the pause; null for one that somebody has to end */
    public HostOrder pause(@Nullable Instant end, @Nullable String why) {
        return new HostOrder(host, true, end, why, delay, mostAtOnce, revision);
    }

    /** Without a pause; the limits stay. */
    public HostOrder resume() {
        return new HostOrder(host, false, null, null, delay, mostAtOnce, revision);
    }

    public HostOrder withDelay(@Nullable Duration least) {
        return new HostOrder(host, paused, until, note, least, mostAtOnce, revision);
    }

    public HostOrder withMostAtOnce(@Nullable Integer most) {
        return new HostOrder(host, paused, until, note, delay, most, revision);
    }

    public HostOrder withRevision(long number) {
        return new HostOrder(host, paused, until, note, delay, mostAtOnce, number);
    }

    /** Whether the pause holds then. */
    public boolean pausedAt(Instant now) {
        return paused && (until == null || until.isAfter(now));
    }

    public boolean isLimited() {
        return delay != null || mostAtOnce != null;
    }
}
