package dev.gleaner.api.schedules.trigger;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/** Times of day that stand in a list. */
final class ListedTimes implements TimesOfDay {
    private final int[] seconds;

    ListedTimes(List<LocalTime> times) {
        this.seconds = times.stream()
                .mapToInt(LocalTime::toSecondOfDay)
                .distinct()
                .sorted()
                .toArray();
    }

    /** The same times in order and each once, in whole seconds; one at least. */
    static List<LocalTime> inOrder(List<LocalTime> times) {
        if (times.isEmpty()) {
            throw new IllegalArgumentException("There must be a time of day");
        }
        return times.stream()
                .map(time -> time.truncatedTo(ChronoUnit.SECONDS))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public int atOrAfter(int second) {
        int at = Arrays.binarySearch(seconds, second);
        int index = at >= 0 ? at : -at - 1;
        return index < seconds.length ? seconds[index] : NONE;
    }

    @Override
    public int atOrBefore(int second) {
        int at = Arrays.binarySearch(seconds, second);
        int index = at >= 0 ? at : -at - 2;
        return index >= 0 ? seconds[index] : NONE;
    }
}
