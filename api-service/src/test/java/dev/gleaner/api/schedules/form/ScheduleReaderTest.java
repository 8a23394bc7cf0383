package dev.gleaner.api.schedules.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gleaner.api.schedules.Coalesce;
import dev.gleaner.api.schedules.MemorySchedules;
import dev.gleaner.api.schedules.Overlap;
import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.ScheduleDefaults;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.trigger.Interval;
import dev.gleaner.api.scrapers.Scrapers;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.work.WorkMasks;
import dev.gleaner.api.work.WorkReader;
import dev.gleaner.job.RetryPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is read from the form of a schedule, and what is kept of a stored one. */
class ScheduleReaderTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final InstantSource clock = now::get;
    private final MemorySchedules schedules = new MemorySchedules(clock);
    private final ScheduleReader reader = new ScheduleReader(
            new WorkReader() {
                @Override
                public List<Fault> faults(ObjectNode work) {
                    return List.of();
                }

                @Override
                public Drawn draw(ObjectNode work, ZoneId zone, Instant now) {
                    throw new UnsupportedOperationException();
                }
            },
            new ScheduleDefaults(
                    ZoneId.of("UTC"),
                    Duration.ofMinutes(5),
                    Coalesce.LATEST,
                    100,
                    Overlap.SKIP,
                    1,
                    new RetryPlan(3, Duration.ofMinutes(5)),
                    Duration.ofMinutes(1)),
            clock);

    private final ScheduleWriter writer = new ScheduleWriter(new WorkMasks(Scrapers.NONE));

    @Test
    void sayingTheSameAgainChangesNothing() {
        String body = "{\"trigger\": {\"type\": \"interval\", \"every\": \"1h\"}, \"preset\": \"p\"}";
        Schedule first = stored(body);
        now.set(NOW.plus(Duration.ofMinutes(10)));

        ScheduleSpec again = reader.read(json(body), new ScheduleReader.Asked("s", first, true));

        assertThat(again).isEqualTo(first.spec());
        assertThat(((Interval) again.trigger()).anchor()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void whatIsOverMayBeSentBackButNotBeSaidAnew() {
        Schedule once =
                stored("{\"trigger\": {\"type\": \"once\", \"at\": \"2026-01-03T00:00:00Z\"}, \"preset\": \"p\"}");
        now.set(NOW.plus(Duration.ofDays(30)));

        ObjectNode shown = writer.shown(once);

        assertThat(reader.read(shown, new ScheduleReader.Asked("s", once, false)))
                .isEqualTo(once.spec());
        assertThatThrownBy(() -> reader.read(shown, new ScheduleReader.Asked("s", null, false)))
                .isInstanceOfSatisfying(
                        InvalidScheduleException.class,
                        invalid -> assertThat(invalid.faults())
                                .extracting(Fault::path)
                                .containsExactly("trigger.at"));
        assertThat(reader.read(shown, new ScheduleReader.Asked("s", null, true)).trigger())
                .isEqualTo(once.spec().trigger());
    }

    @Test
    void aSecretStaysWithItsAddress() {
        Schedule stored = stored("""
                {"trigger": "@daily", "preset": "p",
                 "callback": {"url": "https://a.example/", "secrets": ["one"], "headers": {"X-Key": "k"}},
                 "on_failure": [{"url": "https://b.example/", "secret": "b"}, {"url": "https://c.example/", "secret": "c"}]}""");
        ObjectNode shown = writer.shown(stored);
        assertThat(shown.toString()).doesNotContain("\"one\"", "\"k\"", "\"b\"", "\"c\"");

        // Put in another order, with a second secret to come.
        ScheduleSpec moved = reader.read(
                json(shown.toString()
                        .replace("b.example", "x.example")
                        .replace("c.example", "b.example")
                        .replace("x.example", "c.example")
                        .replace("[\"********\"]", "[\"two\", \"********\"]")),
                new ScheduleReader.Asked("s", stored, false));

        assertThat(moved.work().path("on_failure").toString())
                .isEqualTo(
                        "[{\"url\":\"https://c.example/\",\"secret\":\"c\"},{\"url\":\"https://b.example/\",\"secret\":\"b\"}]");
        assertThat(moved.work().path("callback").path("secrets").toString()).isEqualTo("[\"two\",\"one\"]");
        assertThatThrownBy(() -> reader.read(
                        json(shown.toString().replace("a.example", "evil.example")),
                        new ScheduleReader.Asked("s", stored, false)))
                .isInstanceOfSatisfying(
                        InvalidScheduleException.class,
                        invalid -> assertThat(invalid.faults())
                                .extracting(Fault::path)
                                .containsExactlyInAnyOrder("callback.secrets[0]", "callback.headers.x-key"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            "latest"    ~ LATEST   ~ 100
            "EARLIEST"  ~ EARLIEST ~ 100
            "all"       ~ ALL      ~ 100
            {"all": 7}  ~ ALL      ~ 7
            """)
    void lateRunsAreCoalesced(String given, Coalesce which, int most) {
        ScheduleSpec spec = stored("{\"trigger\": \"@daily\", \"preset\": \"p\", \"coalesce\": " + given + "}")
                .spec();

        assertThat(spec.coalesce()).isEqualTo(which);
        assertThat(spec.mostCoalesced()).isEqualTo(most);
    }

    @Test
    void spansOfTimeMayHaveUnitsAndTimesMayBeLocal() {
        ScheduleSpec spec = stored("""
                {"trigger": "@daily", "preset": "p", "time_zone": "Europe/Berlin", "start_at": "2026-02-01T09:00",
                 "jitter": "2m", "retry_delay": 90, "misfire_grace_time": "1h", "max_age": "1d", "timeout": "10s"}""").spec();

        assertThat(spec.startAt()).isEqualTo(Instant.parse("2026-02-01T08:00:00Z"));
        assertThat(spec.jitter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(spec.retries().delay()).isEqualTo(Duration.ofSeconds(90));
        assertThat(spec.misfireGraceTime()).isEqualTo(Duration.ofHours(1));
        assertThat(spec.work().path("max_age").asInt()).isEqualTo(86_400);
        assertThat(spec.work().path("timeout").asInt()).isEqualTo(10);
    }

    @Test
    void halvesOfCharactersAreNotKept() {
        ObjectNode body = (ObjectNode) Documents.json("""
                {"trigger": "@daily", "preset": "p", "name": "a\\ud800b"}""".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(reader.read(body, new ScheduleReader.Asked("s", null, false)).name())
                .isEqualTo("a?b");
    }

    private Schedule stored(String body) {
        schedules.clear();
        return schedules
                .create(reader.read(json(body), new ScheduleReader.Asked("s", null, false)))
                .orElseThrow();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text);
    }
}
