package dev.gleaner.api.schedules.trigger;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;

/**
 * A random expression with what it means, said in the plainest way: each part knows which values or dates it names, without any
 * of the code that is tested.
 *
 * @param text the expression, with five fields
 * @param minutes which of them
 * @param hours which of them
 * @param openHours whether hours are open or have a step over all of them, so that the clock is followed
 * @param days which dates
 */
record RandomCron(String text, boolean[] minutes, boolean[] hours, boolean openHours, Predicate<LocalDate> days) {
    private static final String[] MONTHS = {
        "", "jan", "FEB", "Mar", "apr", "MAY", "Jun", "jul", "AUG", "Sep", "oct", "NOV", "Dec"
    };
    private static final String[] WEEKDAYS = {"SUN", "mon", "Tue", "WED", "thu", "Fri", "SAT"};

    static RandomCron of(Random random) {
        NumberField minute = NumberField.of(random, 0, 59, new String[0], true);
        NumberField hour = NumberField.of(random, 0, 23, new String[0], true);
        NumberField month =
                random.nextInt(3) == 0 ? NumberField.of(random, 1, 12, MONTHS, true) : NumberField.all(1, 12);
        DateField date = dayOfMonth(random);
        DateField weekday = dayOfWeek(random);
        boolean and = random.nextInt(5) == 0;
        boolean either = !and && !date.open && !weekday.open;
        Predicate<LocalDate> days = day -> month.has[day.getMonthValue()]
                && (either
                        ? date.rule.test(day) || weekday.rule.test(day)
                        : date.rule.test(day) && weekday.rule.test(day));
        String text = String.join(
                random.nextBoolean() ? " " : "  ",
                minute.text,
                hour.text,
                date.text,
                month.text,
                (and ? "+" : "") + weekday.text);
        return new RandomCron(text, minute.has, hour.has, hour.open && count(hour.has) > 1, days);
    }

    private static DateField dayOfMonth(Random random) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                return new DateField("*", true, day -> true);
            }
            case 3 -> {
                int back = random.nextInt(6);
                return new DateField(
                        back == 0 ? "L" : "L-" + back,
                        false,
                        day -> day.equals(
                                day.with(TemporalAdjusters.lastDayOfMonth()).minusDays(back)));
            }
            case 4 -> {
                int near = 1 + random.nextInt(31);
                return new DateField(near + "W", false, day -> {
                    int length = day.lengthOfMonth();
                    return near <= length && day.equals(workdayNear(day.withDayOfMonth(near)));
                });
            }
            case 5 -> {
                return new DateField(
                        "LW",
                        false,
                        day -> isWorkday(day)
                                && day.datesUntil(day.with(TemporalAdjusters.firstDayOfNextMonth()))
                                        .skip(1)
                                        .noneMatch(RandomCron::isWorkday));
            }
            default -> {
                NumberField days = NumberField.of(random, 1, 31, new String[0], false);
                return new DateField(
                        days.text,
                        days.open && days.text.startsWith("*") && isAlone(days.text),
                        day -> days.has[day.getDayOfMonth()]);
            }
        }
    }

    private static DateField dayOfWeek(Random random) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                return new DateField("*", true, day -> true);
            }
            case 3 -> {
                int weekday = random.nextInt(8);
                int nth = 1 + random.nextInt(5);
                String name = weekday == 7 || random.nextBoolean() ? "" + weekday : WEEKDAYS[weekday];
                return new DateField(
                        name + "#" + nth,
                        false,
                        day -> weekday(day) == weekday % 7 && (day.getDayOfMonth() - 1) / 7 + 1 == nth);
            }
            case 4 -> {
                int weekday = random.nextInt(7);
                String text = random.nextBoolean() ? WEEKDAYS[weekday] + "#L" : weekday + "L";
                return new DateField(
                        text,
                        false,
                        day -> weekday(day) == weekday && day.plusDays(7).getMonthValue() != day.getMonthValue());
            }
            default -> {
                NumberField days = NumberField.of(random, 0, 6, WEEKDAYS, true);
                return new DateField(
                        days.text,
                        days.open && days.text.startsWith("*") && isAlone(days.text),
                        day -> days.has[weekday(day)]);
            }
        }
    }

    /** Whether the first part is a wildcard without a step. */
    private static boolean isAlone(String text) {
        return text.split(",")[0].equals("*");
    }

    private static LocalDate workdayNear(LocalDate day) {
        for (int distance = 0; distance < 3; distance++) {
            for (LocalDate near : List.of(day.minusDays(distance), day.plusDays(distance))) {
                if (isWorkday(near) && near.getMonthValue() == day.getMonthValue()) {
                    return near;
                }
            }
        }
        throw new AssertionError(day);
    }

    private static boolean isWorkday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    private static int weekday(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : day.getDayOfWeek().getValue();
    }

    private static int count(boolean[] has) {
        int count = 0;
        for (boolean one : has) {
            count += one ? 1 : 0;
        }
        return count;
    }

    @Override
    public String toString() {
        return text;
    }

    private record DateField(String text, boolean open, Predicate<LocalDate> rule) {}

    /** Lists of values, ranges and steps over numbers. */
    private record NumberField(String text, boolean[] has, boolean open) {
        static NumberField all(int min, int max) {
            NumberField field = new NumberField("*", new boolean[max + 1], true);
            java.util.Arrays.fill(field.has, min, max + 1, true);
            return field;
        }

        static NumberField of(Random random, int min, int max, String[] names, boolean cycle) {
            boolean[] has = new boolean[max + 1];
            boolean open = false;
            List<String> parts = new ArrayList<>();
            int size = max - min + 1;
            for (int i = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1; i > 0; i--) {
                int from = min + random.nextInt(size);
                int to = min + random.nextInt(size);
                int step = random.nextInt(2) == 0 ? 1 : 1 + random.nextInt(Math.max(1, size / 2));
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        has[from] = true;
                        parts.add(name(random, from, names));
                    }
                    case 2, 3 -> {
                        boolean over = from > to && cycle && random.nextBoolean();
                        int low = over ? from : Math.min(from, to);
                        int high = over ? to + size : Math.max(from, to);
                        for (int value = low; value <= high; value += step) {
                            has[value > max ? value - size : value] = true;
                        }
                        open |= low == min && high == max;
                        String last = name(random, high > max ? high - size : high, names);
                        parts.add(name(random, low, names) + "-" + last + (step == 1 ? "" : "/" + step));
                    }
                    default -> {
                        for (int value = min; value <= max; value += step) {
                            has[value] = true;
                        }
                        open = true;
                        parts.add("*" + (step == 1 ? "" : "/" + step));
                    }
                }
            }
            return new NumberField(String.join(",", parts), has, open);
        }

        private static String name(Random random, int value, String[] names) {
            if (value < names.length && random.nextBoolean()) {
                return random.nextBoolean() ? names[value] : names[value].toUpperCase(Locale.ROOT);
            }
            return Integer.toString(value);
        }
    }
}
