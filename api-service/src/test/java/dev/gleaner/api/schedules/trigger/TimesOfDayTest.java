package dev.gleaner.api.schedules.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Times of day are found from every second of the day, forward and backward. */
class TimesOfDayTest {
    private static final int DAY = TimesOfDay.LAST_SECOND + 1;

    @Test
    void thoseOfFields() {
        Random random = new Random(7);
        for (int i = 0; i < 10; i++) {
            long hours = mask(random, 24);
            long minutes = mask(random, 60);
            long seconds = mask(random, 60);
            boolean[] has = new boolean[DAY];
            for (int second = 0; second < DAY; second++) {
                LocalTime time = LocalTime.ofSecondOfDay(second);
                has[second] =
                        (hours >> time.getHour() & minutes >> time.getMinute() & seconds >> time.getSecond() & 1) != 0;
            }
            compare(new TimeFields(hours, minutes, seconds), has);
        }
    }

    @Test
    void thoseOfAList() {
        int[] listed = new Random(8).ints(50, 0, DAY).toArray();
        boolean[] has = new boolean[DAY];
        IntStream.of(listed).forEach(second -> has[second] = true);

        compare(
                new ListedTimes(
                        IntStream.of(listed).mapToObj(LocalTime::ofSecondOfDay).toList()),
                has);
    }

    private static void compare(TimesOfDay times, boolean[] has) {
        int last = TimesOfDay.NONE;
        for (int second = 0; second < DAY; second++) {
            last = has[second] ? second : last;
            if (times.atOrBefore(second) != last) {
                assertThat(times.atOrBefore(second))
                        .as("%s until %d", times, second)
                        .isEqualTo(last);
            }
        }
        int next = TimesOfDay.NONE;
        for (int second = DAY - 1; second >= 0; second--) {
            next = has[second] ? second : next;
            if (times.atOrAfter(second) != next) {
                assertThat(times.atOrAfter(second))
                        .as("%s from %d", times, second)
                        .isEqualTo(next);
            }
        }
    }

    /** A few bits, one at least; the first and the last now and then. */
    private static long mask(Random random, int size) {
        long mask = 1L << random.nextInt(size);
        for (int i = random.nextInt(6); i > 0; i--) {
            mask |= 1L << (random.nextInt(3) == 0 ? random.nextInt(2) * (size - 1) : random.nextInt(size));
        }
        return mask;
    }
}
