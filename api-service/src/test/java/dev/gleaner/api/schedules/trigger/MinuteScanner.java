package dev.gleaner.api.schedules.trigger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds times as cron does it: by looking at the clock on the wall every minute. It knows nothing of changes of the clocks but
 * what it sees: a clock that jumped ahead has left minutes out, one that was set back shows minutes again.
 */
final class MinuteScanner {
    /** A clock that was set back by up to so long is recognised at the start of a scan. */
    private static final int WARM_UP = 4 * 60;

    private static final int HOUR = 60;

    private final Instant from;
    /** Minutes since the epoch that the clock shows, for each minute from {@link #from} on. */
    private final int[] shown;
    /** Where the clock does not go on by a minute. */
    private final List<Integer> changes = new ArrayList<>();

    private int hourLookedAt = -1;
    private boolean hourChanges;

    MinuteScanner(ZoneId zone, Instant from, Instant to) {
        this.from = from;
        this.shown = new int[(int) from.until(to, ChronoUnit.MINUTES)];
        for (int i = 0; i < shown.length; i++) {
            // Within an hour that begins and ends alike the clock goes on by a minute each time.
            boolean goesOn = i % HOUR != 0 && !changesInHourOf(i, zone);
            shown[i] = goesOn ? shown[i - 1] + 1 : shownAt(i, zone);
            if (i > 0 && shown[i] != shown[i - 1] + 1) {
                changes.add(i);
            }
        }
    }

    private int shownAt(int minute, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(at(minute), zone);
        return (int) (local.toLocalDate().toEpochDay() * 24 * HOUR + (long) local.getHour() * HOUR + local.getMinute());
    }

    private boolean changesInHourOf(int minute, ZoneId zone) {
        int hour = minute / HOUR;
        if (hour != hourLookedAt) {
            hourLookedAt = hour;
            hourChanges = shownAt(hour * HOUR + HOUR, zone) != shownAt(hour * HOUR, zone) + HOUR;
        }
        return hourChanges;
    }

    int minutes() {
        return shown.length;
    }

    List<Integer> changes() {
        return changes;
    }

    Instant at(int minute) {
        return from.plusSeconds(60L * minute);
    }

    /** The times at minutes from one to before another. */
    List<Instant> scan(RandomCron cron, DaylightSaving dst, int first, int end) {
        List<Instant> due = new ArrayList<>();
        Dates dates = new Dates(cron);
        int begin = Math.max(0, first - WARM_UP);
        int latest = shown[begin] - 1;
        for (int i = begin; i < end; i++) {
            boolean now;
            if (cron.openHours()) {
                now = dates.has(shown[i]);
            } else {
                now = shown[i] > latest && dates.has(shown[i]);
                for (int left = latest + 1; left < shown[i] && !now && dst == DaylightSaving.RUN_AFTER; left++) {
                    now = dates.has(left);
                }
            }
            latest = Math.max(latest, shown[i]);
            if (now && i >= first) {
                due.add(at(i));
            }
        }
        return due;
    }

    /** Whether a minute is named; dates are asked once a day. */
    private static final class Dates {
        private static final int DAY = 24 * 60;

        private final RandomCron cron;
        private int day = -1;
        private boolean hasDay;

        Dates(RandomCron cron) {
            this.cron = cron;
        }

        boolean has(int minute) {
            int of = minute / DAY;
            if (of != day) {
                day = of;
                hasDay = cron.days().test(LocalDate.ofEpochDay(of));
            }
            int inDay = minute % DAY;
            return hasDay && cron.hours()[inDay / 60] && cron.minutes()[inDay % 60];
        }
    }
}
