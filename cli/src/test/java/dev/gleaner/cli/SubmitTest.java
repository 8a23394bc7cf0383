package dev.gleaner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code submit}: what is sent, and what is waited for. */
class SubmitTest {
    private static final String ACCEPTED = """
            {"job_id": "job_1", "status": "IN_PROGRESS", "total_articles": 2, "new_articles": 1, "cached_articles": 1,
            "message": "ok"}""";

    @TempDir
    private Path folder;

    private final StubServer server;

    SubmitTest() throws Exception {
        server = new StubServer().with("POST /jobs/submit", 201, ACCEPTED);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void addressesBecomeAJob() throws Exception {
        assertThat(server.type("submit", "https://a.org/1", "b.org/2", "--name", "n", "--tag", "t", "--max-age", "1h"))
                .isZero();
        assertThat(server.out).isEqualTo("Job job_1: 2 articles, 1 of them fresh\n");
        assertThat(server.err).isEqualTo("Follow it: ./gleaner watch job_1\n");
        assertThat(server.asked)
                .containsExactly(
                        "POST /jobs/submit {\"articles\":[{\"url\":\"https://a.org/1\"},{\"url\":\"https://b.org/2\"}],"
                                + "\"on_duplicate\":\"skip\",\"max_age\":3600,\"name\":\"n\",\"tags\":[\"t\"]}");
        assertThat(server.pipe("submit", "https://a.org/1")).isZero();
        assertThat(server.out).contains("\"job_id\" : \"job_1\"");
    }

    @ParameterizedTest
    @CsvSource({
        "list.txt,'# mine\nhttps://a.org/1\n\nhttps://a.org/2\n'",
        "list.json,'[\"https://a.org/1\", {\"url\": \"https://a.org/2\"}]'",
        "list.csv,'Title,URL\n\"One, and\",https://a.org/1\nTwo,https://a.org/2\nNone,\n'",
        "feed.xml,'<?xml version=\"1.0\"?><rss><channel><link>https://a.org/</link><item><link>https://a.org/1</link></item>"
                + "<item><link>https://a.org/2</link></item></channel></rss>'",
        "atom.xml,'<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><link rel=\"self\" href=\"x\"/>"
                + "<link href=\"https://a.org/1\"/></entry><entry><link href=\"https://a.org/2\"/></entry></feed>'",
        "sitemap.xml,'<urlset><url><loc> https://a.org/1 </loc></url><url><loc>https://a.org/2</loc></url></urlset>'"
    })
    void aListMayHaveManyForms(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        assertThat(server.pipe("submit", file.toString())).isZero();
        server.typed = text;
        assertThat(server.pipe("submit", "-")).isZero();
        assertThat(server.asked)
                .hasSize(2)
                .containsOnly(
                        "POST /jobs/submit {\"articles\":[{\"url\":\"https://a.org/1\"},{\"url\":\"https://a.org/2\"}],"
                                + "\"on_duplicate\":\"skip\"}");
    }

    @Test
    void moreThanAnAddressOfATableIsSent() throws Exception {
        Path file = Files.writeString(folder.resolve("a.csv"), "url,source,priority\nhttps://a.org/1,A,2\n");
        assertThat(server.pipe("submit", file.toString())).isZero();
        assertThat(server.asked.getFirst()).contains("{\"url\":\"https://a.org/1\",\"source\":\"A\",\"priority\":2}");
        assertThat(server.pipe("submit", folder.resolve("none.txt").toString())).isEqualTo(2);
        assertThat(server.err).contains("there is no such file");
        assertThat(server.pipe(
                        "submit", "--feed", "https://a.org/feed", "--scraper", "s", "--param", "a=1", "--param", "a=2"))
                .isZero();
        assertThat(server.asked.getLast())
                .isEqualTo("POST /jobs/submit {\"article_list_url\":\"https://a.org/feed\",\"scraper\":\"s\","
                        + "\"params\":{\"a\":[\"1\",\"2\"]}}");
    }

    @Test
    void aDryRunTellsWhatIsNotNew() throws Exception {
        server.with("POST /jobs/submit", """
                {"accepted": true, "total_articles": 2, "new_articles": 1, "cached_articles": 1, "duplicate_articles": 0,
                "refused_articles": 0, "articles": [{"path": "articles[0]", "url": "https://a.org/1", "verdict": "new"},
                {"path": "articles[1]", "url": "https://a.org/2", "verdict": "cached"}]}""");
        assertThat(server.type("submit", "a.org/1", "a.org/2", "--dry-run")).isZero();
        assertThat(server.out)
                .isEqualTo(
                        "cached             https://a.org/2\n2 addresses: 1 new, 1 cached, 0 duplicate, 0 refused\n");
        server.type("submit", "a.org/1", "a.org/2", "--dry-run", "--verbose");
        assertThat(server.out).startsWith("new                https://a.org/1\n");
        assertThat(server.asked).allMatch(line -> line.startsWith("POST /jobs/submit?dry_run=true "));
    }

    @Test
    void itWaitsAndHandsOverWhatCame() throws Exception {
        server.with("GET /jobs/job_1/status", """
                {"job_id": "job_1", "status": "COMPLETED", "total_articles": 2, "completed": 2, "failed": 0, "pending": 0,
                "new_articles": 1, "cached_articles": 1, "revision": 3, "run": 1, "tags": [],
                "created_at": "2026-01-01T11:58:55Z", "updated_at": "2026-01-01T11:59:55Z"}""")
                .with("GET /jobs/job_1/results", "{}")
                .with("GET /jobs/job_1/report", "All is well\n");
        assertThat(server.type("submit", "https://a.org/1", "--output", folder.toString(), "--report"))
                .isZero();
        assertThat(server.err)
                .contains("Job job_1: 2 articles, 1 of them fresh", "2 of 2  (2 scraped, 0 failed)", "Results: ");
        assertThat(server.out).isEqualTo("All is well\n");
        assertThat(folder.resolve("job_1_run1.json")).hasContent("{}");
        assertThat(folder.resolve("summary_report.txt")).hasContent("All is well");
        assertThat(server.pipe("submit", "https://a.org/1", "--wait", "--quiet"))
                .isZero();
        assertThat(server.out).contains("\"status\" : \"COMPLETED\"");
        assertThat(server.err).isEmpty();
    }
}
