package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.testkit.HostileSite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What sites do to a fetch, and what jobs ask of one, through a running API and a running consumer. */
class HostileSitesIT {
    private static final Duration LONG = Duration.ofSeconds(120);

    /** How long a fetch hangs; many times as long as all ordinary pages take, on a busy machine as well. */
    private static final int STUCK_SECONDS = 30;

    private static final String HOSTS = "127.0.0.16/28";
    private static final AtomicInteger NEXT_HOST = new AtomicInteger(16);
    private static final int ORDINARY = 200;
    private static final String SENTENCE =
            "Ein Satz über Größe, Übermut und Äpfel, der lang genug für einen Artikel ist. ";

    private static final Fleet fleet = new Fleet()
            .with("SCRAPE_ALLOWED_HOSTS", HOSTS)
            .with("SCRAPE_ALLOWED_PORTS", "1-65535")
            .with("SCRAPE_TIMEOUT", Integer.toString(STUCK_SECONDS))
            .with("MAX_RETRY_ATTEMPTS", "0");
    private static Client api = new Client("");

    /** Others in each test: the fleet leaves a host alone for a while that was bad in the one before. */
    private final String badHost = nextHost();

    private final HostileSite bad = HostileSite.on(badHost);
    private final HostileSite good = HostileSite.on(nextHost());

    @BeforeAll
    static void start() {
        api = fleet.startPair();
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private static String nextHost() {
        return "127.0.0." + NEXT_HOST.getAndIncrement();
    }

    @AfterEach
    void close() throws IOException {
        bad.close();
        good.close();
    }

    @Test
    void everyMisbehaviourEndsAsWhatItIsWhileAnotherHostIsScraped() throws Exception {
        try (ServerSocket halfOpen = new ServerSocket(0, 50, InetAddress.ofLiteral(badHost))) {
            Map<String, String> expected = new TreeMap<>(Map.of(
                    bad.url("/drip"),
                    "timeout",
                    bad.url("/drip-headers"),
                    "timeout",
                    bad.url("/slow"),
                    "timeout",
                    "https://" + badHost + ":" + halfOpen.getLocalPort() + "/",
                    "timeout",
                    bad.url("/reset"),
                    "connection_failed",
                    bad.url("/nothing"),
                    "connection_failed",
                    bad.url("/cut"),
                    "connection_failed",
                    bad.url("/cut-chunk"),
                    "connection_failed",
                    bad.url("/redirect-endless"),
                    "too_many_redirects",
                    bad.url("/redirect-inside"),
                    "address_refused"));
            expected.putAll(Map.of(
                    bad.url("/gigabyte"), "too_large",
                    bad.url("/huge"), "too_large",
                    bad.url("/million-headers"), "protocol_error",
                    bad.url("/1xx-flood"), "protocol_error",
                    bad.url("/bad-chunk"), "protocol_error",
                    bad.url("/garbage"), "protocol_error",
                    bad.url("/broken-gzip"), "protocol_error",
                    bad.url("/challenge"), "challenge_page",
                    bad.url("/pdf"), "not_html"));
            misbehave();
            String hostile = api.submit(List.copyOf(expected.keySet()), 1);
            await().atMost(LONG).until(() -> bad.requests().stream().anyMatch(head -> head.startsWith("GET /drip ")));

            good.on("/page", HostileSite.response("200 OK", "Content-Type: text/html\r\n", page("A page")));
            List<String> pages = IntStream.range(0, ORDINARY)
                    .mapToObj(i -> good.url("/page?" + i))
                    .toList();
            String ordinary = api.submit(pages, 10);
            await().atMost(LONG).until(() -> api.status(ordinary).ended());

            assertThat(api.status(ordinary).completed()).isEqualTo(ORDINARY);
            assertThat(api.status(hostile).pending())
                    .as("articles that were stuck all the while")
                    .isGreaterThanOrEqualTo(4);
            await().atMost(LONG).until(() -> api.status(hostile).ended());
            Map<String, String> codes = new TreeMap<>();
            for (JsonNode failed : api.results(hostile).get("failed_articles")) {
                codes.put(failed.get("url").asString(), failed.get("error_code").asString());
            }
            assertThat(codes).isEqualTo(expected);
            assertThat(fleet.site.allHits()).as("requests inside").isEmpty();
        }
    }

    @Test
    void oddPagesAreReadForWhatTheyHoldAndCanBeStored() {
        Map<String, byte[]> pages = new LinkedHashMap<>();
        pages.put("/nul", page("A\u0000 title").replace("Satz", "Sa\u0000tz").getBytes(StandardCharsets.UTF_8));
        pages.put("/latin", page("Größe").getBytes(StandardCharsets.ISO_8859_1));
        pages.put("/utf16", ("\uFEFF" + page("Größe")).getBytes(StandardCharsets.UTF_16BE));
        pages.put("/damaged", page("Größe").getBytes(Charset.forName("windows-1252")));
        pages.put(
                "/nested",
                page("Größe")
                        .replace("<article>", "<article>" + "<div>".repeat(100_000))
                        .getBytes(StandardCharsets.UTF_8));
        pages.forEach((path, body) -> bad.on(path, out -> {
            String charset = path.equals("/damaged") ? "; charset=utf-8" : "";
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\nContent-Type: text/html" + charset
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            return true;
        }));

        String job = api.submit(pages.keySet().stream().map(bad::url).toList(), 1);
        await().atMost(LONG).until(() -> api.status(job).ended());

        Map<String, JsonNode> read = new TreeMap<>();
        for (JsonNode one : api.results(job).get("results")) {
            read.put(Fleet.path(one.get("url").asString()), one);
        }
        assertThat(read).as(api.results(job).toString()).hasSize(pages.size());
        for (String clean : List.of("/latin", "/utf16", "/nested")) {
            assertThat(read.get(clean).get("title").asString()).as(clean).isEqualTo("Größe");
            assertThat(read.get(clean).get("content").asString()).as(clean).contains(SENTENCE.strip());
        }
        assertThat(read.get("/nul").get("content").asString())
                .doesNotContain("\u0000")
                .contains("über Größe, Übermut und Äpfel");
        assertThat(read.get("/damaged").get("content").asString()).contains("einen Artikel ist.");
    }

    @Test
    void whatAJobAsksOfItsFetchesIsSentAndMakesArticlesOfItsOwn() {
        String page = HostileSite.response("200 OK", "Content-Type: text/html\r\n", page("A page"));
        good.on("/page", page);
        good.on("/mended", HostileSite.response("500 Broken", "Content-Type: text/html\r\n", ""));
        List<String> urls = List.of(good.url("/page"));
        String plain = api.submit(urls, 1);
        await().atMost(LONG).until(() -> api.status(plain).ended());

        String options = "{\"headers\":{\"Cookie\":\"consent=yes\"},\"language\":\"de, en;q=0.5\",";
        List<String> both = List.of(good.url("/page"), good.url("/mended"));
        JsonNode first = submit(options, both);
        assertThat(first.get("new_articles").asInt()).isEqualTo(2);
        String job = first.get("job_id").asString();
        await().atMost(LONG).until(() -> api.status(job).ended());
        good.on("/mended", page);
        assertThat(api.post("/jobs/" + job + "/retry").status()).isEqualTo(202);
        await().atMost(LONG).until(() -> api.status(job).completed() == 2);

        assertThat(asked("/page")).hasSize(2);
        assertThat(asked("/page").getFirst())
                .doesNotContainIgnoringCase("consent")
                .doesNotContain("en;q=0.5");
        for (String head : List.of(
                asked("/page").getLast(),
                asked("/mended").getFirst(),
                asked("/mended").getLast())) {
            assertThat(head).containsIgnoringCase("\nCookie: consent=yes\n");
            assertThat(head).containsIgnoringCase("\nAccept-Language: de, en;q=0.5\n");
        }
        assertThat(asked("/mended")).hasSize(2);
        assertThat(submit(options, both).get("cached_articles").asInt()).isEqualTo(2);
        assertThat(submit("{\"language\":\"fr\",", urls).get("new_articles").asInt())
                .isEqualTo(1);

        String hurried = submit("{\"timeout\":1,", List.of(bad.url("/slow")))
                .get("job_id")
                .asString();
        await().atMost(LONG).until(() -> api.status(hurried).ended());
        assertThat(api.results(hurried)
                        .get("failed_articles")
                        .get(0)
                        .get("error")
                        .asString())
                .isEqualTo("Timeout after 1 second");
    }

    private List<String> asked(String path) {
        return good.requests().stream()
                .filter(head -> head.startsWith("GET " + path + " "))
                .toList();
    }

    private JsonNode submit(String options, List<String> urls) {
        Client.Answer answer = api.post("/jobs/submit", Client.body(urls, 1).replaceFirst("\\{", options), Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private void misbehave() {
        bad.on("/redirect-inside", out -> {
            String location = "Location: " + fleet.site.url("/inside") + "\r\n";
            out.write(HostileSite.response("302 Found", location, "").getBytes(StandardCharsets.US_ASCII));
            return true;
        });
        bad.on("/challenge", HostileSite.response("200 OK", "Content-Type: text/html\r\n", """
                <html><head><title>Just a moment...</title></head><body><div id="cf-wrapper">
                <h1>Checking your browser before accessing</h1><noscript>Enable JavaScript and cookies to continue
                </noscript><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>
                </div></body></html>"""));
    }

    private static String page(String title) {
        return "<html><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1>"
                + ("<p>" + SENTENCE.repeat(4) + "</p>").repeat(4) + "</article></body></html>";
    }
}
