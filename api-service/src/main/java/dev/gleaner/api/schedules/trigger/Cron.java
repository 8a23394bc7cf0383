package dev.gleaner.api.schedules.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Due at the times of a cron expression; equal to others with the same text. */
public final class Cron implements WallClockTrigger {
    private final String expression;
    private final DaylightSaving dst;
    private final CronPattern pattern;
    private final WallClock clock;

    Cron(String expression, CronPattern pattern, DaylightSaving dst) {
        this.expression = expression.strip().replaceAll("[ \t]+", " ");
        this.dst = dst;
        this.pattern = pattern;
        this.clock = new WallClock(pattern.times(), pattern.followsClock() ? ClockChange.FOLLOW : ClockChange.of(dst));
    }

    /**
     * Of an expression that is known to be one.
     *
     * @throws IllegalArgumentException if it is none, with all that is wrong
     */
    public static Cron of(String expression, DaylightSaving dst) {
        List<String> faults = new ArrayList<>();
        CronPattern pattern = CronPattern.read(expression, faults::add);
        if (pattern == null) {
            throw new IllegalArgumentException("\"%s\": %s".formatted(expression, String.join("; ", faults)));
        }
        return new Cron(expression, pattern, dst);
    }

    /** With five fields, six with the second first, seven with the year last, or a nickname like {@code @daily}. */
    public String expression() {
        return expression;
    }

    /** What becomes of its fixed times; without any, as in {@code * * * * *}, it means nothing. */
    public DaylightSaving dst() {
        return dst;
    }

    /** Why it can never be due, whenever it is asked, if so: for example the 30th of February. */
    Optional<String> impossible() {
        return pattern.impossible();
    }

    @Override
    public WallClock clock() {
        return clock;
    }

    @Override
    public String words() {
        return CronWords.of(pattern);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron cron && expression.equals(cron.expression) && dst == cron.dst;
    }

    @Override
    public int hashCode() {
        return Objects.hash(expression, dst);
    }

    @Override
    public String toString() {
        return "Cron[%s, %s]".formatted(expression, dst);
    }
}
