package dev.gleaner.cli.screen;

import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How fast something rises, over the last minute. */
public final class Rate {
    private static final long WINDOW = 60_000_000_000L;
    private static final double SECOND = 1e9;

    private final LongSupplier nanos;
    private final ArrayDeque<long[]> samples = new ArrayDeque<>();

    /** @param nanos the time, as {@link System#nanoTime()} has it */
    public Rate(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How many there are now. */
    public void at(long count) {
        long now = nanos.getAsLong();
        samples.add(new long[] {now, count});
        while (samples.size() > 2 && now - samples.getFirst()[0] > WINDOW) {
            samples.removeFirst();
        }
    }

    /** How many more in a second; null as long as that is not known. */
    public @Nullable Double perSecond() {
        if (samples.size() < 2) {
            return null;
        }
        long[] first = samples.getFirst();
        long span = Math.max(samples.getLast()[0], nanos.getAsLong()) - first[0];
        long more = samples.getLast()[1] - first[1];
        return span < SECOND || more <= 0 ? null : more / (span / SECOND);
    }

    /** In how many seconds so many more have come; null if that is not known. */
    public @Nullable Long secondsFor(long more) {
        Double rate = perSecond();
        return rate == null ? null : Math.round(Math.ceil(more / rate));
    }
}
