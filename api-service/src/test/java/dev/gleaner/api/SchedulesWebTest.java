package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.schedules.MemorySchedules;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Schedules as a client meets them. It is 2026-01-02T03:04:05Z, a Friday. */
@SpringBootTest(classes = WebApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class SchedulesWebTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String NEWS = """
            {"id": "news", "name": "News", "tags": ["daily"], "time_zone": "Europe/Berlin",
             "trigger": {"type": "cron", "expression": "0 9 * * 1-5"},
             "articles": [{"url": "https://example.com/1"}], "max_age": 3600,
             "headers": {"cookie": "secret"}}""";

    private final MemorySchedules schedules;
    private final int port;

    @Autowired
    SchedulesWebTest(MemorySchedules schedules, @LocalServerPort int port) {
        this.schedules = schedules;
        this.port = port;
    }

    @BeforeEach
    void forget() {
        schedules.clear();
    }

    @Test
    void aScheduleIsCreatedWithItsDefaultsAndItsNextTime() throws Exception {
        HttpResponse<String> answer = send("POST", "/schedules", NEWS);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).hasValue("/schedules/news");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"1\"");
        JsonNode json = json(answer);
        assertThat(json.path("next_run_at").asString()).isEqualTo("2026-01-02T08:00:00Z");
        assertThat(json.path("status").asString()).isEqualTo("waiting");
        assertThat(json.path("enabled").asBoolean()).isTrue();
        assertThat(json.path("misfire_grace_time").asInt()).isEqualTo(300);
        assertThat(json.path("max_retries").asInt()).isEqualTo(3);
        assertThat(json.path("retry_delay").asInt()).isEqualTo(300);
        assertThat(json.path("coalesce").asString()).isEqualTo("latest");
        assertThat(json.path("overlap").asString()).isEqualTo("skip");
        assertThat(json.path("max_instances").asInt()).isEqualTo(1);
        assertThat(json.path("warnings")).isEmpty();
    }

    @Test
    void anIdIsMadeAndATakenOneIsRefused() throws Exception {
        JsonNode made = json(send("POST", "/schedules", NEWS.replace("\"id\": \"news\", ", "")));
        assertThat(made.path("id").asString()).matches("sch_[0-9a-f]{12}");
        send("POST", "/schedules", NEWS);

        HttpResponse<String> second = send("POST", "/schedules", NEWS);

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).path("schedule_id").asString()).isEqualTo("news");
    }

    @Test
    void anAnswerIsPutBackUnchangedAndItsSecretsStay() throws Exception {
        send("POST", "/schedules", NEWS);
        HttpResponse<String> read = send("GET", "/schedules/news", null);
        assertThat(read.body()).contains("\"cookie\":\"********\"").doesNotContain("secret");

        HttpResponse<String> put = send("PUT", "/schedules/news", read.body(), "If-Match", etag(read));

        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(without(json(put), "revision")).isEqualTo(without(json(read), "revision"));
        assertThat(etag(put)).isEqualTo("\"2\"");
        assertThat(schedules
                        .find("news")
                        .orElseThrow()
                        .spec()
                        .work()
                        .path("headers")
                        .path("cookie")
                        .asString())
                .isEqualTo("secret");
    }

    @Test
    void aMaskStandsForNothingWhereNothingIsStored() throws Exception {
        HttpResponse<String> answer = send("PUT", "/schedules/news", NEWS.replace("\"secret\"", "\"********\""));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(paths(answer)).containsExactly("headers.cookie");
    }

    @Test
    void aChangeOnAnOldRevisionIsRefused() throws Exception {
        send("POST", "/schedules", NEWS);
        send("PUT", "/schedules/news", NEWS);

        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            HttpResponse<String> late = send(method, "/schedules/news", NEWS, "If-Match", "\"1\"");
            assertThat(late.statusCode()).as(method).isEqualTo(412);
            assertThat(json(late).path("revision").asInt()).isEqualTo(2);
        }
        assertThat(send("PUT", "/schedules/other", NEWS.replace("\"news\"", "\"other\""), "If-Match", "*")
                        .statusCode())
                .isEqualTo(412);
        assertThat(send("PUT", "/schedules/news", NEWS, "If-None-Match", "*").statusCode())
                .isEqualTo(412);
        assertThat(send("DELETE", "/schedules/news", null, "If-Match", "\"2\"").statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/schedules/news", null).statusCode()).isEqualTo(404);
    }

    @Test
    void allFaultsAreNamedAtOnceAndMisspeltFieldsToo() throws Exception {
        HttpResponse<String> answer = send("POST", "/schedules", """
                {"id": "-", "triger": "@daily", "trigger": {"type": "cron", "expression": "0 25 * * *"},
                 "time_zone": "Mars", "overlap": "maybe", "max_instances": 0, "jitter": "soon", "coalesce": {"some": 1},
                 "start_at": "later", "articles": [{"url": "http://127.0.0.1/"}], "scraper": "x"}""");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(paths(answer))
                .contains(
                        "id",
                        "triger",
                        "trigger.expression",
                        "time_zone",
                        "overlap",
                        "max_instances",
                        "jitter",
                        "coalesce",
                        "start_at",
                        "articles[0].url",
                        "scraper");
        assertThat(answer.body()).contains("did you mean trigger?").contains("hour");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            {"trigger": "0 0 30 2 *", "articles": [{"url": "https://a.example/"}]}        ~ trigger
            {"trigger": {"type": "once", "at": "2020-01-01T00:00:00Z"}, "articles": [{"url": "https://a.example/"}]} ~ trigger.at
            {"articles": [{"url": "https://a.example/"}]}                                 ~ trigger
            {"trigger": "@daily"}                                                         ~ articles
            {"trigger": "@daily", "articles": [{"url": "https://a.example/"}], "start_at": "2026-02-01T00:00:00Z", "end_at": "2026-01-31T00:00:00Z"} ~ end_at
            {"trigger": "@daily", "articles": [{"url": "https://a.example/"}], "id": "status"} ~ id
            {"trigger": "@daily", "articles": [{"url": "https://a.example/"}], "job_name": 7}  ~ job_name
            """)
    void whatMakesNoSenseIsNamedByItsField(String body, String path) throws Exception {
        HttpResponse<String> answer = send("POST", "/schedules", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(paths(answer)).anyMatch(named -> named.startsWith(path));
    }

    @Test
    void whatIsHardlyMeantIsWarnedOf() throws Exception {
        JsonNode old = json(send("POST", "/schedules", NEWS.replace("3600", "604800")));
        JsonNode over = json(send(
                "PUT",
                "/schedules/over",
                NEWS.replace("\"news\"", "\"over\"").replaceFirst("\\{", "{\"end_at\": \"2025-01-01T00:00:00Z\",")));
        JsonNode ageless = json(send(
                "PUT",
                "/schedules/ageless",
                NEWS.replace("\"news\"", "\"ageless\"").replace("\"max_age\": 3600,", "")));

        assertThat(old.path("warnings").toString()).contains("max_age (604800 s)");
        assertThat(over.path("warnings").toString()).contains("end_at");
        assertThat(over.path("status").asString()).isEqualTo("done");
        assertThat(ageless.path("warnings").toString()).contains("without max_age");
    }

    @Test
    void aPatchChangesOnlyWhatItNames() throws Exception {
        send("POST", "/schedules", NEWS);

        JsonNode patched = json(send(
                "PATCH",
                "/schedules/news",
                "{\"trigger\": {\"type\": \"daily\", \"time\": \"07:30\"}, \"name\": null, \"retry_delay\": \"15m\"}",
                "Content-Type",
                "application/merge-patch+json"));

        assertThat(patched.path("trigger").path("type").asString()).isEqualTo("daily");
        assertThat(patched.path("name").isNull()).isTrue();
        assertThat(patched.path("retry_delay").asInt()).isEqualTo(900);
        assertThat(patched.path("next_run_at").asString()).isEqualTo("2026-01-02T06:30:00Z");
        assertThat(patched.path("tags").path(0).asString()).isEqualTo("daily");
        assertThat(schedules
                        .find("news")
                        .orElseThrow()
                        .spec()
                        .work()
                        .path("headers")
                        .path("cookie")
                        .asString())
                .isEqualTo("secret");
    }

    @Test
    void schedulesAreSwitchedAndFilteredAndPaged() throws Exception {
        send("POST", "/schedules", NEWS);
        send("PUT", "/schedules/other", NEWS.replace("\"news\"", "\"other\"").replace("daily", "weekly"));

        JsonNode off = json(send("POST", "/schedules/news/disable", "{\"note\": \"holidays\"}"));

        assertThat(off.path("status").asString()).isEqualTo("disabled");
        assertThat(off.path("note").asString()).isEqualTo("holidays");
        assertThat(off.path("next_run_at").isNull()).isTrue();
        assertThat(ids("?enabled=false")).containsExactly("news");
        assertThat(ids("?status=WAITING")).containsExactly("other");
        assertThat(ids("?tag=weekly")).containsExactly("other");
        assertThat(ids("?name=NEW")).contains("news");
        assertThat(ids("?due_before=2026-01-02T08:00:00Z")).isEmpty();
        assertThat(ids("?due_before=2026-01-02T08:00:01Z")).containsExactly("other");
        JsonNode page = json(send("GET", "/schedules?limit=1", null));
        assertThat(page.path("total").asInt()).isEqualTo(2);
        assertThat(ids("?limit=1&cursor=" + page.path("next_cursor").asString()))
                .containsExactly("other");
        JsonNode status = json(send("GET", "/schedules/status", null));
        assertThat(status.path("enabled").asInt()).isEqualTo(1);
        assertThat(status.path("next_due").asString()).isEqualTo("2026-01-02T08:00:00Z");
        assertThat(json(send("POST", "/schedules/news/enable", null))
                        .path("enabled")
                        .asBoolean())
                .isTrue();
        assertThat(send("POST", "/schedules/nobody/enable", null).statusCode()).isEqualTo(404);
    }

    @Test
    void aRunAnswersItsJobOrWhyThereIsNone() throws Exception {
        send("POST", "/schedules", NEWS);

        HttpResponse<String> run = send("POST", "/schedules/news/run", null);
        schedules.outcome = OccurrenceOutcome.INVALID;
        HttpResponse<String> failed = send("POST", "/schedules/news/run", null);

        assertThat(run.statusCode()).isEqualTo(201);
        assertThat(json(run).path("job_id").asString()).matches("job_[0-9a-f]{12}");
        assertThat(json(run).path("occurrence").path("cause").asString()).isEqualTo("manual");
        assertThat(failed.statusCode()).isEqualTo(409);
        assertThat(json(failed).path("detail").asString()).contains("at least one article");
        JsonNode history = json(send("GET", "/schedules/news/history?outcome=fired", null));
        assertThat(history.path("occurrences")).hasSize(1);
        JsonNode first = json(send("GET", "/schedules/news/history?limit=1", null));
        assertThat(first.path("next_cursor").asString()).isEqualTo("p1");
        assertThat(send("POST", "/schedules/nobody/run", null).statusCode()).isEqualTo(404);
        assertThat(send("GET", "/schedules/nobody/history", null).statusCode()).isEqualTo(404);
    }

    @Test
    void aBackfillIsDryUnlessItIsSaid() throws Exception {
        send("POST", "/schedules", NEWS);
        String range = "{\"from\": \"2025-12-29T00:00:00Z\", \"to\": \"2026-01-01T00:00:00Z\"";

        JsonNode dry = json(send("POST", "/schedules/news/backfill", range + "}"));
        JsonNode done = json(send("POST", "/schedules/news/backfill", range + ", \"dry_run\": false}"));

        assertThat(dry.path("dry_run").asBoolean()).isTrue();
        assertThat(dry.path("times").path(0).asString()).isEqualTo("2025-12-29T08:00:00Z");
        assertThat(done.path("count").asInt()).isEqualTo(3);
        assertThat(json(send("GET", "/schedules/news/history", null)).path("occurrences"))
                .hasSize(3);
        assertThat(send("POST", "/schedules/news/backfill", range.replace("2026-01-01", "2027-01-01") + "}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void allArePausedWithANoteAndResumed() throws Exception {
        JsonNode paused = json(send("POST", "/schedules/pause", "{\"note\": \"moving\"}"));
        JsonNode resumed = json(send("POST", "/schedules/resume", null));

        assertThat(paused.path("paused").asBoolean()).isTrue();
        assertThat(paused.path("note").asString()).isEqualTo("moving");
        assertThat(resumed.path("paused").asBoolean()).isFalse();
        assertThat(send("POST", "/schedules/pause", "{\"reason\": \"x\"}").statusCode())
                .isEqualTo(422);
    }

    @Test
    void aPreviewTellsTimesInWordsAndWhatTheClockDoesToThem() throws Exception {
        JsonNode preview = json(send(
                "POST",
                "/schedules/preview?from=2026-03-28T00:00:00Z&count=2&previous=1",
                "{\"trigger\": \"30 2 * * *\", \"time_zone\": \"Europe/Berlin\"}"));

        assertThat(preview.path("next").path(1).path("at").asString()).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(preview.path("next").path(1).path("local").asString()).isEqualTo("2026-03-29T03:00:00+02:00");
        assertThat(preview.path("previous").path(0).path("at").asString()).isEqualTo("2026-03-27T01:30:00Z");
        assertThat(preview.path("words").asString()).contains("02:30");
        assertThat(preview.path("notes").toString()).contains("2026-03-29");
        send("POST", "/schedules", NEWS);
        JsonNode stored = json(send("GET", "/schedules/news/preview?to=2026-01-06T23:00:00Z", null));
        assertThat(stored.path("next")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "yaml"})
    void whatIsExportedIsImportedWithTheSameTimes(String format) throws Exception {
        send("POST", "/schedules", NEWS.replace("\"headers\": {\"cookie\": \"secret\"}", "\"language\": \"de\""));
        send("PUT", "/schedules/tick", """
                {"trigger": {"type": "interval", "every": "90m"}, "articles": [{"url": "https://example.com/2"}],
                 "max_age": 0, "coalesce": {"all": 7}, "note": "every: \\"90\\" 'm'"}""");
        JsonNode before = json(send("GET", "/schedules", null));
        HttpResponse<String> export = send("GET", "/schedules/export?format=" + format, null);
        assertThat(export.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/" + format);
        schedules.clear();
        String type = "application/" + format;

        JsonNode dry = json(send("POST", "/schedules/import?dry_run=true", export.body(), "Content-Type", type));
        assertThat(dry.path("created").asInt()).isEqualTo(2);
        assertThat(ids("")).isEmpty();
        JsonNode created = json(send("POST", "/schedules/import", export.body(), "Content-Type", type));
        JsonNode again = json(send("POST", "/schedules/import", export.body(), "Content-Type", type));

        assertThat(created.path("created").asInt()).as(created.toString()).isEqualTo(2);
        assertThat(again.path("unchanged").asInt()).isEqualTo(2);
        assertThat(json(send("GET", "/schedules", null))).isEqualTo(before);
    }

    @Test
    void anApplyShowsWhatDiffersAndPrunesWhatIsNotNamed() throws Exception {
        send("POST", "/schedules", NEWS);
        send("PUT", "/schedules/old", NEWS.replace("\"news\"", "\"old\""));
        send("POST", "/schedules/news/disable", "{\"note\": \"holidays\"}");
        String document = "{\"kind\": \"schedules\", \"version\": 1, \"schedules\": [%s, %s]}"
                .formatted(
                        NEWS.replace("0 9 ", "0 10 ").replace("\"secret\"", "\"********\""),
                        NEWS.replace("\"news\"", "\"new\""));

        JsonNode dry = json(send("POST", "/schedules/apply?prune=true&dry_run=true", document));

        assertThat(dry.path("schedules").toString())
                .isEqualTo(JSON.readTree("""
                [{"id": "news", "change": "changed", "fields": [{"field": "trigger",
                  "from": {"type": "cron", "expression": "0 9 * * 1-5", "dst": "run_after"},
                  "to": {"type": "cron", "expression": "0 10 * * 1-5", "dst": "run_after"}}], "warnings": []},
                 {"id": "new", "change": "created", "fields": [], "warnings": []},
                 {"id": "old", "change": "removed", "fields": [], "warnings": []}]""").toString());
        assertThat(ids("")).containsExactly("news", "old");
        json(send("POST", "/schedules/apply?prune=true", document));
        assertThat(ids("")).containsExactly("new", "news");
        // Who switched it off meant that; the document says nothing of it.
        assertThat(ids("?enabled=false")).containsExactly("news");
        assertThat(json(send("POST", "/schedules/apply?prune=true", document))
                        .path("unchanged")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void nothingIsChangedByADocumentInWhichAnythingIsWrong() throws Exception {
        String document =
                "{\"kind\": \"schedules\", \"version\": 1, \"schedules\": [%s, {\"id\": \"bad\", \"trigger\": \"nonsense\"}, {\"id\": \"news\"}]}"
                        .formatted(NEWS);

        HttpResponse<String> twice = send("POST", "/schedules/apply", document);
        HttpResponse<String> bad = send("POST", "/schedules/apply", document.replace(", {\"id\": \"news\"}", ""));

        assertThat(paths(twice)).containsExactly("schedules[2].id");
        assertThat(paths(bad)).contains("schedules[1].trigger", "schedules[1].articles");
        assertThat(ids("")).isEmpty();
        assertThat(send("POST", "/schedules/apply", document.replace("\"version\": 1", "\"version\": 2"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void anImportLeavesWhatDiffersUnlessItIsSaid() throws Exception {
        send("POST", "/schedules", NEWS);
        String document = "{\"kind\": \"schedules\", \"version\": 1, \"schedules\": [%s]}"
                .formatted(NEWS.replace("\"News\"", "\"Other\""));

        HttpResponse<String> refused = send("POST", "/schedules/import", document);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("schedule_ids").toString()).isEqualTo("[\"news\"]");
        assertThat(json(send("POST", "/schedules/import?on_conflict=keep", document))
                        .path("kept")
                        .asInt())
                .isEqualTo(1);
        assertThat(json(send("POST", "/schedules/import?on_conflict=replace", document))
                        .path("changed")
                        .asInt())
                .isEqualTo(1);
        assertThat(json(send("GET", "/schedules/news", null)).path("name").asString())
                .isEqualTo("Other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: schedules\nversion: 1\nschedules: &a [*a]\n",
                "a: &a [1,1]\nb: &b [*a,*a]\nc: [*b,*b]\n",
                "kind: [unclosed\n",
                "kind: schedules\nkind: schedules\n"
            })
    void yamlThatIsNoneOrGrowsIsRefused(String yaml) throws Exception {
        assertThat(send("POST", "/schedules/apply", yaml, "Content-Type", "application/yaml")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void yamlOfSeveralDocumentsIsTakenAsOne() throws Exception {
        String yaml = """
                kind: schedules
                version: 1
                schedules:
                - id: a
                  trigger: {type: daily, time: 09:00}
                  articles: [{url: https://example.com/1}]
                ---
                kind: schedules
                version: 1
                schedules:
                - id: b
                  trigger: 0 9 * * MON-FRI
                  articles: [{url: https://example.com/1}]
                """;

        JsonNode done = json(send("POST", "/schedules/apply", yaml, "Content-Type", "application/yaml"));

        assertThat(done.path("created").asInt()).as(done.toString()).isEqualTo(2);
        assertThat(ids("")).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "/schedules?limit=0, 422", "/schedules?enabled=maybe, 422", "/schedules?status=odd, 422",
        "/schedules?due_before=now, 422", "/schedules/nobody, 404", "/schedules/export?format=xml, 422",
        "/schedules/pause, 405", "/schedules/nobody/preview, 404", "/schedules/nobody/preview?count=0, 422"
    })
    void whatNobodyCanMeanIsSaid(String path, int status) throws Exception {
        HttpResponse<String> answer = send("GET", path, null);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void bodiesThatAreNoneAreRefused() throws Exception {
        assertThat(send("POST", "/schedules", "{").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/schedules", "[]").statusCode()).isEqualTo(422);
        assertThat(send("POST", "/schedules", "").statusCode()).isEqualTo(400);
        assertThat(send("PUT", "/schedules/news", NEWS, "Content-Type", "application/xml")
                        .statusCode())
                .isEqualTo(415);
    }

    private List<String> ids(String query) throws Exception {
        return StreamSupport.stream(
                        json(send("GET", "/schedules" + query, null))
                                .path("schedules")
                                .spliterator(),
                        false)
                .map(one -> one.path("id").asString())
                .toList();
    }

    private static List<String> paths(HttpResponse<String> answer) {
        return StreamSupport.stream(json(answer).path("errors").spliterator(), false)
                .map(one -> one.path("path").asString())
                .toList();
    }

    private static JsonNode without(JsonNode json, String field) {
        return ((ObjectNode) json).without(field);
    }

    private static String etag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
