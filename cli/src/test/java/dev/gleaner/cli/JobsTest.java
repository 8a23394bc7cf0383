package dev.gleaner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands about jobs and articles. */
class JobsTest {
    private static final String JOB = """
            {"job_id": "job_1", "name": "morning", "status": "COMPLETED", "total_articles": 10, "completed": 9, "failed": 1,
            "pending": 0, "cached_articles": 2, "new_articles": 8, "first_host": "example.org", "hosts": 3, "rate": 12.34,
            "revision": 7, "run": 1, "tags": ["a", "b"], "created_at": "2026-01-01T11:58:55Z",
            "updated_at": "2026-01-01T11:59:55Z", "completed_at": "2026-01-01T11:59:55Z"}""";

    private final StubServer server;

    JobsTest() throws Exception {
        server = new StubServer()
                .with("GET /jobs/job_1/status", JOB)
                .with("GET /jobs", "[" + JOB + "]")
                .with("GET /health", "{\"status\": \"UP\", \"mongo\": \"UP\", \"redis\": \"UP\"}");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aJobIsShownToPeopleInWordsAndToProgramsAsItCame() throws Exception {
        assertThat(server.type("status", "job_1")).isZero();
        assertThat(server.out)
                .contains(
                        "Status    COMPLETED",
                        "9 of 10, 1 failed, 0 to come",
                        "example.org and 2 more",
                        "Took      1m 00s")
                .contains("Created   1m 05s ago (2026-01-01T11:58:55Z)", "./gleaner failures job_1");
        server.pipe("status", "job_1");
        assertThat(server.out).contains("\"rate\" : 12.34", "\"tags\" : [");
        server.type("status", "job_1", "--json");
        assertThat(server.out).startsWith("{");
        server.pipe("status", "job_1", "--table");
        assertThat(server.out).startsWith("Job ");
    }

    @Test
    void everythingIsToldWithoutAJob() throws Exception {
        assertThat(server.type("status")).isZero();
        assertThat(server.out).contains("mongo UP", "job_1", "12/s");
        assertThat(server.asked).contains("GET /jobs?status_filter=IN_PROGRESS&limit=10");
    }

    @Test
    void jobsAreListedAsAskedFor() throws Exception {
        assertThat(server.type("list", "--tag", "a", "--tag", "b", "--search", "x y", "--sort", "-failed"))
                .isZero();
        assertThat(server.asked).containsExactly("GET /jobs?q=x%20y&sort=-failed&tag=a&tag=b");
        assertThat(server.out.lines().toList().getLast())
                .matches("job_1 +morning +COMPLETED +9 +1 +10 +12/s +- +1m 05s ago");
        assertThat(server.err).isEqualTo("1 of 312 jobs; more with --limit and --skip\n");
        server.with("GET /jobs", "[]").type("list");
        assertThat(server.out).startsWith("No jobs. Begin one: ./gleaner submit");
    }

    @Test
    void failuresAreGroupedWithAdvice() throws Exception {
        server.with("GET /jobs/job_1/failures", """
                {"job_id": "job_1", "total": 2, "groups": [{"code": "timeout", "count": 2, "retryable": true,
                "meaning": "It took too long.", "advice": "Try again later.", "hosts": [{"host": "a.org", "count": 2}],
                "examples": [{"url": "https://a.org/1", "error": "no answer"}]}]}""");
        assertThat(server.type("failures", "job_1")).isZero();
        assertThat(server.out)
                .isEqualTo("timeout  2  (a retry may help)\n  It took too long.\n  Try again later.\n  a.org (2)\n"
                        + "  https://a.org/1  no answer\n");
    }

    @Test
    void oneJobOrManyAreEnded() throws Exception {
        server.with("DELETE /jobs/job_1", "{\"message\": \"Job cancelled.\"}")
                .with("POST /jobs/job_1/retry", 202, "{\"run\": 2, \"retried_articles\": 3}")
                .with("POST /jobs/cancel", "{\"message\": \"4 jobs\"}");
        assertThat(server.type("cancel", "job_1")).isZero();
        assertThat(server.type("retry", "job_1", "--code", "timeout", "--host", "a.org"))
                .isZero();
        assertThat(server.out).isEqualTo("job_1: run 2 with 3 articles\n");
        assertThat(server.type("cancel", "--tag", "a")).isZero();
        assertThat(server.err).contains("with --yes it is done");
        assertThat(server.type("cancel", "--all", "--yes")).isZero();
        server.typed = "n\n";
        assertThat(server.type("remove", "job_1")).isEqualTo(1);
        server.typed = "y\n";
        assertThat(server.type("remove", "job_1")).isZero();
        assertThat(server.asked)
                .containsExactly(
                        "DELETE /jobs/job_1",
                        "POST /jobs/job_1/retry {\"error_codes\":[\"timeout\"],\"hosts\":[\"a.org\"]}",
                        "POST /jobs/cancel {\"tag\":[\"a\"],\"dry_run\":true}",
                        "POST /jobs/cancel {\"all\":true,\"dry_run\":false}",
                        "DELETE /jobs/job_1?purge=true");
    }

    @Test
    void jobsAreSteered() throws Exception {
        server.with("POST /jobs/job_1/pause", JOB)
                .with("POST /jobs/job_1/resume", JOB)
                .with("PATCH /jobs/job_1", JOB);
        assertThat(server.type("pause", "job_1")).isZero();
        assertThat(server.type("resume", "job_1")).isZero();
        assertThat(server.type("priority", "job_1", "2")).isZero();
        assertThat(server.asked)
                .containsExactly(
                        "POST /jobs/job_1/pause", "POST /jobs/job_1/resume", "PATCH /jobs/job_1 {\"priority\":2}");
    }

    @Test
    void resultsGoToTheScreenOrIntoAFileInTheFormOfItsName(@TempDir Path folder) throws Exception {
        server.with("GET /jobs/job_1/results", "a,b\n").with("GET /jobs/job_1/report", "Job job_1\n");
        Path file = folder.resolve("results.csv");
        assertThat(server.pipe("results", "job_1", "-o", file.toString())).isZero();
        assertThat(file).hasContent("a,b\n");
        assertThat(server.pipe("results", "job_1")).isZero();
        assertThat(server.out).isEqualTo("a,b\n");
        assertThat(server.type("report", "job_1")).isZero();
        assertThat(server.asked)
                .containsExactly(
                        "GET /jobs/job_1/results?format=csv",
                        "GET /jobs/job_1/results?format=json",
                        "GET /jobs/job_1/report?format=text");
        assertThat(server.pipe("results", "job_2", "-o", file.toString())).isEqualTo(4);
        assertThat(file).hasContent("a,b\n");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void anEndedJobIsWatchedToItsEnd() throws Exception {
        assertThat(server.pipe("watch", "job_1")).isEqualTo(1);
        assertThat(server.out)
                .isEqualTo("{\"job_id\":\"job_1\",\"status\":\"COMPLETED\",\"completed\":9,\"failed\":1,\"pending\":0,"
                        + "\"total\":10,\"revision\":7}\n");
        assertThat(server.type("watch", "job_1")).isEqualTo(1);
        assertThat(server.out).isEqualTo("Job job_1: COMPLETED\n");
        assertThat(server.err).contains("[##############################] 10 of 10");
        assertThat(server.type("watch", "job_2")).isEqualTo(4);
    }

    @Test
    void articlesAreFoundAndTheirLogsRead() throws Exception {
        server.with("GET /jobs/job_1/articles", """
                {"articles": [{"article_id": "art_1", "status": "FAILED", "attempts": 2, "url": "https://a.org/1",
                "error_code": "timeout", "error": "no answer"}]}""")
                .with("GET /articles", "{\"title\": \"A title\", \"authors\": [\"x\", \"y\"], \"content\": \"Text.\"}")
                .with("GET /jobs/job_1/articles/art_1/attempts", """
                {"attempts": [{"attempt": 1, "outcome": "retrying", "started_at": "2026-01-01T11:59:00Z",
                "http_status": 503}]}""")
                .with("GET /jobs/job_1/articles/run_1/log", "written\n");
        assertThat(server.type("articles", "job_1", "--code", "timeout", "--host", "a.org"))
                .isZero();
        assertThat(server.out).contains("art_1    FAILED      2  https://a.org/1  timeout: no answer");
        assertThat(server.type("article", "https://a.org/1")).isZero();
        assertThat(server.out).startsWith("A title\n").contains("x, y").endsWith("\nText.\n");
        assertThat(server.type("article", "art_1", "--attempts", "job_1")).isZero();
        assertThat(server.out).contains("retrying  1m 00s ago   503");
        assertThat(server.pipe("logs", "job_1", "run_1", "--tail", "5")).isZero();
        assertThat(server.out).isEqualTo("written\n");
        assertThat(server.asked)
                .contains(
                        "GET /jobs/job_1/articles?code=timeout&host=a.org",
                        "GET /articles?url=https%3A%2F%2Fa.org%2F1",
                        "GET /jobs/job_1/articles/run_1/log?tail=5");
    }
}
