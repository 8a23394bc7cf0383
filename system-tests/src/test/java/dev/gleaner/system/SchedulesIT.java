package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.GleanerException;
import dev.gleaner.client.Schedule;
import dev.gleaner.client.ScheduleDefinition;
import dev.gleaner.client.ScheduleFilter;
import dev.gleaner.client.SchedulePage;
import dev.gleaner.client.ScheduleRun;
import dev.gleaner.client.Schedules;
import dev.gleaner.client.Schedules.DocumentFormat;
import dev.gleaner.testkit.JavaProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Schedules through the public doors, on real stores: as the page for people shows them, over Java and as files. */
class SchedulesIT {
    private static final Path PAGE = Path.of("..", "docs", "schedules.md");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Fleet fleet = new Fleet();
    private static Client api;

    @BeforeAll
    static void start() {
        api = fleet.startApi().awaitReady();
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @BeforeEach
    void noneAreThere() {
        for (JsonNode one : api.get("/schedules").json().get("schedules")) {
            api.delete("/schedules/" + one.get("id").asString());
        }
    }

    @Test
    void everyExampleOfThePageIsAnsweredAsItShows() throws Exception {
        List<DocumentedCommands.Example> examples = DocumentedCommands.of(PAGE);
        assertThat(examples).hasSizeGreaterThan(10);
        for (DocumentedCommands.Example example : examples) {
            Client.Answer last = null;
            for (DocumentedCommands.Command command : example.commands()) {
                last = api.send(command.method(), command.path(), local(command.body()), command.headers());
                assertThat(last.status()).as("%s: %s", command, last.text()).isBetween(200, 299);
            }
            assertHolds(
                    last.json(),
                    JSON.readTree(local(example.answer())),
                    example.commands().getLast().path());
        }
    }

    @Test
    void everydayExpressionsAreDueAsThePageShows() throws Exception {
        List<DocumentedCommands.Expression> expressions = DocumentedCommands.expressions(PAGE);
        assertThat(expressions).hasSize(9);
        for (DocumentedCommands.Expression one : expressions) {
            JsonNode preview = api.post(
                            "/schedules/preview?from=2026-01-30T12:00:00Z&count=2",
                            JSON.writeValueAsString(Map.of("trigger", one.expression(), "time_zone", "UTC")),
                            Map.of())
                    .json();
            assertThat(preview.path("words").asString()).isEqualTo(one.words());
            assertThat(StreamSupport.stream(preview.path("next").spliterator(), false)
                            .map(time -> time.path("at").asString()))
                    .as(one.expression())
                    .isEqualTo(one.next());
        }
    }

    @Test
    void whatIsExportedIsDueAtTheSameTimesInAnEmptySystem(@TempDir Path folder) throws Exception {
        try (GleanerClient gleaner = GleanerClient.at(URI.create(api.base()))) {
            Schedules schedules = gleaner.schedules();
            String page = fleet.site.url("/scheduled/1");
            schedules.create(ScheduleDefinition.builder("30 2 * * *")
                    .id("nightly")
                    .zone(ZoneId.of("Europe/Berlin"))
                    .url(page)
                    .maxAge(Duration.ofHours(1))
                    .tag("files")
                    .build());
            schedules.put(
                    "often",
                    ScheduleDefinition.builder(Map.of("type", "interval", "every", "90m"))
                            .url(page)
                            .maxAge(Duration.ZERO)
                            .field("coalesce", Map.of("all", 7))
                            .build());
            List<Schedule> before = all(schedules);
            String yaml = schedules.export(ScheduleFilter.all(), DocumentFormat.YAML);
            String json = schedules.export(ScheduleFilter.all(), DocumentFormat.JSON);
            assertThat(command("schedules", "export", folder.toString())).contains("2 schedules written");
            assertThat(folder).isDirectoryContaining("glob:**/often.yaml");

            for (Map.Entry<String, DocumentFormat> document :
                    Map.of(yaml, DocumentFormat.YAML, json, DocumentFormat.JSON).entrySet()) {
                noneAreThere();
                assertThat(schedules
                                .apply(document.getKey(), document.getValue(), false, false)
                                .created())
                        .isEqualTo(2);
                assertThat(all(schedules))
                        .extracting(Schedule::nextRunAt)
                        .isEqualTo(before.stream().map(Schedule::nextRunAt).toList());
            }
            noneAreThere();
            assertThat(command("schedules", "apply", folder.toString(), "--dry-run"))
                    .contains("2 created", "nothing was changed");
            assertThat(all(schedules)).isEmpty();
            assertThat(command("schedules", "apply", folder.toString(), "--prune"))
                    .contains("created    nightly");
            assertThat(command("schedules", "apply", folder.toString())).contains("2 unchanged");
            Files.writeString(
                    folder.resolve("often.yaml"),
                    Files.readString(folder.resolve("often.yaml")).replace("90m", "odd"));
            assertThat(command("schedules", "apply", folder.toString()))
                    .contains("often.yaml: schedules[0].trigger.every");
            assertThat(all(schedules))
                    .extracting(Schedule::nextRunAt)
                    .isEqualTo(before.stream().map(Schedule::nextRunAt).toList());
        }
    }

    @Test
    void secretsOfARealStoreAreMaskedAndKept() throws Exception {
        try (GleanerClient gleaner = GleanerClient.at(URI.create(api.base()))) {
            Schedules schedules = gleaner.schedules();
            Schedule created = schedules.put(
                    "sealed",
                    ScheduleDefinition.builder("@daily")
                            .url(fleet.site.url("/scheduled/2"))
                            .field("headers", Map.of("Cookie", "consent=yes"))
                            .build());
            Client.Answer read = api.get("/schedules/sealed");
            assertThat(read.text()).contains("********").doesNotContain("consent=yes");
            fleet.inDatabase(database -> assertThat(
                            database.getCollection("schedules").find().first().toJson())
                    .doesNotContain("consent=yes"));

            Client.Answer put =
                    api.send("PUT", "/schedules/sealed", read.text(), Map.of("Content-Type", "application/json"));
            assertThat(put.status()).as(put.text()).isEqualTo(200);
            assertThat(put.json().get("revision").asLong()).isEqualTo(created.revision() + 1);
            assertThatThrownBy(() -> schedules.patch("sealed", Map.of("name", "x"), created.revision()))
                    .isInstanceOfSatisfying(
                            GleanerException.Refused.class,
                            refused -> assertThat(refused.status()).isEqualTo(412));

            ScheduleRun run = schedules.run("sealed");
            assertThat(gleaner.status(run.jobId()).totalArticles()).isEqualTo(1);
            assertThat(schedules.history("sealed", null, 10).occurrences()).hasSize(1);
            assertThat(schedules.disable("sealed", "enough").note()).isEqualTo("enough");
            assertThat(schedules.preview("sealed", null, 3).next()).hasSize(3);
        }
    }

    private static List<Schedule> all(Schedules schedules) throws InterruptedException {
        SchedulePage page = schedules.list(ScheduleFilter.all(), null, 100);
        assertThat(page.nextCursor()).isNull();
        return page.schedules();
    }

    /** Runs a command of the program beside the API, and returns what it printed. */
    private static String command(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--api";
        all[words.length + 1] = api.base();
        try (JavaProcess process = fleet.command(all)) {
            process.awaitEnd(Duration.ofSeconds(90));
            return String.join("\n", process.lines());
        }
    }

    /** Addresses of the page lead to the site of the test. */
    private static String local(String text) {
        return text == null ? null : text.replace("https://example.org", fleet.site.url(""));
    }

    /** Everything that is shown is there; more may be. */
    private static void assertHolds(JsonNode actual, JsonNode shown, String path) {
        if (shown.isObject()) {
            shown.properties()
                    .forEach(one -> assertHolds(actual.path(one.getKey()), one.getValue(), path + "." + one.getKey()));
        } else if (shown.isArray()) {
            assertThat(actual.size()).as(path + ": " + actual).isEqualTo(shown.size());
            for (int i = 0; i < shown.size(); i++) {
                assertHolds(actual.get(i), shown.get(i), path + "[" + i + "]");
            }
        } else {
            assertThat(actual).as(path).isEqualTo(shown);
        }
    }
}
