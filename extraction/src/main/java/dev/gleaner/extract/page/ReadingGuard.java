package dev.gleaner.extract.page;

import dev.gleaner.extract.page.ReadingStoppedException.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

/**
 * Watches over the reading of one page, on the thread that reads it: counts its elements, knows its deadline, and can be
 * told to stop. Every loop whose length the page decides asks it, so that no page is read much longer than it may be.
 */
public final class ReadingGuard {
    /** A look at the clock takes longer than most turns of the loops that ask for it. */
    private static final int TURNS = 256;

    private final int maxTags;
    private final Duration time;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final IntPredicate admits;
    private int elements;
    private int turns;
    private volatile boolean stopped;

    private ReadingGuard(int maxTags, Duration time, LongSupplier nanoTime, IntPredicate admits) {
        this.maxTags = maxTags;
        this.time = time;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.admits = admits;
    }

    /**
     * A guard over a reading that begins now.
     *
     * @param maxTags most tags of a page, and most elements that it may make of them
     * @param time that the reading may take, by that clock
     * @param nanoTime a clock that never goes back, in nanoseconds; meant to count the processor time of the calling thread
     * @param admits asked now and then with the number of elements so far; says whether there is memory for so many
     */
    public static ReadingGuard of(int maxTags, Duration time, LongSupplier nanoTime, IntPredicate admits) {
        if (maxTags < 1 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("Nothing can be read with " + maxTags + " tags in " + time);
        }
        return new ReadingGuard(maxTags, time, nanoTime, admits);
    }

    /** For pages that are trusted: whatever they take. */
    public static ReadingGuard unlimited() {
        return new ReadingGuard(Integer.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE), () -> 0, elements -> true);
    }

    /** Ends the reading soon; may be called by any thread. */
    public void stop() {
        stopped = true;
    }

    /** One turn of a loop. */
    public void turn() {
        if (++turns % TURNS == 0) {
            check();
        }
    }

    /** Ends the reading if it is no longer wanted or out of time. Cheap beside reading some thousand characters. */
    public void check() {
        if (stopped) {
            throw new ReadingStoppedException(Reason.STOPPED, "The reading was stopped");
        }
        if (nanoTime.getAsLong() - startNanos > time.toNanos()) {
            throw new ReadingStoppedException(
                    Reason.OUT_OF_TIME,
                    "Reading the page took more than %s seconds of processor time".formatted(seconds(time)));
        }
    }

    /**
     * Refuses what holds too many tags, before any element is made of them.
     *
     * @param tags as {@link TagCount} counts
     */
    void tags(int tags) {
        if (tags > maxTags) {
            throw new ReadingStoppedException(
                    Reason.TOO_MANY_TAGS,
                    "The page has %s tags; at most %s are read".formatted(number(tags), number(maxTags)));
        }
    }

    /** One more element. Few tags can make many elements: what formats text is repeated in every paragraph after it. */
    void element() {
        elements++;
        if (elements > maxTags) {
            throw new ReadingStoppedException(
                    Reason.TOO_MANY_TAGS,
                    "The tags of the page make more than %s elements; no more are read".formatted(number(maxTags)));
        }
        if (elements % TURNS == 0 && !admits.test(elements)) {
            throw new ReadingStoppedException(Reason.STOPPED, "There is no memory to go on with");
        }
        turn();
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1_000 == 0 ? Long.toString(time.toSeconds()) : Double.toString(time.toMillis() / 1e3);
    }
}
