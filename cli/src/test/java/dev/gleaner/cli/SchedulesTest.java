package dev.gleaner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code schedules}. */
class SchedulesTest {
    private static final String ONE = """
            {"id": "a", "name": "morning", "enabled": true, "trigger": {"type": "cron"}, "status": "waiting",
            "next_run_at": "2026-01-01T13:00:00Z", "last_run_at": "2026-01-01T11:00:00Z", "last_outcome": "FIRED",
            "warnings": ["hardly meant"], "article_list_url": "https://a.org/feed"}""";

    private final StubServer server;

    SchedulesTest() throws Exception {
        server = new StubServer()
                .with("GET /schedules", "{\"schedules\": [" + ONE + "], \"total\": 1}")
                .with("GET /schedules/a", ONE)
                .with("POST /schedules", 201, ONE)
                .with("PATCH /schedules/a", ONE)
                .with("GET /schedules/status", "{\"paused\": true, \"note\": \"moving\", \"total\": 1, \"enabled\": 1}")
                .with("GET /schedules/a/preview", """
                        {"words": "At 09:00 every day", "time_zone": "UTC", "notes": [], "warnings": [],
                        "next": [{"at": "2026-01-01T13:00:00Z", "local": "2026-01-01T13:00:00+00:00"}]}""");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theyAreListedAndShown() throws Exception {
        assertThat(server.type("schedules", "list")).isZero();
        assertThat(server.out.lines().toList())
                .containsExactly(
                        "ID  NAME     SCRAPER  TYPE  ENABLED  NEXT       LAST",
                        "a   morning  article  cron  yes      in 1h 00m  1h 00m ago FIRED");
        assertThat(server.type("schedules", "show", "a")).isZero();
        assertThat(server.out)
                .contains("Idle      all schedules are paused: moving", "the list at https://a.org/feed")
                .contains("At 09:00 every day\n  2026-01-01T13:00:00+00:00  in 1h 00m\n", "Warning: hardly meant");
        assertThat(server.type("schedules", "status")).isZero();
        assertThat(server.out).startsWith("All are paused (moving). 1 schedules, 1 enabled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cron|0 9 * * 1-5|{\"type\":\"cron\",\"expression\":\"0 9 * * 1-5\"}",
                "--every|2h|{\"type\":\"interval\",\"every\":\"2h\"}",
                "--hours|2|{\"type\":\"interval\",\"every\":\"2h\"}",
                "--at|2026-12-24T18:00|\"once 2026-12-24T18:00\"",
                "--daily|09:00,17:00|\"daily 09:00,17:00\"",
                "--weekly|mon-fri 09:00|\"weekly mon-fri 09:00\"",
                "--monthly|1,last 09:00|\"monthly 1,last 09:00\"",
                "--trigger|@daily|\"@daily\""
            })
    void aTriggerIsWrittenAsPeopleSayIt(String option, String value, String trigger) throws Exception {
        server.with("POST /schedules/preview", "{\"words\": \"x\", \"next\": []}");
        assertThat(server.type("schedules", "preview", option, value, "--count", "3"))
                .isZero();
        assertThat(server.asked)
                .singleElement()
                .satisfies(line -> assertThat(line).endsWith("{\"trigger\":" + trigger + "}"));
    }

    @Test
    void oneIsMadeChangedSwitchedRunAndRemoved() throws Exception {
        server.with("POST /schedules/a/disable", ONE)
                .with("POST /schedules/a/enable", ONE)
                .with("POST /schedules/a/run", 202, "{\"schedule_id\": \"a\", \"job_id\": \"job_1\"}")
                .with("POST /schedules/a/backfill", "{\"times\": [\"2026-01-01T00:00:00Z\"]}")
                .with("GET /schedules/a/history", """
                        {"occurrences": [{"due_at": "2026-01-01T00:00:00Z", "outcome": "MISSED", "cause": "trigger",
                        "reason": "nobody was there"}]}""")
                .with("DELETE /schedules/a", 204, "");
        assertThat(server.type(
                        "schedules",
                        "add",
                        "--id",
                        "a",
                        "--daily",
                        "09:00",
                        "--feed",
                        "https://a.org/feed",
                        "--param",
                        "x=1",
                        "--setting",
                        "y=2",
                        "--max-age",
                        "1h",
                        "--field",
                        "coalesce=all"))
                .isZero();
        assertThat(server.out).isEqualTo("Schedule a is made; next run in 1h 00m\n");
        assertThat(server.err).isEqualTo("Warning: hardly meant\n");
        assertThat(server.type("schedules", "update", "a", "--overlap", "replace"))
                .isZero();
        assertThat(server.type("schedules", "disable", "a", "--note", "moving")).isZero();
        assertThat(server.type("schedules", "enable", "a")).isZero();
        assertThat(server.type("schedules", "run", "a")).isZero();
        assertThat(server.out).contains("./gleaner watch job_1");
        assertThat(server.type("schedules", "history", "a")).isZero();
        assertThat(server.out).contains("MISSED   trigger  -    nobody was there");
        assertThat(server.type("schedules", "backfill", "a", "--from", "x", "--to", "y"))
                .isZero();
        assertThat(server.type("schedules", "remove", "a", "--yes")).isZero();
        assertThat(server.asked)
                .containsExactly(
                        "POST /schedules {\"trigger\":\"daily 09:00\",\"article_list_url\":\"https://a.org/feed\",\"max_age\":3600,"
                                + "\"params\":{\"x\":\"1\"},\"settings\":{\"y\":\"2\"},\"coalesce\":\"all\",\"id\":\"a\"}",
                        "PATCH /schedules/a {\"overlap\":\"replace\"}",
                        "POST /schedules/a/disable {\"note\":\"moving\"}",
                        "POST /schedules/a/enable {}",
                        "POST /schedules/a/run",
                        "GET /schedules/a/history",
                        server.asked.get(6),
                        "DELETE /schedules/a");
        assertThat(server.asked.get(6)).contains("/backfill", "\"dry_run\":true");
    }

    @Test
    void allOfThemStandInFiles(@TempDir Path folder) throws Exception {
        server.with("GET /schedules/export", """
                kind: schedules
                version: 1
                schedules:
                - id: "a"
                  trigger: "daily 09:00"
                - id: "b"
                  trigger: "daily 10:00"
                """)
                .with("POST /schedules/apply", """
                        {"dry_run": true, "created": 1, "changed": 0, "unchanged": 1, "removed": 0, "schedules": [
                        {"id": "a", "change": "created", "fields": [], "warnings": []},
                        {"id": "b", "change": "unchanged", "fields": [], "warnings": []}]}""")
                .with("POST /schedules/import", "{\"created\": 2, \"changed\": 0, \"unchanged\": 0}");
        assertThat(server.type("schedules", "export", folder.toString())).isZero();
        assertThat(server.out).isEqualTo("2 schedules written to %s\n".formatted(folder));
        assertThat(folder.resolve("b.yaml")).content().contains("kind: \"schedules\"", "trigger: \"daily 10:00\"");
        assertThat(server.type("schedules", "apply", folder.toString(), "--dry-run"))
                .isZero();
        assertThat(server.out).contains("created    a", "1 created, 0 changed, 1 unchanged, 0 removed (a dry run");
        assertThat(server.asked.getLast())
                .startsWith(
                        "POST /schedules/apply?dry_run=true&prune=false {\"kind\":\"schedules\",\"version\":1,\"schedules\":"
                                + "[{\"id\":\"a\"");
        Path file = folder.resolve("a.yaml");
        assertThat(server.type("schedules", "import", file.toString(), "--on-conflict", "keep"))
                .isZero();
        assertThat(server.out).isEqualTo("2 created, 0 changed, 0 unchanged\n");

        server.with("POST /schedules/apply", 422, """
                {"title": "Unprocessable", "detail": "1 field is wrong", "errors": [
                {"path": "schedules[1].trigger", "message": "is no trigger"}]}""");
        assertThat(server.type("schedules", "apply", folder.toString())).isEqualTo(1);
        assertThat(server.err).isEqualTo("1 field is wrong\n  b.yaml: schedules[0].trigger is no trigger\n");
        Files.writeString(file, "kind: [");
        assertThat(server.type("schedules", "apply", folder.toString())).isEqualTo(1);
        assertThat(server.err).contains("a.yaml: The body is not valid YAML");
        Files.writeString(file, "kind: other");
        assertThat(server.type("schedules", "apply", file.toString())).isEqualTo(1);
        assertThat(server.err).contains("kind must be \"schedules\"");
    }
}
