package dev.gleaner.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gleaner.embedded.process.FolderLock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code run} against an API that answers what the test says. */
class RunCommandTest {
    private static final String REPORT = "{\"job\":\"job_1\",\"new_field\":1}";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> started = new ArrayList<>();
    private HttpServer server;
    private String input = "";
    private String status = "COMPLETED";
    private int failed;
    private int submitStatus = 201;
    private String submitAnswer = "{\"job_id\":\"job_1\",\"status\":\"IN_PROGRESS\",\"total_articles\":3,"
            + "\"new_articles\":1,\"cached_articles\":2,\"message\":\"\"}";

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        environment.put("DATA_DIR", folder.resolve("data").toString());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aTextOfAddressesIsSubmittedWithTheOptionsAndItsReportIsPrinted() throws Exception {
        Path list = file("list.txt", "\uFEFF# the news\nhttps://example.org/a\n\n  https://example.org/b  \n");

        assertThat(run(
                        "--report",
                        list.toString(),
                        "--max-age=1h",
                        "--priority=2",
                        "--name=news",
                        "--tag=a",
                        "--tag=b"))
                .isZero();

        assertThat(submitted())
                .isEqualTo(json("{'articles':[{'url':'https://example.org/a'},{'url':'https://example.org/b'}],"
                        + "'on_duplicate':'skip','max_age':3600,'priority':2,'name':'news','tags':['a','b']}"));
        assertThat(text(out)).isEqualTo("job_1 in short\n");
        assertThat(text(err))
                .contains("Done by " + api(), "Job job_1: 3 articles, 2 of them fresh", "3 of 3 articles are there");
    }

    @Test
    void aSubmissionKeepsWhatTheOptionsDoNotSay() throws Exception {
        input = "{'articles':[{'url':'https://example.org/a','category':'x'}],'max_age':5,'tags':['own'],"
                + "'scraper':'pages','params':{'a':'1','b':'2'},'language':'de'}";
        input = input.replace('\'', '"');

        assertThat(run(
                        "-",
                        "--tag=more",
                        "--param=b=x=y",
                        "--param=c=1",
                        "--param=c=2",
                        "--setting=DELAY=0",
                        "--quiet"))
                .isZero();

        assertThat(submitted())
                .isEqualTo(json("{'articles':[{'url':'https://example.org/a','category':'x'}],'max_age':5,"
                        + "'tags':['own','more'],'scraper':'pages','params':{'a':'1','b':'x=y','c':['1','2']},"
                        + "'language':'de','settings':{'DELAY':'0'}}"));
        assertThat(text(err)).isEmpty();
        assertThat(text(out)).isEmpty();
    }

    @Test
    void aListInJsonMayHoldAddressesAndArticles() throws Exception {
        Path list = file("list.json", "[\"https://example.org/a\", {\"url\": \"https://example.org/b\"}]");
        assertThat(run(list.toString(), "--max-age", "0")).isZero();
        assertThat(submitted())
                .isEqualTo(json("{'articles':[{'url':'https://example.org/a'},{'url':'https://example.org/b'}],"
                        + "'on_duplicate':'skip','max_age':0}"));
    }

    @Test
    void aScraperThatFindsItsArticlesNeedsNoFile() throws Exception {
        assertThat(run("--scraper", "books", "--param", "tag=poetry")).isZero();
        assertThat(submitted()).isEqualTo(json("{'scraper':'books','params':{'tag':'poetry'}}"));
    }

    @Test
    void failedArticlesAreNamedAndEndWithOne() throws Exception {
        failed = 1;
        assertThat(run(file("list.txt", "https://example.org/a").toString())).isEqualTo(1);
        assertThat(text(err))
                .contains("Failed: https://example.org/b: 404 Not Found", "2 of 3 articles are there")
                .contains("1 failed");
    }

    @Test
    void resultsAndReportsAreWrittenIntoTheFolder() throws Exception {
        Path results = folder.resolve("a/b");
        assertThat(run(
                        file("list.txt", "https://example.org/a").toString(),
                        "--output",
                        results.toString(),
                        "--format=csv",
                        "--report=json"))
                .isZero();
        assertThat(results.resolve("job_1_run2.csv")).hasContent("results as csv");
        assertThat(results.resolve("summary_report.json")).hasContent(REPORT);
        assertThat(results.resolve("summary_report_job_1_run2.txt")).hasContent("job_1 in short");
        assertThat(folder.resolve("a/b").toFile().list()).hasSize(5);
        assertThat(text(out)).isEqualTo(REPORT);
    }

    @Test
    void aJobThatTakesTooLongIsCancelled() throws Exception {
        status = "IN_PROGRESS";
        assertThat(run(file("list.txt", "https://example.org/a").toString(), "--timeout", "1ms"))
                .isEqualTo(1);
        assertThat(asked).contains("DELETE /jobs/job_1");
        assertThat(text(err)).contains("has not ended in time", "Job job_1 was cancelled");
    }

    @Test
    void whatCannotBeDoneEndsWithTwoAndSaysWhy() throws Exception {
        String list = file("list.txt", "https://example.org/a").toString();
        assertThat(run(folder.resolve("none").toString())).isEqualTo(2);
        assertThat(run(file("empty.txt", "\n# nothing\n").toString())).isEqualTo(2);
        assertThat(run(file("broken.json", "{\"articles\": [").toString())).isEqualTo(2);
        assertThat(run(list, "--output", list)).isEqualTo(2);
        assertThat(asked).isEmpty();
        submitStatus = 422;
        submitAnswer = "{\"detail\":\"Unknown scraper\",\"errors\":[{\"path\":\"scraper\",\"message\":\"is none\"}]}";
        assertThat(run(list)).isEqualTo(2);
        server.stop(0);
        assertThat(run(list)).isEqualTo(2);
        assertThat(text(err))
                .contains("none: there is no such file", "empty.txt has no address", "broken.json is no JSON")
                .contains("Cannot make the folder " + list, "Unknown scraper\n  scraper is none", "had no answer");
        assertThat(started).isEmpty();
    }

    @Test
    void theOneThatRunsOnTheDataFolderIsAskedAndElseThisProcessDoesIt() throws Exception {
        String list = file("list.txt", "https://example.org/a").toString();
        Path data = Files.createDirectory(folder.resolve("data"));
        assertThat(gleaner("run", list)).isZero();
        assertThat(started).containsExactly("for one command", "closed");
        assertThat(text(err)).contains("Done by this process, on the data in " + data);
        try (FolderLock held = FolderLock.take(data, "mongo")) {
            assertThat(held).isNotNull();
            assertThat(gleaner("run", list)).isEqualTo(2);
            assertThat(text(err)).contains(data + " is in use by another process", "--api");
            try (RunningApi told = RunningApi.tell(data, URI.create(api()))) {
                assertThat(told).isNotNull();
                assertThat(gleaner("run", list)).isZero();
            }
        }
        assertThat(started).hasSize(2);
        assertThat(data.resolve("api.address")).doesNotExist();
        environment.put("GLEANER_API", api());
        assertThat(gleaner("run", list)).isZero();
        assertThat(started).hasSize(2);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private JsonNode submitted() {
        return JsonMapper.shared()
                .readTree(asked.stream()
                        .filter(line -> line.startsWith("POST /jobs/submit "))
                        .findFirst()
                        .orElseThrow()
                        .substring("POST /jobs/submit ".length()));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private String api() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(Arrays.asList(words));
        all.addAll(List.of("--api", api()));
        return gleaner(all.toArray(String[]::new));
    }

    private int gleaner(String... words) {
        return new Gleaner(
                        new Recorded(),
                        environment,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        stream(out),
                        stream(err))
                .run(List.of(words));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(body.isEmpty() ? line : line + " " + body);
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        switch (path) {
            case "/jobs/submit" -> send(exchange, submitStatus, submitAnswer);
            case "/jobs/job_1/status" -> send(exchange, 200, """
                        {"job_id":"job_1","status":"%s","total_articles":3,"completed":%d,"failed":%d,"pending":0,
                         "cached_articles":2,"revision":1,"run":2}""".formatted(status, 3 - failed, failed));
            case "/jobs/job_1/articles" -> send(exchange, 200, """
                        {"job_id":"job_1","status":"COMPLETED","total_articles":3,"next_cursor":null,
                         "articles":[{"article_id":"art_1","url":"https://example.org/b","priority":5,"cached":false,
                         "status":"FAILED","attempts":1,"error":"404 Not Found"}]}""");
            case "/jobs/job_1/results" -> send(exchange, 200, "results as " + query.replace("format=", ""));
            case "/jobs/job_1/report" -> send(exchange, 200, query.endsWith("text") ? "job_1 in short\n" : REPORT);
            case "/jobs/job_1" -> {
                status = "CANCELLED";
                send(exchange, 200, "{\"job_id\":\"job_1\",\"status\":\"CANCELLED\",\"message\":\"\"}");
            }
            default -> send(exchange, 404, "{}");
        }
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Its platform for one command is the API of the test. */
    private final class Recorded implements Services {
        @Override
        public WithApi everything(@Nullable URI localSite) {
            throw new CannotStartException("not here");
        }

        @Override
        public WithApi forOneCommand(Runnable beforeStop) {
            started.add("for one command");
            return new WithApi() {
                @Override
                public URI address() {
                    return URI.create(RunCommandTest.this.api());
                }

                @Override
                public void awaitEnd() {}

                @Override
                public void close() {
                    started.add("closed");
                }
            };
        }

        @Override
        public WithApi api() {
            throw new CannotStartException("not here");
        }

        @Override
        public Running consumer() {
            throw new CannotStartException("not here");
        }
    }
}
