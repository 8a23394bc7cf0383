package dev.gleaner.api.schedules.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each rule of the Open Cron Pattern Specification: 1.0 and 1.1 in their final text, which includes 1.0's third revision, and the
 * drafts of 1.2, 1.3 and 1.4. Rows are named by version and section; those of the project's own conformance vectors are among
 * them.
 */
class OcpsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1.0 4.1 five fields                     | 15 10 * * *            | 2025-03-10T10:15 | 2025-03-10T10:14
        1.0 4.1 space around is ignored         | '  15 10 * * *  '      | 2025-03-10T10:15 | 2025-03-10T10:14
        1.0 4.1 much space is one delimiter     | '15 \t  10   * * *'    | 2025-03-10T10:15 | 2025-03-10T10:14
        1.0 4.2 minute 0                        | 0 * * * *              | 2025-03-10T10:00 | 2025-03-10T10:01
        1.0 4.2 minute 59                       | 59 * * * *             | 2025-03-10T10:59 | 2025-03-10T10:58
        1.0 4.2 hour 0                          | 0 0 * * *              | 2025-03-10T00:00 | 2025-03-10T01:00
        1.0 4.2 hour 23                         | 0 23 * * *             | 2025-03-10T23:00 | 2025-03-10T22:00
        1.0 4.2 day of month 1                  | 0 0 1 * *              | 2025-03-01T00:00 | 2025-03-02T00:00
        1.0 4.2 day of month 31                 | 0 0 31 * *             | 2025-03-31T00:00 | 2025-04-30T00:00
        1.0 4.2 month 1                         | 0 0 1 1 *              | 2025-01-01T00:00 | 2025-02-01T00:00
        1.0 4.2 month 12                        | 0 0 1 12 *             | 2025-12-01T00:00 | 2025-11-01T00:00
        1.0 4.2 names in any case               | 30 8 * jan Mon         | 2025-01-06T08:30 | 2025-02-03T08:30
        1.0 4.2 Sunday is 0                     | 0 0 * * 0              | 2025-03-09T00:00 | 2025-03-10T00:00
        1.0 4.2 Sunday is 7                     | 0 0 * * 7              | 2025-03-09T00:00 | 2025-03-10T00:00
        1.0 5 a wildcard has every value        | * * * * *              | 2025-03-10T10:14 | 2025-03-10T10:14:30
        1.0 5 a list                            | 0,15,30,45 * * * *     | 2025-03-10T10:45 | 2025-03-10T10:46
        1.0 5 a range has both ends             | 0 9-17 * * *           | 2025-03-10T17:00 | 2025-03-10T18:00
        1.0 5 a step of a range                 | 5-59/15 9 * * *        | 2025-03-10T09:50 | 2025-03-10T09:15
        1.0 5.1 a list is a union               | 1,10-12,*/30 * * * *   | 2025-03-10T10:30 | 2025-03-10T10:02
        1.0 5.1 names in ranges and lists       | 0 0 * JAN-MAR,DEC *    | 2025-03-10T00:00 | 2025-04-10T00:00
        1.0 5.1 a step begins with the lowest   | 10-20/5 * * * *        | 2025-03-10T10:15 | 2025-03-10T10:12
        1.0 5.1 a step ends in the range        | 10-20/6 * * * *        | 2025-03-10T10:16 | 2025-03-10T10:22
        1.0 6.1 either day is enough: date      | 0 12 1 * MON           | 2025-10-01T12:00 | 2025-10-07T12:00
        1.0 6.1 either day is enough: weekday   | 0 12 1 * MON           | 2025-10-06T12:00 | 2025-10-07T12:00
        1.0 6.1 an open date does not count     | 0 12 * * MON           | 2025-10-06T12:00 | 2025-10-07T12:00
        1.0 6.1 an open weekday does not count  | 0 12 1 * *             | 2025-10-01T12:00 | 2025-10-06T12:00
        1.1 4.2 all names of months, first      | 0 0 1 feb,apr,jun *    | 2025-06-01T00:00 | 2025-05-01T00:00
        1.1 4.2 all names of months, last       | 0 0 1 may,jul-nov *    | 2025-11-01T00:00 | 2025-06-01T00:00
        1.1 4.2 all names of weekdays           | 0 0 * * tue,thu,SAT    | 2025-03-15T00:00 | 2025-03-14T00:00
        1.1 4.2 SUN is 0                        | 0 0 * * SUN-TUE        | 2025-03-09T00:00 | 2025-03-12T00:00
        1.1 4.2 SUN is 7                        | 0 0 * * FRI-SUN        | 2025-03-09T00:00 | 2025-03-10T00:00
        1.1 5.1 a wildcard in a list            | *,1-30 10 * * *        | 2025-03-10T10:45 | 2025-03-10T11:45
        1.1 6.1 open is what begins with *      | 0 12 *,1 * MON         | 2025-10-06T12:00 | 2025-10-01T12:00
        1.1 6.1 a full range restricts          | 0 12 1-31 * MON        | 2025-10-07T12:00 | 2025-10-08T11:00
        1.1 6.1 a wildcard behind restricts     | 0 12 1,* * MON         | 2025-10-07T12:00 | 2025-10-08T11:00
        1.1 6.1 a wildcard with step restricts  | 0 12 */2 * MON         | 2025-10-07T12:00 | 2025-10-08T12:00
        1.1 7.1 @yearly                         | @yearly                | 2026-01-01T00:00 | 2026-01-02T00:00
        1.1 7.1 @annually                       | @annually              | 2026-01-01T00:00 | 2026-02-01T00:00
        1.1 7.1 @monthly                        | @monthly               | 2026-02-01T00:00 | 2026-02-02T00:00
        1.1 7.1 @weekly                         | @weekly                | 2025-10-05T00:00 | 2025-10-06T00:00
        1.1 7.1 @daily                          | @daily                 | 2025-10-07T00:00 | 2025-10-07T00:01
        1.1 7.1 @midnight                       | @midnight              | 2025-10-07T00:00 | 2025-10-07T01:00
        1.1 7.1 @hourly                         | @hourly                | 2025-10-07T10:00 | 2025-10-07T10:01
        1.1 7.1 space around a nickname         | ' @daily '             | 2025-10-07T00:00 | 2025-10-07T00:01
        1.2 4.1 six fields name the second      | 30 15 10 * * *         | 2025-03-10T10:15:30 | 2025-03-10T10:15:29
        1.2 4.1 five fields mean second 0       | 15 10 * * *            | 2025-03-10T10:15 | 2025-03-10T10:15:30
        1.2 4.1 nicknames mean second 0         | @daily                 | 2025-03-10T00:00 | 2025-03-10T00:00:01
        1.2 4.1 seconds take lists and steps    | 1,10-20/5,*/50 * * * * * | 2025-03-10T10:15:15 | 2025-03-10T10:15:25
        1.2 4.2 seven fields name the year      | 0 15 10 * * * 2025     | 2025-03-10T10:15 | 2026-03-10T10:15
        1.2 4.2 a range of years                | 0 0 12 1 1 * 2025-2030 | 2030-01-01T12:00 | 2031-01-01T12:00
        1.2 4.2 a list of years                 | 0 0 12 1 1 * 2025,2027 | 2027-01-01T12:00 | 2026-01-01T12:00
        1.2 4.2 a step of years begins at 1970  | 0 0 0 1 1 * */2        | 2026-01-01T00:00 | 2025-01-01T00:00
        1.2 4.2 so does the range in full       | 0 0 0 1 1 * 1970-2199/2 | 2026-01-01T00:00 | 2025-01-01T00:00
        1.2 4.2 odd years                       | 0 0 0 1 1 * 1971-2199/2 | 2025-01-01T00:00 | 2026-01-01T00:00
        1.2 4.2 the first and the last year     | 0 0 0 1 1 * 1970,2199  | 2199-01-01T00:00 | 2198-01-01T00:00
        1.2 4.2 without a year every year       | * * * * * *            | 2150-03-10T10:15:01 | 2200-03-10T10:15
        1.3 4.1 L is the last day               | 0 0 L * *              | 2025-02-28T00:00 | 2025-02-27T00:00
        1.3 4.1 L in a leap year                | 0 0 L * *              | 2024-02-29T00:00 | 2024-02-28T00:00
        1.3 4.1 the last Friday by number       | 0 0 * * 5L             | 2025-02-28T00:00 | 2025-02-21T00:00
        1.3 4.1 the last Friday with #          | 0 0 * * 5#L            | 2025-02-28T00:00 | 2025-02-21T00:00
        1.3 4.1 the last Friday by name         | 0 0 * * FRI#L          | 2025-02-28T00:00 | 2025-02-21T00:00
        1.3 4.2 the third Tuesday               | 0 0 * * 2#3            | 2025-06-17T00:00 | 2025-06-10T00:00
        1.3 4.2 the third Tuesday by name       | 0 0 * * TUE#3          | 2025-06-17T00:00 | 2025-06-10T00:00
        1.3 4.2 the first Monday                | 0 0 * * MON#1          | 2025-06-02T00:00 | 2025-06-09T00:00
        1.3 4.2 the first Sunday as 0           | 0 0 * * 0#1            | 2025-06-01T00:00 | 2025-06-08T00:00
        1.3 4.2 the first Sunday as 7           | 0 0 * * 7#1            | 2025-06-01T00:00 | 2025-06-08T00:00
        1.3 4.2 a fifth only where there is one | 0 0 * * MON#5          | 2025-06-30T00:00 | 2025-07-28T00:00
        1.3 4.3 W on a workday                  | 0 12 15W * *           | 2025-10-15T12:00 | 2025-10-14T12:00
        1.3 4.3 W on a Saturday                 | 0 12 15W * *           | 2025-11-14T12:00 | 2025-11-15T12:00
        1.3 4.3 W on a Sunday                   | 0 12 15W * *           | 2025-06-16T12:00 | 2025-06-15T12:00
        1.3 4.3 W stays in the month: its start | 0 12 1W * *            | 2025-02-03T12:00 | 2025-01-31T12:00
        1.3 4.3 W stays in the month: its end   | 0 12 31W * *           | 2025-08-29T12:00 | 2025-09-01T12:00
        1.4 4.1 either day is enough            | 0 12 1 * MON           | 2025-09-08T12:00 | 2025-10-07T12:00
        1.4 4.1 + asks for both                 | 0 12 1 * +MON          | 2025-09-01T12:00 | 2025-09-08T12:00
        1.4 4.1 + asks for both: not the date   | 0 12 1 * +MON          | 2025-09-01T12:00 | 2025-10-01T12:00
        1.4 4.2 ? is * as date                  | 0 12 ? * MON           | 2025-10-06T12:00 | 2025-10-07T12:00
        1.4 4.2 ? is * as weekday               | 0 12 1 * ?             | 2025-10-01T12:00 | 2025-10-06T12:00
        beyond: a range over the end, hours     | 0 22-2 * * *           | 2025-03-10T01:00 | 2025-03-10T03:00
        beyond: a range over the end, weekdays  | 0 0 * * FRI-MON        | 2025-03-10T00:00 | 2025-03-11T00:00
        beyond: a range over the end, step      | 0 22-3/2 * * *         | 2025-03-10T02:00 | 2025-03-10T01:00
        beyond: a range over the end, months    | 0 0 1 NOV-FEB *        | 2025-01-01T00:00 | 2025-03-01T00:00
        beyond: days before the last            | 0 0 L-3 * *            | 2025-03-28T00:00 | 2025-03-31T00:00
        beyond: the last workday                | 0 0 LW * *             | 2025-08-29T00:00 | 2025-08-31T00:00
        beyond: the workday closest to L-3      | 0 0 L-3W * *           | 2025-06-27T00:00 | 2025-06-28T00:00
        """)
    void isDueThenAndNotThen(String rule, String expression, LocalDateTime due, LocalDateTime notDue) {
        assertThat(isDue(expression, due))
                .as("%s: %s at %s", rule, expression, due)
                .isTrue();
        assertThat(isDue(expression, notDue))
                .as("%s: %s at %s", rule, expression, notDue)
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1.0 4.1 fewer fields                  | * * * *            | has 4 fields; it must have 5
        1.0 4.3 other characters              | 0 12 * * MON!      | day-of-week: "MON!" is not a number from 0 to 7 or a name from SUN to SAT
        1.0 4.3 other characters              | 0 1_2 * * *        | hour: "1_2" is not a number from 0 to 23
        1.0 6.2 out of range                  | 60 0 * * *         | minute: 60 is not a number from 0 to 59
        1.0 6.2 out of range                  | 0 24 * * *         | hour: 24 is not a number from 0 to 23
        1.0 6.2 out of range                  | 0 0 0 * *          | day-of-month: 0 is not a number from 1 to 31
        1.0 6.2 out of range                  | 0 0 32 * *         | day-of-month: 32 is not a number from 1 to 31
        1.0 6.2 out of range                  | 0 0 1 0 *          | month: 0 is not a number from 1 to 12 or a name from JAN to DEC
        1.0 6.2 out of range                  | 0 0 1 13 *         | month: 13 is not a number from 1 to 12 or a name from JAN to DEC
        1.0 6.2 out of range                  | 0 0 * * 8          | day-of-week: 8 is not a number from 0 to 7 or a name from SUN to SAT
        1.0 6.2 a range runs backwards        | 0 0 10-5 * *       | day-of-month: 10-5 runs backwards; write 10-31,1-5
        1.0 6.2 a step of 0                   | */0 * * * *        | minute: the step in */0 must be a number from 1 on
        1.1 5.1 every part is looked at       | *,61 * * * *       | minute: 61 is not a number from 0 to 59
        1.1 6.2 every part is looked at       | *,*,61 * * * *     | minute: 61 is not a number from 0 to 59
        1.1 6.2 a step of nothing             | 0 0 /30 * *        | day-of-month: /30 is a step of nothing; write */30
        1.1 6.2 a step of a value             | 0/15 * * * *       | minute: 0/15 is a step without a range; write 0-59/15
        1.1 6.2 a step of a value             | 10/10 * * * *      | minute: 10/10 is a step without a range; write 10-59/10
        1.1 7.1 nicknames have one case       | @Daily             | @Daily is written @daily
        1.1 7.1 nicknames stand alone         | @daily 0 0 * * *   | @daily 0 0 * * * is not known
        1.1 7.2 @reboot is known as such      | @reboot            | @reboot is not supported
        1.2 4.1 second out of range           | 60 * * * * *       | second: 60 is not a number from 0 to 59
        1.2 4.2 year out of range             | 0 0 0 1 1 * 1969   | year: 1969 is not a number from 1970 to 2199
        1.2 4.2 year out of range             | 0 0 0 1 1 * 2200   | year: 2200 is not a number from 1970 to 2199
        1.2 4.2 a year only with the second   | 0 0 1 1 * 2026     | day-of-week: 2026 is not a number from 0 to 7 or a name from SUN to SAT
        1.2 4.2 years run backwards           | 0 0 0 1 1 * 2030-2025 | year: 2030-2025 runs backwards
        1.2 more fields                       | 0 0 0 1 1 * 2026 * | has 8 fields; it must have 5
        1.3 4.2 there is no sixth             | 0 0 * * MON#6      | day-of-week: MON#6 must have a number from 1 to 5 or L behind #
        1.3 4.2 there is no zeroth            | 0 0 * * MON#0      | day-of-week: MON#0 must have a number from 1 to 5 or L behind #
        1.3 4.3 W behind a range              | 0 12 1-15W * *     | day-of-month: 1-15W: W must stand behind a single day, not a range
        1.3 4.3 W in a list                   | 0 12 1W,15 * *     | day-of-month: 1W must stand alone, not in a list
        1.3 4.1 L in other fields             | L * * * *          | minute: "L" is not a number from 0 to 59; L stands only in the day-of-month and behind a weekday
        1.4 4.1 + before the date             | 0 12 +1 * MON      | day-of-month: "+1" is not a number from 1 to 31; + stands only in front of the day-of-week
        1.4 4.1 + inside                      | 0 12 1 * MON,+TUE  | day-of-week: "+TUE" is not a number from 0 to 7 or a name from SUN to SAT; + stands only in front of the day-of-week
        1.4 4.2 ? in other fields             | ? 12 * * *         | minute: "?" is not a number from 0 to 59; ? stands only alone
        beyond: L-0 and L-31                  | 0 0 L-31 * *       | day-of-month: L-31 must count a number from 1 to 30 back from the last day
        beyond: an empty part                 | 1,,2 * * * *       | minute: "1,,2" has an empty part
        beyond: an empty part at the end      | 1, * * * *         | minute: "1," has an empty part
        beyond: no expression                 | ''                 | is empty; it must have 5 fields
        beyond: a step that is none           | */x * * * *        | minute: the step in */X must be a number from 1 on
        beyond: an open end                   | 5- * * * *         | minute: "" is not a number from 0 to 59
        beyond: L alone as a weekday          | 0 0 * * L          | day-of-week: L needs a weekday before it
        """)
    void isRefused(String rule, String expression, String fault) {
        List<String> faults = new ArrayList<>();
        assertThat(CronPattern.read(expression, faults::add)).as(rule).isNull();
        assertThat(faults).as(rule).hasSize(1);
        assertThat(faults.getFirst()).as(rule).startsWith(fault);
    }

    /** 1.0 6.2: it is an expression, and only asking for a time says that there is none. */
    @ParameterizedTest
    @ValueSource(strings = {"* * 31 2 *", "0 0 31 4,6,9,11 *", "0 0 0 29 2 * 2027"})
    void anImpossibleDateIsWellFormed(String expression) {
        Cron cron = Cron.of(expression, DaylightSaving.RUN_AFTER);

        assertThat(cron.next(LocalDateTime.parse("2026-01-01T00:00").toInstant(ZoneOffset.UTC), ZoneOffset.UTC))
                .isEmpty();
        assertThat(cron.previous(LocalDateTime.parse("2026-01-01T00:00").toInstant(ZoneOffset.UTC), ZoneOffset.UTC))
                .isEmpty();
        assertThat(cron.impossible()).isPresent();
    }

    @Test
    void allFaultsOfAllFieldsAreNamed() {
        List<String> faults = new ArrayList<>();
        CronPattern.read("60 24,25 0 JANUARY 9", faults::add);

        assertThat(faults)
                .extracting(fault -> fault.substring(0, fault.indexOf(':')))
                .containsExactlyInAnyOrder("minute", "hour", "hour", "day-of-month", "month", "day-of-week");
    }

    private static boolean isDue(String expression, LocalDateTime at) {
        Cron cron = Cron.of(expression, DaylightSaving.RUN_AFTER);
        return cron.next(at.toInstant(ZoneOffset.UTC).minusSeconds(1), ZoneOffset.UTC)
                .equals(Optional.of(at.toInstant(ZoneOffset.UTC)));
    }
}
