package dev.gleaner.api.schedules.trigger;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Parts of the sentences in which triggers are told. */
final class Phrases {
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int FEWEST_OF_A_RANGE = 3;

    private Phrases() {}

    /** {@code 09:00}, or {@code 09:00:30} if it has seconds. */
    static String time(LocalTime time) {
        return (time.getSecond() == 0 ? SHORT : LONG).format(time);
    }

    static String times(Collection<LocalTime> times) {
        return list(times.stream().map(Phrases::time).toList());
    }

    /** {@code a, b and c}. */
    static String list(List<String> words) {
        int last = words.size() - 1;
        return last <= 0
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    /** {@code Monday to Friday}, {@code Saturday and Sunday}; from Monday on, where the week begins. */
    static String weekdays(Collection<DayOfWeek> days) {
        return list(runs(
                days.stream().map(DayOfWeek::getValue).toList(),
                day -> DayOfWeek.of(day).getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
    }

    /** {@code June to August}. */
    static String months(List<Integer> months) {
        return list(runs(months, Phrases::month));
    }

    static String month(int month) {
        return Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** {@code 1st}, {@code 22nd}. */
    static String ordinal(int number) {
        String ending = switch (number % 100 / 10 == 1 ? 0 : number % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
        return number + ending;
    }

    /** {@code second}, or {@code 5 seconds}. */
    static String every(long count, String unit) {
        return count == 1 ? unit : "%d %ss".formatted(count, unit);
    }

    /** Values in rising order; three and more in a row become one word. */
    static List<String> runs(List<Integer> values, IntFunction<String> name) {
        List<String> words = new ArrayList<>();
        for (int from = 0; from < values.size(); ) {
            int to = from;
            while (to + 1 < values.size() && values.get(to + 1) == values.get(to) + 1) {
                to++;
            }
            if (to - from + 1 >= FEWEST_OF_A_RANGE) {
                words.add(name.apply(values.get(from)) + " to " + name.apply(values.get(to)));
                from = to + 1;
            } else {
                words.add(name.apply(values.get(from)));
                from++;
            }
        }
        return words;
    }
}
