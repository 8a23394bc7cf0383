package dev.gleaner.api.schedules.trigger;

/**
 * Due in every hour, also in one that comes twice.
 *
 * @param minute of the hour, 0 to 59
 */
public record Hourly(int minute) implements WallClockTrigger {
    private static final int MINUTES = 60;
    private static final long ALL_HOURS = (1 << 24) - 1;

    public Hourly {
        if (minute < 0 || minute >= MINUTES) {
            throw new IllegalArgumentException("The minute must be 0 to 59, not " + minute);
        }
    }

    @Override
    public WallClock clock() {
        return new WallClock(
                new LocalTimes(Daily.EVERY_DAY, new TimeFields(ALL_HOURS, 1L << minute, 1)), ClockChange.FOLLOW);
    }

    @Override
    public String words() {
        return minute == 0 ? "Every hour" : "At minute %d of every hour".formatted(minute);
    }
}
