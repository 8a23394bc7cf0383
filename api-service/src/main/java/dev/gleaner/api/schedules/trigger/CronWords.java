package dev.gleaner.api.schedules.trigger;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Tells a cron expression in a sentence: its times, then its {@link CronDayWords days}. */
final class CronWords {
    private static final int MOST_TIMES = 6;

    private final CronPattern pattern;
    private final BitSet seconds;
    private final BitSet minutes;
    private final BitSet hours;

    private CronWords(CronPattern pattern) {
        this.pattern = pattern;
        this.seconds = pattern.values(CronField.SECOND);
        this.minutes = pattern.values(CronField.MINUTE);
        this.hours = pattern.values(CronField.HOUR);
    }

    static String of(CronPattern pattern) {
        CronWords words = new CronWords(pattern);
        boolean listed = words.isListed();
        return (listed ? words.listed() : words.told()) + CronDayWords.of(pattern, listed);
    }

    /** Few times of day are told one by one. */
    private boolean isListed() {
        return !pattern.followsClock()
                && seconds.cardinality() * minutes.cardinality() * hours.cardinality() <= MOST_TIMES;
    }

    private String listed() {
        List<LocalTime> times = new ArrayList<>();
        hours.stream()
                .forEach(hour -> minutes.stream()
                        .forEach(minute ->
                                seconds.stream().forEach(second -> times.add(LocalTime.of(hour, minute, second)))));
        return "At " + Phrases.times(times);
    }

    private String told() {
        boolean onTheMinute = seconds.cardinality() == 1 && seconds.get(0);
        boolean always = isAll(minutes, CronField.MINUTE) && isAll(hours, CronField.HOUR);
        if (onTheMinute) {
            return minutesAndHours();
        }
        String first = frequency(CronField.SECOND, seconds);
        if (always) {
            return first.startsWith("Every") ? first : first + " of every minute";
        }
        String rest = minutesAndHours();
        return first + ", " + rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1);
    }

    private String minutesAndHours() {
        boolean oneMinute = minutes.cardinality() == 1;
        String minute = frequency(CronField.MINUTE, minutes);
        int step = step(CronField.HOUR, hours);
        if (isAll(hours, CronField.HOUR)) {
            return minute.startsWith("Every")
                    ? minute
                    : oneMinute && minutes.get(0) ? "Every hour" : minute + " of every hour";
        }
        if (step > 1) {
            String every = "every %s hour from 00:00".formatted(Phrases.ordinal(step));
            return oneMinute && minutes.get(0)
                    ? "Every %d hours from 00:00".formatted(step)
                    : minute + (minute.startsWith("Every") ? " in " : " of ") + every;
        }
        int from = hours.nextSetBit(0);
        int to = hours.length() - 1;
        if (hours.cardinality() == to - from + 1) {
            if (minute.startsWith("Every")) {
                return "%s from %02d:00 to %02d:59".formatted(minute, from, to);
            }
            if (oneMinute && to > from) {
                int at = minutes.nextSetBit(0);
                return "Every hour from %02d:%02d to %02d:%02d".formatted(from, at, to, at);
            }
        }
        return minute + (minute.startsWith("Every") ? " in" : " of") + named(" hour", hours);
    }

    /** {@code Every minute}, {@code Every 15 minutes}, or {@code At minutes 5 and 20}. */
    private String frequency(CronField field, BitSet values) {
        if (isAll(values, field)) {
            return "Every " + field.label();
        }
        int step = step(field, values);
        return step > 1 ? "Every " + Phrases.every(step, field.label()) : "At" + named(" " + field.label(), values);
    }

    /** The step from the first value on, if it divides the field evenly and all of it is taken; else 0. */
    private static int step(CronField field, BitSet values) {
        int size = field.last() - field.min() + 1;
        if (values.cardinality() < 2 || !values.get(field.min()) || size % values.cardinality() != 0) {
            return 0;
        }
        int step = size / values.cardinality();
        return values.stream().allMatch(value -> (value - field.min()) % step == 0) ? step : 0;
    }

    private static boolean isAll(BitSet values, CronField field) {
        return values.cardinality() == field.last() - field.min() + 1;
    }

    private static String named(String unit, BitSet values) {
        List<String> runs = Phrases.runs(values.stream().boxed().toList(), Integer::toString);
        return (values.cardinality() == 1 ? unit : unit + "s") + " " + Phrases.list(runs);
    }
}
