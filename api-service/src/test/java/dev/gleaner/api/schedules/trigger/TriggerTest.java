package dev.gleaner.api.schedules.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId UTC = ZoneOffset.UTC;

    /** A Wednesday, 12:34:56 in Berlin. */
    private static final Instant NOW = Instant.parse("2026-12-02T11:34:56.789Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # everyday expressions
        */15 * * * *        | Every 15 minutes                                       | 2026-12-02T12:45 | 2026-12-02T13:00 | 2026-12-02T13:15
        0 * * * *           | Every hour                                             | 2026-12-02T13:00 | 2026-12-02T14:00 | 2026-12-02T15:00
        0 9 * * *           | At 09:00 every day                                     | 2026-12-03T09:00 | 2026-12-04T09:00 | 2026-12-05T09:00
        0 9 * * 1-5         | At 09:00 on Monday to Friday                           | 2026-12-03T09:00 | 2026-12-04T09:00 | 2026-12-07T09:00
        0 9,17 * * MON-FRI  | At 09:00 and 17:00 on Monday to Friday                 | 2026-12-02T17:00 | 2026-12-03T09:00 | 2026-12-03T17:00
        */30 9-17 * * 1-5   | Every 30 minutes from 09:00 to 17:59, on Monday to Friday | 2026-12-02T13:00 | 2026-12-02T13:30 | 2026-12-02T14:00
        0 0 * * 0           | At 00:00 on Sunday                                     | 2026-12-06T00:00 | 2026-12-13T00:00 | 2026-12-20T00:00
        0 6 1 * *           | At 06:00 on the 1st of the month                       | 2027-01-01T06:00 | 2027-02-01T06:00 | 2027-03-01T06:00
        0 0 L * *           | At 00:00 on the last day of the month                  | 2026-12-31T00:00 | 2027-01-31T00:00 | 2027-02-28T00:00
        # others
        * * * * *           | Every minute                                           | 2026-12-02T12:35 | 2026-12-02T12:36 | 2026-12-02T12:37
        */20 * * * * *      | Every 20 seconds                                       | 2026-12-02T12:35 | 2026-12-02T12:35:20 | 2026-12-02T12:35:40
        0 */6 * * *         | Every 6 hours from 00:00                               | 2026-12-02T18:00 | 2026-12-03T00:00 | 2026-12-03T06:00
        5 * * * *           | At minute 5 of every hour                              | 2026-12-02T13:05 | 2026-12-02T14:05 | 2026-12-02T15:05
        5,20 * * * *        | At minutes 5 and 20 of every hour                      | 2026-12-02T13:05 | 2026-12-02T13:20 | 2026-12-02T14:05
        30 8-18 * * *       | Every hour from 08:30 to 18:30                         | 2026-12-02T13:30 | 2026-12-02T14:30 | 2026-12-02T15:30
        15 */8 * * *        | At minute 15 of every 8th hour from 00:00              | 2026-12-02T16:15 | 2026-12-03T00:15 | 2026-12-03T08:15
        */40 3,5,9 * * *    | At 03:00, 03:40, 05:00, 05:40, 09:00 and 09:40 every day | 2026-12-03T03:00 | 2026-12-03T03:40 | 2026-12-03T05:00
        30 */5 * * * *      | At second 30, every 5 minutes                          | 2026-12-02T12:35:30 | 2026-12-02T12:40:30 | 2026-12-02T12:45:30
        30 * * * * *        | At second 30 of every minute                           | 2026-12-02T12:35:30 | 2026-12-02T12:36:30 | 2026-12-02T12:37:30
        * 0 13 * * *        | Every second, at minute 0 of hour 13                   | 2026-12-02T13:00 | 2026-12-02T13:00:01 | 2026-12-02T13:00:02
        0 0 13 * FRI        | At 00:00 on the 13th of the month, and also on Friday  | 2026-12-04T00:00 | 2026-12-11T00:00 | 2026-12-13T00:00
        0 0 13 * +FRI       | At 00:00 on the 13th of the month, if that is Friday   | 2027-08-13T00:00 | 2028-10-13T00:00 | 2029-04-13T00:00
        0 0 29 2 *          | At 00:00 on the 29th of February                       | 2028-02-29T00:00 | 2032-02-29T00:00 | 2036-02-29T00:00
        0 0 29 2 +TUE       | At 00:00 on the 29th of the month, if that is Tuesday in February | 2028-02-29T00:00 | 2056-02-29T00:00 | 2084-02-29T00:00
        0 9 * 6-8 MON       | At 09:00 on Monday in June to August                   | 2027-06-07T09:00 | 2027-06-14T09:00 | 2027-06-21T09:00
        0 0 L-3,15 * *      | At 00:00 on the 15th and 3rd day before the last of the month | 2026-12-15T00:00 | 2026-12-28T00:00 | 2027-01-15T00:00
        0 0 LW * *          | At 00:00 on the last day from Monday to Friday of the month | 2026-12-31T00:00 | 2027-01-29T00:00 | 2027-02-26T00:00
        0 0 15W * *         | At 00:00 on the day from Monday to Friday closest to the 15th of the month | 2026-12-15T00:00 | 2027-01-15T00:00 | 2027-02-15T00:00
        0 0 * * MON#1,FRI#L | At 00:00 on the 1st Monday of the month and the last Friday of the month | 2026-12-07T00:00 | 2026-12-25T00:00 | 2027-01-04T00:00
        0 0 */10 * *        | At 00:00 on the 1st, 11th, 21st and 31st of the month  | 2026-12-11T00:00 | 2026-12-21T00:00 | 2026-12-31T00:00
        0 0 */2 * *         | At 00:00 on every 2nd day from the 1st of the month    | 2026-12-03T00:00 | 2026-12-05T00:00 | 2026-12-07T00:00
        0 0 0 1 1 * 2030-2032 | At 00:00 on the 1st of January in 2030 to 2032       | 2030-01-01T00:00 | 2031-01-01T00:00 | 2032-01-01T00:00
        0 0 0 1 1 * */2     | At 00:00 on the 1st of January in the years 1970-2199/2 | 2028-01-01T00:00 | 2030-01-01T00:00 | 2032-01-01T00:00
        """)
    void cronIsDueAsItsWordsSay(
            String expression, String words, LocalDateTime one, LocalDateTime two, LocalDateTime three) {
        Cron cron = Cron.of(expression, DaylightSaving.RUN_AFTER);

        assertThat(cron.words()).isEqualTo(words);
        assertThat(next(cron, BERLIN, 3)).containsExactly(one, two, three);
    }

    @Test
    void aSearchEndsWithTheYears() {
        Cron leap = Cron.of("0 0 29 2 *", DaylightSaving.RUN_AFTER);

        assertThat(leap.next(Instant.parse("2096-03-01T00:00:00Z"), UTC))
                .contains(Instant.parse("2104-02-29T00:00:00Z"));
        assertThat(leap.previous(Instant.parse("2103-01-01T00:00:00Z"), UTC))
                .contains(Instant.parse("2096-02-29T00:00:00Z"));
        assertThat(leap.next(Instant.parse("2196-03-01T00:00:00Z"), UTC)).isEmpty();
        assertThat(leap.previous(Instant.parse("1972-01-01T00:00:00Z"), UTC)).isEmpty();
        assertThat(leap.next(Instant.MIN.plusSeconds(1_000_000), UTC)).contains(Instant.parse("1972-02-29T00:00:00Z"));
        assertThat(leap.previous(Instant.MAX.minusSeconds(1_000_000), UTC))
                .contains(Instant.parse("2196-02-29T00:00:00Z"));
    }

    @Test
    void fractionsOfASecondDoNotHideATime() {
        Cron cron = Cron.of("* * * * * *", DaylightSaving.RUN_AFTER);
        Instant whole = Instant.parse("2026-12-02T11:34:56Z");

        assertThat(cron.next(whole.minusNanos(1), BERLIN)).contains(whole);
        assertThat(cron.next(whole, BERLIN)).contains(whole.plusSeconds(1));
        assertThat(cron.previous(whole.plusNanos(1), BERLIN)).contains(whole);
        assertThat(cron.previous(whole, BERLIN)).contains(whole.minusSeconds(1));
    }

    @Test
    void anIntervalKeepsItsDistanceToTheAnchor() {
        Instant anchor = Instant.parse("2026-12-01T00:00:07Z");
        Interval every = new Interval(Duration.ofMinutes(15), anchor.plusMillis(500));

        assertThat(every.next(anchor, BERLIN)).contains(anchor.plus(Duration.ofMinutes(15)));
        assertThat(every.next(anchor.minusNanos(1), BERLIN)).contains(anchor);
        assertThat(every.next(anchor.minusSeconds(3_600), BERLIN)).contains(anchor.minusSeconds(2_700));
        assertThat(every.previous(anchor, BERLIN)).contains(anchor.minusSeconds(900));
        assertThat(every.previous(anchor.plusNanos(1), BERLIN)).contains(anchor);
        assertThat(every.next(NOW, BERLIN)).contains(Instant.parse("2026-12-02T11:45:07Z"));
        assertThat(every.previous(NOW, BERLIN)).contains(Instant.parse("2026-12-02T11:30:07Z"));
        assertThat(every.next(Instant.parse("2199-12-31T23:59:00Z"), BERLIN)).isEmpty();
        assertThat(every.previous(Instant.EPOCH, BERLIN)).isEmpty();
        assertThat(every.shortestGap(BERLIN, NOW)).contains(Duration.ofMinutes(15));
        assertThat(every.words()).isEqualTo("Every 15 minutes, counted from 2026-12-01T00:00:07Z");
    }

    @Test
    void onceIsOnce() {
        LocalDateTime local = LocalDateTime.parse("2026-12-24T18:00:00");
        Once once = new Once(new Once.Moment.Local(local), false);
        Instant at = Instant.parse("2026-12-24T17:00:00Z");

        assertThat(once.next(NOW, BERLIN)).contains(at);
        assertThat(once.next(NOW, UTC)).contains(at.plusSeconds(3_600));
        assertThat(once.next(at, BERLIN)).isEmpty();
        assertThat(once.previous(at, BERLIN)).isEmpty();
        assertThat(once.previous(at.plusNanos(1), BERLIN)).contains(at);
        assertThat(once.shortestGap(BERLIN, NOW)).isEmpty();
        assertThat(once.words()).isEqualTo("Once, at 2026-12-24 18:00");
        assertThat(new Once(new Once.Moment.Absolute(at), true).next(NOW, UTC)).contains(at);
    }

    @Test
    void shortFormsAreDueAsTheirWordsSay() {
        List<LocalTime> nine = List.of(LocalTime.of(9, 0));
        Weekly weekly = new Weekly(
                List.of(DayOfWeek.FRIDAY, DayOfWeek.MONDAY),
                List.of(LocalTime.of(17, 0), LocalTime.of(9, 0)),
                DaylightSaving.SKIP);
        Monthly skips = new Monthly(List.of(31), nine, ShortMonths.SKIP, DaylightSaving.RUN_AFTER);
        Monthly moves = new Monthly(List.of(31, 15), nine, ShortMonths.LAST_DAY, DaylightSaving.RUN_AFTER);
        Monthly last = new Monthly(List.of(Monthly.LAST, 28), nine, ShortMonths.SKIP, DaylightSaving.RUN_AFTER);

        assertThat(new Hourly(0).words()).isEqualTo("Every hour");
        assertThat(new Hourly(15).words()).isEqualTo("At minute 15 of every hour");
        assertThat(next(new Hourly(15), BERLIN, 1)).containsExactly(LocalDateTime.parse("2026-12-02T13:15"));
        assertThat(new Daily(nine, DaylightSaving.SKIP).words()).isEqualTo("At 09:00 every day");
        assertThat(weekly.words()).isEqualTo("At 09:00 and 17:00 on Monday and Friday");
        assertThat(next(weekly, BERLIN, 3))
                .containsExactly(
                        LocalDateTime.parse("2026-12-04T09:00"),
                        LocalDateTime.parse("2026-12-04T17:00"),
                        LocalDateTime.parse("2026-12-07T09:00"));
        assertThat(skips.words()).isEqualTo("At 09:00 on the 31st of every month, not in shorter months");
        assertThat(days(skips)).containsExactly("2026-12-31", "2027-01-31", "2027-03-31", "2027-05-31");
        assertThat(moves.words())
                .isEqualTo("At 09:00 on the 15th and 31st of every month, in shorter months on the last day");
        assertThat(days(moves)).containsExactly("2026-12-15", "2026-12-31", "2027-01-15", "2027-01-31");
        assertThat(last.words()).isEqualTo("At 09:00 on the 28th and last day of every month");
        assertThat(days(last)).containsExactly("2026-12-28", "2026-12-31", "2027-01-28", "2027-01-31");
        assertThat(days(new Monthly(List.of(30), nine, ShortMonths.LAST_DAY, DaylightSaving.RUN_AFTER)))
                .containsExactly("2026-12-30", "2027-01-30", "2027-02-28", "2027-03-30");
    }

    @Test
    void theShortestGapIsFound() {
        assertThat(gap("*/15 * * * *")).contains(Duration.ofMinutes(15));
        assertThat(gap("0 9 * * 1-5")).contains(Duration.ofDays(1));
        assertThat(gap("0 9,10 * * MON")).contains(Duration.ofHours(1));
        assertThat(gap("0 0 0 1 1 * 2199")).isEmpty();
    }

    @Test
    void whatIsNoTriggerIsNotMade() {
        List<LocalTime> nine = List.of(LocalTime.of(9, 0));

        assertThatThrownBy(() -> Cron.of("61 25 * * *", DaylightSaving.SKIP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("minute: 61")
                .hasMessageContaining("hour: 25");
        assertThatThrownBy(() -> new Hourly(60)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Daily(List.of(), DaylightSaving.SKIP))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Weekly(List.of(), nine, DaylightSaving.SKIP))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Monthly(List.of(0), nine, ShortMonths.SKIP, DaylightSaving.SKIP))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Interval(Duration.ofMillis(1_500), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<Duration> gap(String expression) {
        return Cron.of(expression, DaylightSaving.RUN_AFTER).shortestGap(UTC, NOW);
    }

    private static List<String> days(Trigger trigger) {
        return next(trigger, BERLIN, 4).stream()
                .map(LocalDateTime::toLocalDate)
                .map(LocalDate::toString)
                .toList();
    }

    private static List<LocalDateTime> next(Trigger trigger, ZoneId zone, int count) {
        List<LocalDateTime> times = new ArrayList<>();
        Instant last = NOW;
        for (int i = 0; i < count; i++) {
            last = trigger.next(last, zone).orElseThrow();
            times.add(LocalDateTime.ofInstant(last, zone));
        }
        return times;
    }
}
