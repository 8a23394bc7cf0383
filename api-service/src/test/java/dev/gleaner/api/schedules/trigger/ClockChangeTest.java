package dev.gleaner.api.schedules.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The days on which clocks are changed, one by one; {@link CronScanTest} has all the others. */
class ClockChangeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # in the gap
        30 2 * * *    | RUN_AFTER | Europe/Berlin       | 2026-03-29 | 03:00+02:00
        30 2 * * *    | SKIP      | Europe/Berlin       | 2026-03-29 |
        0,30 2 * * *  | RUN_AFTER | Europe/Berlin       | 2026-03-29 | 03:00+02:00
        0 2,3 * * *   | RUN_AFTER | Europe/Berlin       | 2026-03-29 | 03:00+02:00
        0 2,3 * * *   | SKIP      | Europe/Berlin       | 2026-03-29 | 03:00+02:00
        15 1,2,3 * * *| RUN_AFTER | Europe/Berlin       | 2026-03-29 | 01:15+01:00 03:00+02:00 03:15+02:00
        0 */2 1-30 * *| RUN_AFTER | Europe/Berlin       | 2026-03-29 | 00:00+01:00 04:00+02:00 06:00+02:00 08:00+02:00 10:00+02:00 12:00+02:00 14:00+02:00 16:00+02:00 18:00+02:00 20:00+02:00 22:00+02:00
        30 2 * * *    | RUN_AFTER | America/New_York    | 2026-03-08 | 03:00-04:00
        0 0 * * *     | RUN_AFTER | Africa/Cairo        | 2026-04-24 | 01:00+03:00
        0 0 * * *     | SKIP      | Africa/Cairo        | 2026-04-24 |
        15 2 * * *    | RUN_AFTER | Australia/Lord_Howe | 2026-10-04 | 02:30+11:00
        0 1 * * *     | RUN_AFTER | Antarctica/Troll    | 2026-03-29 | 03:00+02:00
        0 9 * * *     | RUN_AFTER | Pacific/Apia        | 2011-12-31 | 00:00+14:00 09:00+14:00
        0 9 * * *     | SKIP      | Pacific/Apia        | 2011-12-31 | 09:00+14:00
        15 30 2 * * * | RUN_AFTER | Europe/Berlin       | 2026-03-29 | 03:00+02:00
        # twice
        30 2 * * *    | RUN_AFTER | Europe/Berlin       | 2026-10-25 | 02:30+02:00
        30 2 * * *    | SKIP      | Europe/Berlin       | 2026-10-25 | 02:30+02:00
        */30 1-2 * * *| RUN_AFTER | Europe/Berlin       | 2026-10-25 | 01:00+02:00 01:30+02:00 02:00+02:00 02:30+02:00
        45 1 * * *    | RUN_AFTER | Australia/Lord_Howe | 2026-04-05 | 01:45+11:00
        30 1 * * *    | RUN_AFTER | America/Havana      | 2026-11-01 | 01:30-05:00
        30 0 * * *    | RUN_AFTER | America/Havana      | 2026-11-01 | 00:30-04:00
        # no changes
        45 5 * * *    | RUN_AFTER | Asia/Kathmandu      | 2026-03-29 | 05:45+05:45
        """)
    void fixedTimesAreDueOnceADay(String expression, DaylightSaving dst, ZoneId zone, LocalDate day, String expected) {
        assertThat(on(Cron.of(expression, dst), zone, day)).isEqualTo(times(day, expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        */30 * * * * | 2026-03-29 | 46
        */30 * * * * | 2026-10-25 | 50
        0 * * * *    | 2026-03-29 | 23
        0 * * * *    | 2026-10-25 | 25
        @hourly      | 2026-10-25 | 25
        0 0-23 * * * | 2026-10-25 | 25
        0 */1 * * *  | 2026-10-25 | 25
        0 */2 * * *  | 2026-10-25 | 13
        """)
    void openHoursFollowTheClock(String expression, LocalDate day, int expected) {
        for (DaylightSaving dst : DaylightSaving.values()) {
            assertThat(on(Cron.of(expression, dst), BERLIN, day)).hasSize(expected);
        }
    }

    @Test
    void halfHoursStayHalfHoursApart() {
        List<Instant> times = on(Cron.of("*/30 * * * *", DaylightSaving.RUN_AFTER), BERLIN, LocalDate.of(2026, 10, 25));
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i)).isEqualTo(times.get(i - 1).plusSeconds(30 * 60));
        }
    }

    @Test
    void shortFormsDoTheSame() {
        LocalDate gap = LocalDate.of(2026, 3, 29);
        List<LocalTime> time = List.of(LocalTime.of(2, 30));
        List<Instant> after = times(gap, "03:00+02:00");

        assertThat(on(new Daily(time, DaylightSaving.RUN_AFTER), BERLIN, gap)).isEqualTo(after);
        assertThat(on(new Daily(time, DaylightSaving.SKIP), BERLIN, gap)).isEmpty();
        assertThat(on(new Weekly(List.of(gap.getDayOfWeek()), time, DaylightSaving.RUN_AFTER), BERLIN, gap))
                .isEqualTo(after);
        assertThat(on(new Monthly(List.of(29), time, ShortMonths.SKIP, DaylightSaving.RUN_AFTER), BERLIN, gap))
                .isEqualTo(after);
        assertThat(on(new Hourly(0), BERLIN, gap)).hasSize(23);
        assertThat(on(new Hourly(0), BERLIN, LocalDate.of(2026, 10, 25))).hasSize(25);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        30 2 * * *   | RUN_AFTER | Europe/Berlin | 2026-03-29 02:30 does not exist in Europe/Berlin; it runs at 03:00 / 2026-10-25 02:30 comes twice in Europe/Berlin; it runs the first time only
        30 2 * * *   | SKIP      | Europe/Berlin | 2026-03-29 02:30 does not exist in Europe/Berlin; it is skipped / 2026-10-25 02:30 comes twice in Europe/Berlin; it runs the first time only
        0,30 2 * * * | RUN_AFTER | Europe/Berlin | 2026-03-29 02:00 and 02:30 do not exist in Europe/Berlin; they run once, at 03:00 / 2026-10-25 02:00 and 02:30 come twice in Europe/Berlin; they run the first time only
        * 2 * 3 *    | RUN_AFTER | Europe/Berlin | 2026-03-29 02:00, 02:01, 02:02 and others do not exist in Europe/Berlin; they run once, at 03:00
        */30 * * * * | RUN_AFTER | Europe/Berlin | 2026-03-29 02:00 to 03:00 does not exist in Europe/Berlin; it goes on right after / 2026-10-25 02:00 to 03:00 comes twice in Europe/Berlin; it runs both times
        0 9 * * *    | RUN_AFTER | Europe/Berlin |
        30 2 * * 1-5 | RUN_AFTER | Europe/Berlin |
        30 2 * * *   | RUN_AFTER | Asia/Kathmandu |
        """)
    void notesTellOfIt(String expression, DaylightSaving dst, ZoneId zone, String expected) {
        List<String> notes = Cron.of(expression, dst)
                .clockChangeNotes(zone, Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

        assertThat(String.join(" / ", notes)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void notesTellOfADayThatWasLeftOut() {
        assertThat(new Daily(List.of(LocalTime.of(9, 0)), DaylightSaving.RUN_AFTER)
                        .clockChangeNotes(
                                ZoneId.of("Pacific/Apia"),
                                Instant.parse("2011-12-01T00:00:00Z"),
                                Instant.parse("2012-01-02T00:00:00Z")))
                .containsExactly("2011-12-30 09:00 does not exist in Pacific/Apia; it runs at 2011-12-31 00:00");
    }

    @Test
    void notesTellThatDaysOfAnIntervalMove() {
        Interval days = new Interval(java.time.Duration.ofDays(1), Instant.parse("2026-01-01T08:00:00Z"));

        assertThat(days.clockChangeNotes(
                        BERLIN, Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z")))
                .containsExactly(
                        "from 2026-03-29 on it runs at 10:00 in Europe/Berlin, where it was 09:00: its days are 24 hours");
    }

    @Test
    void notesOfATimeThatIsOne() {
        Once once = new Once(new Once.Moment.Local(LocalDate.of(2026, 3, 29).atTime(2, 30)), false);
        Instant from = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(once.next(from, BERLIN)).contains(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(once.clockChangeNotes(BERLIN, from, Instant.parse("2027-01-01T00:00:00Z")))
                .containsExactly("2026-03-29 02:30 does not exist in Europe/Berlin; it runs at 03:00");
    }

    private static List<Instant> times(LocalDate day, String text) {
        List<Instant> times = new ArrayList<>();
        for (String time : text == null ? new String[0] : text.split(" ")) {
            times.add(OffsetDateTime.parse(day + "T" + time).toInstant());
        }
        return times;
    }

    /** On a day of the zone; asked forward and backward. */
    private static List<Instant> on(Trigger trigger, ZoneId zone, LocalDate day) {
        Instant from = day.atStartOfDay(zone).toInstant();
        Instant to = day.plusDays(1).atStartOfDay(zone).toInstant();
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = trigger.next(from.minusNanos(1), zone);
        while (next.isPresent() && next.get().isBefore(to)) {
            times.add(next.get());
            next = trigger.next(next.get(), zone);
        }
        List<Instant> back = new ArrayList<>();
        Optional<Instant> previous = trigger.previous(to, zone);
        while (previous.isPresent() && !previous.get().isBefore(from)) {
            back.add(previous.get());
            previous = trigger.previous(previous.get(), zone);
        }
        Collections.reverse(back);
        assertThat(back).isEqualTo(times);
        return times;
    }
}
