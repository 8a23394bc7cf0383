package dev.gleaner.queue.redis;

import dev.gleaner.queue.HostOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an operator has ordered of a host, as {@code order_host.lua} writes it and the other scripts obey it.
 *
 * @param until end of the pause, in ms of the Redis clock; 0 for none
 * @param delay ms between two starts; -1 if nothing is ordered of it
 * @param most fetches at a time; 0 if nothing is ordered of it
 */
record StandingOrder(long revision, long until, long delay, int most) {
    /** The end of a pause that does not end by itself: the last millisecond of the year 9999. */
    static final long NEVER = 253_402_300_799_999L;

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\|(\\d{1,15})\\|(-1|\\d{1,15})\\|(\\d{1,9})");

    /** Empty if it cannot be read, as the scripts take it, too. */
    static Optional<StandingOrder> read(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new StandingOrder(
                        Long.parseLong(form.group(1)),
                        Long.parseLong(form.group(2)),
                        Long.parseLong(form.group(3)),
                        Integer.parseInt(form.group(4))))
                : Optional.empty();
    }

    static StandingOrder of(HostOrder order) {
        Instant end = order.until();
        Duration least = order.delay();
        Integer atOnce = order.mostAtOnce();
        return new StandingOrder(
                order.revision(),
                !order.paused() ? 0 : end == null ? NEVER : end.toEpochMilli(),
                least == null ? -1 : least.toMillis(),
                atOnce == null ? 0 : atOnce);
    }

    List<String> arguments(String host) {
        return List.of(
                host, Long.toString(revision), Long.toString(until), Long.toString(delay), Integer.toString(most));
    }

    boolean pausedAt(long now) {
        return until > now;
    }

    boolean isLimit() {
        return delay >= 0 || most > 0;
    }

    HostOrder told(String host, long now) {
        boolean paused = pausedAt(now);
        return new HostOrder(
                host,
                paused,
                paused && until != NEVER ? Instant.ofEpochMilli(until) : null,
                null,
                delay < 0 ? null : Duration.ofMillis(delay),
                most == 0 ? null : most,
                revision);
    }

    static @Nullable HostOrder told(@Nullable StandingOrder order, String host, long now) {
        return order == null || (!order.pausedAt(now) && !order.isLimit()) ? null : order.told(host, now);
    }
}
