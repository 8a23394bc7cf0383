package dev.gleaner.api.schedules.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
            for (int[] window : windows(scanner, i)) {
                List<Instant> expected = scanner.scan(expression, dst, window[0], window[1]);
                compare(cron, zone, scanner.at(window[0]), scanner.at(window[1]), expected);
            }
        }
    }

    private static List<int[]> windows(MinuteScanner scanner, int expression) {
        if (WHOLE) {
            return List.of(new int[] {0, scanner.minutes() - 1});
        }
        List<int[]> windows = new ArrayList<>();
        for (int change : scanner.changes()) {
            windows.add(window(scanner, change - BESIDE, change + BESIDE));
        }
        int share = scanner.minutes() / EXPRESSIONS + 1;
        windows.add(window(scanner, expression * share, (expression + 1) * share));
        return windows;
    }

    private static int[] window(MinuteScanner scanner, int from, int to) {
        return new int[] {Math.max(0, from), Math.min(scanner.minutes() - 1, to)};
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
}
