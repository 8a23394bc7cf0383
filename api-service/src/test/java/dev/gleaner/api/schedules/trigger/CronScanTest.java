package dev.gleaner.api.schedules.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random expressions are due when a scanner of minutes finds them due: 10,000 in 20 zones over three years. Each is compared
 * around every change of the clocks and over a few days more, and those of the 500 expressions of a zone follow each other, so
 * that together they cover its three years. With {@code -Dtriggers.whole=true} each is compared over all three years, which takes minutes.
 */
class CronScanTest {
    private static final boolean WHOLE = Boolean.getBoolean("triggers.whole");
    private static final int EXPRESSIONS = 500;
    private static final int BESIDE = 4 * 60;
    /** Minutes from a change at which it is asked anew, rather than from one time to the next. */
    private static final int[] AROUND = {-61, -60, -30, -1, 0, 1, 29, 30, 31, 59, 60, 61};

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026", // 02:00 <-> 03:00
        "America/New_York, 2026",
        "Europe/London, 2026", // 01:00 <-> 02:00, UTC in winter
        "Europe/Dublin, 2026", // the same as negative daylight saving
        "Africa/Cairo, 2026", // at midnight
        "America/Havana, 2026", // at midnight, back at 01:00
        "Australia/Lord_Howe, 2026", // half an hour
        "Antarctica/Troll, 2026", // two hours
        "Asia/Kathmandu, 2026", // 05:45, no changes
        "Africa/Casablanca, 2026", // around Ramadan
        "Pacific/Chatham, 2026", // 12:45, at 02:45
        "America/Santiago, 2026", // at midnight, southern
        "Asia/Gaza, 2026",
        "Pacific/Apia, 2010", // no 30 December 2011
        "America/Sao_Paulo, 2010", // at midnight
        "America/St_Johns, 2010", // at 00:01
        "Europe/Moscow, 2010", // to another zone in 2011
        "Asia/Tehran, 2010", // 03:30, at midnight
        "Asia/Hebron, 2010", // 00:01, and twice within weeks
        "Africa/Juba, 2020", // to another zone in 2021
    })
    void randomExpressionsAreDueWhenAScannerFindsThem(ZoneId zone, int year) {
        Instant from = Instant.parse(year + "-01-01T00:00:00Z");
        MinuteScanner scanner = new MinuteScanner(zone, from, Instant.parse(year + 3 + "-01-01T00:00:00Z"));
        Random random = new Random(zone.getId().hashCode());
        for (int i = 0; i < EXPRESSIONS; i++) {
            RandomCron expression = RandomCron.of(random);
            DaylightSaving dst = random.nextInt(3) == 0 ? DaylightSaving.SKIP : DaylightSaving.RUN_AFTER;
            Cron cron = Cron.of(expression.text(), dst);
            for (Window window : windows(scanner, i)) {
                List<Instant> expected = scanner.scan(expression, dst, window.from, window.to);
                compare(cron, zone, scanner.at(window.from), scanner.at(window.to), expected);
                for (int minute : window.asked) {
                    ask(cron, zone, scanner.at(minute), expected);
                }
            }
        }
    }

    private static List<Window> windows(MinuteScanner scanner, int expression) {
        int end = scanner.minutes() - 1;
        List<Window> windows = new ArrayList<>();
        for (int change : scanner.changes()) {
            int[] asked = IntStream.of(AROUND).map(minute -> change + minute).toArray();
            windows.add(new Window(change - BESIDE, change + BESIDE, asked));
        }
        int share = WHOLE ? end : end / EXPRESSIONS + 1;
        int from = WHOLE ? 0 : expression * share;
        windows.add(new Window(from, Math.min(end, from + share), new int[0]));
        return windows;
    }

    private static void compare(Cron cron, ZoneId zone, Instant from, Instant to, List<Instant> expected) {
        List<Instant> forward = new ArrayList<>();
        Optional<Instant> next = cron.next(from.minusNanos(1), zone);
        while (next.isPresent() && next.get().isBefore(to)) {
            forward.add(next.get());
            next = cron.next(next.get(), zone);
        }
        if (!forward.equals(expected)) {
            assertThat(forward).as("next of %s in %s", cron, zone).isEqualTo(expected);
        }
        List<Instant> backward = new ArrayList<>();
        Optional<Instant> previous = cron.previous(to, zone);
        while (previous.isPresent() && !previous.get().isBefore(from)) {
            backward.add(previous.get());
            previous = cron.previous(previous.get(), zone);
        }
        Collections.reverse(backward);
        if (!backward.equals(expected)) {
            assertThat(backward).as("previous of %s in %s", cron, zone).isEqualTo(expected);
        }
    }

    /** What is close enough to be among those expected must be found. */
    private static void ask(Cron cron, ZoneId zone, Instant at, List<Instant> expected) {
        int index = Collections.binarySearch(expected, at);
        int from = index >= 0 ? index : -index - 1;
        if (from < expected.size()) {
            check(cron.next(at.minusNanos(1), zone), expected.get(from), "next", cron, zone, at);
        }
        if (from > 0) {
            check(cron.previous(at, zone), expected.get(from - 1), "previous", cron, zone, at);
        }
    }

    private static void check(
            Optional<Instant> found, Instant expected, String which, Cron cron, ZoneId zone, Instant at) {
        if (found.isEmpty() || !found.get().equals(expected)) {
            assertThat(found).as("%s of %s in %s at %s", which, cron, zone, at).contains(expected);
        }
    }

    /**
     * Minutes of the scanner that are compared.
     *
     * @param from the first of them
     * @param to before this one
     * @param asked from these it is asked anew
     */
    private record Window(int from, int to, int[] asked) {}
}
