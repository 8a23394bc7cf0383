package dev.gleaner.api.schedules.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gleaner.api.schedules.trigger.TriggerReader.Fault;
import dev.gleaner.api.schedules.trigger.TriggerReader.Result;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

class TriggerReaderTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-12-02T11:34:56.789Z");
    private static final Instant ANCHOR = Instant.parse("2026-12-01T08:00:00.123Z");
    private static final ReadRules RULES = new ReadRules(NOW, BERLIN, false, ReadRules.SHORTEST, ANCHOR);
    private static final List<LocalTime> NINE = List.of(LocalTime.of(9, 0));

    @SuppressWarnings("unused") // the triggers of a parameterized test
    private static final List<Trigger> ALL = List.of(
            Cron.of("0 9 * * 1-5", DaylightSaving.RUN_AFTER),
            Cron.of("@daily", DaylightSaving.SKIP),
            Cron.of("0 0 0 L 2 +MON#5 2044-2199", DaylightSaving.RUN_AFTER),
            new Interval(Duration.ofSeconds(90), ANCHOR),
            new Interval(Duration.ofDays(14), Instant.parse("1999-01-01T00:00:00Z")),
            new Once(new Once.Moment.Local(LocalDateTime.parse("2026-12-24T18:00:00")), false),
            new Once(new Once.Moment.Local(LocalDateTime.parse("2020-12-24T18:00:01")), true),
            new Once(new Once.Moment.Absolute(Instant.parse("2026-12-24T18:00:00Z")), false),
            new Hourly(0),
            new Hourly(59),
            new Daily(NINE, DaylightSaving.RUN_AFTER),
            new Daily(List.of(LocalTime.of(23, 59, 59), LocalTime.of(0, 0)), DaylightSaving.SKIP),
            new Weekly(List.of(DayOfWeek.values()), NINE, DaylightSaving.SKIP),
            new Monthly(List.of(Monthly.LAST), NINE, ShortMonths.SKIP, DaylightSaving.RUN_AFTER),
            new Monthly(List.of(31), NINE, ShortMonths.LAST_DAY, DaylightSaving.RUN_AFTER),
            new Monthly(List.of(1, 15, Monthly.LAST), NINE, ShortMonths.SKIP, DaylightSaving.SKIP));

    @ParameterizedTest
    @FieldSource("ALL")
    void whatIsWrittenReadsTheSame(Trigger trigger) {
        JsonNode written = TriggerReader.write(trigger);
        Trigger read = read(written, RULES).orNull();

        assertThat(read).isEqualTo(trigger).hasSameHashCodeAs(trigger);
        assertThat(TriggerReader.write(read)).isEqualTo(written);
        assertThat(read(JSON.readTree(written.toString()), RULES).orNull()).isEqualTo(trigger);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"type": "cron", "expression": " 0  9 * * 1-5 "}        | {"type":"cron","expression":"0 9 * * 1-5","dst":"run_after"}
        {"type": "cron", "expression": "@daily", "dst": "SKIP"} | {"type":"cron","expression":"@daily","dst":"skip"}
        {"type": "interval", "every": "90s"}                    | {"type":"interval","every":"90s","anchor":"2026-12-01T08:00:00Z"}
        {"type": "interval", "every": 900}                      | {"type":"interval","every":"15m","anchor":"2026-12-01T08:00:00Z"}
        {"type": "interval", "every": "1h30m"}                  | {"type":"interval","every":"90m","anchor":"2026-12-01T08:00:00Z"}
        {"type": "interval", "every": "2 Days 12 hours"}        | {"type":"interval","every":"60h","anchor":"2026-12-01T08:00:00Z"}
        {"type": "interval", "every": "1w", "anchor": "2026-12-01T09:00:00+01:00"} | {"type":"interval","every":"1w","anchor":"2026-12-01T08:00:00Z"}
        {"type": "once", "at": "2026-12-24T18:00"}              | {"type":"once","at":"2026-12-24T18:00:00","allow_past":false}
        {"type": "once", "at": "2026-12-24 18:00:05"}           | {"type":"once","at":"2026-12-24T18:00:05","allow_past":false}
        {"type": "once", "at": "2026-12-24T18:00:00+01:00"}     | {"type":"once","at":"2026-12-24T17:00:00Z","allow_past":false}
        {"type": "once", "at": "2020-01-01T00:00", "allow_past": true} | {"type":"once","at":"2020-01-01T00:00:00","allow_past":true}
        {"type": "hourly"}                                      | {"type":"hourly","minute":0}
        {"type": "hourly", "minute": 30}                        | {"type":"hourly","minute":30}
        {"type": "daily", "time": "9:00"}                       | {"type":"daily","time":"09:00","dst":"run_after"}
        {"type": "daily", "times": ["17:00", "09:00:30", "17:00"], "dst": "skip"} | {"type":"daily","times":["09:00:30","17:00"],"dst":"skip"}
        {"type": "weekly", "days": "mon-fri", "time": "09:00"}  | {"type":"weekly","days":["MON","TUE","WED","THU","FRI"],"time":"09:00","dst":"run_after"}
        {"type": "weekly", "days": ["Sunday", "tues", "FRI-sat"], "time": "09:00"} | {"type":"weekly","days":["TUE","FRI","SAT","SUN"],"time":"09:00","dst":"run_after"}
        {"type": "weekly", "days": "sat-mon, wed", "time": "09:00"} | {"type":"weekly","days":["MON","WED","SAT","SUN"],"time":"09:00","dst":"run_after"}
        {"type": "weekly", "days": "weekdays", "time": "09:00"} | {"type":"weekly","days":["MON","TUE","WED","THU","FRI"],"time":"09:00","dst":"run_after"}
        {"type": "weekly", "days": ["weekend"], "time": "09:00"} | {"type":"weekly","days":["SAT","SUN"],"time":"09:00","dst":"run_after"}
        {"type": "monthly", "day": 1, "time": "09:00"}          | {"type":"monthly","day":1,"short_months":"skip","time":"09:00","dst":"run_after"}
        {"type": "monthly", "day": "last", "time": "09:00"}     | {"type":"monthly","day":"LAST","short_months":"skip","time":"09:00","dst":"run_after"}
        {"type": "monthly", "days": [15, 1], "times": ["09:00"], "short_months": "last_day"} | {"type":"monthly","days":[1,15],"short_months":"last_day","time":"09:00","dst":"run_after"}
        "0 9 * * MON-FRI"               | {"type":"cron","expression":"0 9 * * MON-FRI","dst":"run_after"}
        "@hourly"                       | {"type":"cron","expression":"@hourly","dst":"run_after"}
        "every 15m"                     | {"type":"interval","every":"15m","anchor":"2026-12-01T08:00:00Z"}
        "@every 1h30m"                  | {"type":"interval","every":"90m","anchor":"2026-12-01T08:00:00Z"}
        "every 2 hours"                 | {"type":"interval","every":"2h","anchor":"2026-12-01T08:00:00Z"}
        "hourly"                        | {"type":"hourly","minute":0}
        "hourly at :15"                 | {"type":"hourly","minute":15}
        "daily 09:00"                   | {"type":"daily","time":"09:00","dst":"run_after"}
        "Daily at 09:00, 17:00"         | {"type":"daily","times":["09:00","17:00"],"dst":"run_after"}
        "weekly mon-fri 09:00"          | {"type":"weekly","days":["MON","TUE","WED","THU","FRI"],"time":"09:00","dst":"run_after"}
        "weekly on mon,wed at 09:00"    | {"type":"weekly","days":["MON","WED"],"time":"09:00","dst":"run_after"}
        "monthly 1,last 09:00"          | {"type":"monthly","days":[1,"LAST"],"short_months":"skip","time":"09:00","dst":"run_after"}
        "once 2026-12-24T18:00"         | {"type":"once","at":"2026-12-24T18:00:00","allow_past":false}
        "once at 2026-12-24 18:00"      | {"type":"once","at":"2026-12-24T18:00:00","allow_past":false}
        """)
    void isRead(String given, String meant) {
        Result result = read(JSON.readTree(given), RULES);

        assertThat(result).isInstanceOf(Result.Read.class);
        assertThat(TriggerReader.write(result.orNull())).isEqualTo(JSON.readTree(meant));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        5                                       | trigger             | must be an object with a type, or a string like
        {}                                      | trigger.type        | is missing; it must be one of cron, interval, once
        {"type": "yearly"}                      | trigger.type        | must be one of cron, interval, once, hourly, daily, weekly, monthly
        {"type": 5}                             | trigger.type        | must be a string
        {"type": "cron"}                        | trigger.expression  | is missing
        {"type": "cron", "expression": 5}       | trigger.expression  | must be a string
        {"type": "cron", "expression": "* * * *"} | trigger.expression | has 4 fields
        {"type": "cron", "expression": "61 * * * *"} | trigger.expression | minute: 61 is not a number from 0 to 59
        {"type": "cron", "expression": "* * * * *", "dst": "never"} | trigger.dst | must be run_after or skip
        {"type": "cron", "expression": "* * * * *", "zone": "UTC"} | trigger.zone | is not known here; there are dst, expression, type
        {"type": "cron", "expression": "0 0 30 2 *"} | trigger.expression | day-of-month: 30 does not exist in February, so it is never due
        {"type": "cron", "expression": "0 0 31 4,6 *"} | trigger.expression | day-of-month: 31 does not exist in April and June, so it is never due
        {"type": "cron", "expression": "0 0 31W 4 *"} | trigger.expression | day-of-month: 31W does not exist in April, so it is never due
        {"type": "cron", "expression": "0 0 0 29 2 * 2027"} | trigger.expression | day-of-month: 29 does not exist in February of the years named, so it is never due
        {"type": "cron", "expression": "0 0 0 * 2 MON#5 2027"} | trigger.expression | day-of-week: MON#5 does not exist in February of the years named, so it is never due
        {"type": "cron", "expression": "0 0 8 * +MON#1"} | trigger.expression | day-of-week: +MON#1 never falls on day-of-month 8 in any month, so it is never due
        {"type": "cron", "expression": "0 0 0 1 1 * 2020"} | trigger.expression | is over: it is not due any more
        {"type": "cron", "expression": "@reboot"} | trigger.expression | @reboot is not supported
        {"type": "cron", "expression": "@every 5m"} | trigger.expression | @every is no cron expression; use a trigger of type interval
        {"type": "interval"}                    | trigger.every       | is missing
        {"type": "interval", "every": "0s"}     | trigger.every       | must be from 1 second to 3650 days
        {"type": "interval", "every": -5}       | trigger.every       | must be from 1 second to 3650 days
        {"type": "interval", "every": 99999999999999999999999} | trigger.every | must be from 1 second to 3650 days
        {"type": "interval", "every": 1.5}      | trigger.every       | must be like "90s"
        {"type": "interval", "every": "15"}     | trigger.every       | must be like "90s"
        {"type": "interval", "every": "1 month"} | trigger.every      | must be like "90s"
        {"type": "interval", "every": "1h", "anchor": "2026-12-01T09:00"} | trigger.anchor | must be a time like 2026-12-01T09:00:00Z
        {"type": "once"}                        | trigger.at          | is missing
        {"type": "once", "at": "tomorrow"}      | trigger.at          | must be a time from 1970 to 2199 like
        {"type": "once", "at": "2027-02-30T09:00"} | trigger.at       | must be a time from 1970 to 2199 like
        {"type": "once", "at": "2300-01-01T09:00"} | trigger.at       | must be a time from 1970 to 2199 like
        {"type": "once", "at": "2026-12-02T12:34"} | trigger.at       | is over; with allow_past it is taken all the same
        {"type": "once", "at": "2026-12-24T18:00", "allow_past": 1} | trigger.allow_past | must be true or false
        {"type": "hourly", "minute": 60}        | trigger.minute      | must be a number from 0 to 59
        {"type": "hourly", "minute": "5"}       | trigger.minute      | must be a number from 0 to 59
        {"type": "daily"}                       | trigger.time        | is missing
        {"type": "daily", "time": "24:00"}      | trigger.time        | must be a time of day
        {"type": "daily", "times": ["09:00", "9"]} | trigger.times[1] | must be a time of day
        {"type": "daily", "times": []}          | trigger.times       | must have from 1 to 1440 times
        {"type": "daily", "time": "09:00", "times": ["10:00"]} | trigger.times | stands beside time; only one of them may
        {"type": "weekly", "time": "09:00"}     | trigger.days        | is missing
        {"type": "weekly", "days": [], "time": "09:00"} | trigger.days | must have a day at least
        {"type": "weekly", "days": 1, "time": "09:00"} | trigger.days | 1 is not clear: in cron 0 is Sunday, elsewhere 0 or 1 is Monday; write the day's name, for example MON
        {"type": "weekly", "days": ["mon", 5], "time": "09:00"} | trigger.days[1] | 5 is not clear
        {"type": "weekly", "days": "1-5", "time": "09:00"} | trigger.days | 1-5 is not clear
        {"type": "weekly", "days": "mo", "time": "09:00"} | trigger.days | "mo" is no day from MON to SUN
        {"type": "monthly", "time": "09:00"}    | trigger.day         | is missing
        {"type": "monthly", "day": 32, "time": "09:00"} | trigger.day | must be a day from 1 to 31, or "LAST"
        {"type": "monthly", "days": [1, "first"], "time": "09:00"} | trigger.days[1] | must be a day from 1 to 31, or "LAST"
        {"type": "monthly", "day": 31, "time": "09:00", "short_months": "next"} | trigger.short_months | must be skip or last_day
        "0 9 * *"                               | trigger             | has 4 fields
        "every now and then"                    | trigger             | must be like "90s"
        "daily"                                 | trigger             | is missing
        "weekly 1 09:00"                        | trigger             | 1 is not clear
        ""                                      | trigger             | is empty; it must have 5 fields
        """)
    void isRefused(String given, String path, String message) {
        Result result = read(JSON.readTree(given), RULES);

        assertThat(result).isInstanceOfSatisfying(Result.Refused.class, refused -> {
            assertThat(refused.faults()).first().extracting(Fault::path).isEqualTo(path);
            assertThat(refused.faults())
                    .first()
                    .extracting(Fault::message)
                    .asString()
                    .startsWith(message);
        });
        assertThat(result.orNull()).isNull();
    }

    @Test
    void everyFaultIsNamed() {
        Result result = read(
                JSON.readTree("{\"type\": \"monthly\", \"days\": [0, 32], \"time\": \"25:00\", \"dst\": 1, \"x\": 1}"),
                RULES);

        assertThat(((Result.Refused) result).faults())
                .extracting(Fault::path)
                .containsExactlyInAnyOrder(
                        "trigger.x", "trigger.dst", "trigger.days[0]", "trigger.days[1]", "trigger.time");
    }

    @Test
    void noMoreFaultsAreNamedThanHelp() {
        Result result = read(StringNode.valueOf("99,".repeat(100) + "1 * * * *"), RULES);

        assertThat(((Result.Refused) result).faults()).hasSize(20);
    }

    @Test
    void longTextIsRefused() {
        JsonNode cron = JSON.createObjectNode().put("type", "cron").put("expression", "1,".repeat(600) + "1 * * * *");

        assertThat(((Result.Refused) read(cron, RULES)).faults())
                .containsExactly(new Fault("trigger.expression", "is longer than 1000 characters"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "* * * * * *"      | is due every 1s; at least 1m must lie between two times
        "0,30 * * * * *"   | is due every 30s; at least 1m must lie between two times
        "every 59s"        | is due every 59s; at least 1m must lie between two times
        "daily 09:00,09:00:59" | is due every 59s; at least 1m must lie between two times
        "every 60s"        |
        "* * * * *"        |
        """)
    void theMinimumHoldsForAllTypes(String given, String fault) {
        Result result = read(JSON.readTree(given), new ReadRules(NOW, BERLIN, false, Duration.ofMinutes(1), ANCHOR));

        if (fault == null) {
            assertThat(result.orNull()).isNotNull();
        } else {
            assertThat(((Result.Refused) result).faults()).containsExactly(new Fault("trigger", fault));
        }
    }

    @Test
    void theZoneSaysWhatIsOver() {
        JsonNode once = JSON.readTree("{\"type\": \"once\", \"at\": \"2026-12-02T12:00\"}");

        assertThat(read(once, RULES).orNull()).isNull();
        assertThat(read(once, new ReadRules(NOW, ZoneId.of("UTC"), false, ReadRules.SHORTEST, ANCHOR))
                        .orNull())
                .isNotNull();
    }

    @Test
    void whatWasTakenBeforeIsReadWheneverItIs() {
        ReadRules stored = ReadRules.ofStored(BERLIN, ANCHOR);

        assertThat(read(JSON.readTree("{\"type\": \"once\", \"at\": \"2020-01-01T00:00\"}"), stored)
                        .orNull())
                .isNotNull();
        assertThat(read(JSON.readTree("{\"type\": \"cron\", \"expression\": \"0 0 0 1 1 * 2020\"}"), stored)
                        .orNull())
                .isNotNull();
    }

    @Test
    void aMinimumOfNothingIsRefused() {
        assertThatThrownBy(() -> new ReadRules(NOW, BERLIN, false, Duration.ZERO, ANCHOR))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Result read(JsonNode node, ReadRules rules) {
        return TriggerReader.read(node, rules);
    }
}
