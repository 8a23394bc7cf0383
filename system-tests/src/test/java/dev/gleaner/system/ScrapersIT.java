package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gleaner.consumer.command.Definition;
import dev.gleaner.consumer.command.file.ScrapersYaml;
import dev.gleaner.testkit.FreePorts;
import dev.gleaner.testkit.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Scrapers that are programs of their own, through the public doors: those that ship, and those that the page for people shows. */
class ScrapersIT {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/scrapers.md");
    private static final Path SHIPPED = ROOT.resolve("scrapers.example.yaml");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Those that show what reaches a command, and one that waits. Base64 says of each byte what it was. */
    private static final String OURS = """

              seen:
                command: [sh, -c, 'printf "%s" "$1" | base64 | tr -d "\\n"; printf " $#"', sh, "{params.text}"]
                output: stdout-text
                params:
                  text: {leading_dash: true}
              undashed:
                command: [printf, "%s", "{params.text}"]
                output: stdout-text
                params:
                  text: {}
              waiting:
                command:
                  - sh
                  - -c
                  - 'echo begun >&2; while [ ! -e "$1" ]; do sleep 0.1; done; echo ended >&2; echo the text'
                  - sh
                  - "{params.gate}"
                output: stdout-text
                params:
                  gate: {required: true}
              failing:
                command: [sh, -c, 'echo no luck today >&2; exit 3']
            """.replace("\n            ", "\n  ");

    private static final Fleet fleet = new Fleet();
    private static Client api;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        // The shipped file counts from where it lies; here the definitions of the page and of this test stand behind
        // its own.
        String shipped = Files.readString(SHIPPED).replace("examples/scrapers", ROOT + "/examples/scrapers");
        String shown = DocumentedCommands.yaml(PAGE).replace("scrapers:\n", "");
        Path file = Files.writeString(folder.resolve("scrapers.yaml"), shipped + shown + OURS);
        Fleet.Api starting =
                fleet.with("MAX_RETRY_ATTEMPTS", "0").with("LC_ALL", "C.UTF-8").startApi();
        fleet.awaitReady(fleet.startConsumer(Map.of("SCRAPERS_FILE", file.toString())));
        api = starting.awaitReady();
        await().atMost(LONG).until(() -> api.get("/scrapers").text().contains("\"newsroom\""));
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void theShippedDefinitionsAreValidAsTheyAre() throws IOException {
        assertThat(ScrapersYaml.read(Files.readString(SHIPPED), ROOT))
                .extracting(Definition::name)
                .containsExactly("newsroom", "text", "outline");
    }

    @Test
    void everyExampleOfThePageIsAnsweredAsItShows() throws Exception {
        requireScrapy();
        List<DocumentedCommands.Example> examples = DocumentedCommands.of(PAGE);
        assertThat(examples).hasSizeGreaterThan(6);
        Map<String, String> ids = new HashMap<>();
        for (DocumentedCommands.Example example : examples) {
            for (DocumentedCommands.Command command : example.commands()) {
                String path = known(ids, command.path());
                if (command.method().equals("GET")) {
                    // It says so in a moment.
                    await().atMost(LONG)
                            .untilAsserted(() -> assertShown(
                                    api.send("GET", path, null, command.headers()),
                                    known(ids, example.answer()),
                                    path));
                } else {
                    Client.Answer answer = api.send(command.method(), path, local(command.body()), command.headers());
                    learn(ids, answer.json());
                    assertShown(answer, known(ids, example.answer()), path);
                }
            }
        }
    }

    @Test
    void aScrapyProjectRunsAsItIsWithArgumentsASettingAndItsPipelines() {
        requireScrapy();
        String job = submit("""
                {"scraper": "newsroom", "settings": {"MIN_WORDS": 50},
                 "params": {"start": "%s", "limit": 2, "tags": ["a b", "$(c);"]}}""".formatted(fleet.site.url("/list/3/spring")));
        awaitEnd(job);

        assertThat(api.status(job)).isEqualTo(new Client.Status("COMPLETED", 2, 2, 0, 0));
        JsonNode first = result(job, "/listed/1/spring");
        assertThat(first.path("title").asString()).isEqualTo("Article listed 1 spring");
        assertThat(first.path("content").asString())
                .startsWith("This is a sentence of the article called listed 1 spring");
        assertThat(first.path("data").path("words").asInt()).isGreaterThan(50);
        assertThat(first.path("data").path("tags")).isEqualTo(JSON.readTree("[\"a b\", \"$(c);\"]"));

        // Its pipeline drops all of them with another value of the setting.
        String strict = submit("""
                {"scraper": "newsroom", "settings": {"MIN_WORDS": 100000}, "params": {"start": "%s"}}""".formatted(fleet.site.url("/list/3/spring")));
        awaitEnd(strict);
        assertThat(api.results(strict).path("results")).isEmpty();
    }

    @Test
    void aShellScriptGetsTheTextOfAnArticle() {
        String job = submit("""
                {"articles": [{"url": "%s"}, {"url": "%s"}], "scraper": "text", "params": {"lines": 2}}""".formatted(fleet.site.url("/text/1"), fleet.site.url("/missing/text")));
        awaitEnd(job);
        assertThat(result(job, "/text/1").path("content").asString())
                .startsWith("Article text 1\n\nThis is a sentence of the article called text 1");
        JsonNode failed = api.results(job).path("failed_articles").get(0);
        assertThat(failed.path("error_code").asString()).isEqualTo("command_failed");
        assertThat(failed.path("error").asString()).contains("404");
    }

    @Test
    void aProgramInJavaScriptGetsAnArticleWithItsData() {
        assumeTrue(isThere("node"), "node is not on PATH");
        String job = submit("""
                {"articles": [{"url": "%s"}], "scraper": "outline", "params": {"links": true, "token": "s3cret-word"}}""".formatted(fleet.site.url("/outline/1")));
        awaitEnd(job);
        JsonNode found = result(job, "/outline/1");
        assertThat(found.path("title").asString()).isEqualTo("Article outline 1");
        assertThat(found.path("language").asString()).isEqualTo("en");
        assertThat(found.path("data").path("headings"))
                .isEqualTo(JSON.readTree("[{\"level\": 1, \"text\": \"Article outline 1\"}]"));
        assertThat(found.path("data").path("links").get(0).asString()).isEqualTo(fleet.site.url("/"));
        assertThat(api.get("/jobs/" + job + "/articles").text()).doesNotContain("s3cret-word");
    }

    @Test
    void whatACommandWritesIsSeenAsItComes() throws Exception {
        Path gate = folder.resolve("gate");
        String job = submit("""
                {"articles": [{"url": "%s"}], "scraper": "waiting", "params": {"gate": "%s"}}""".formatted(fleet.site.url("/waiting/1"), gate));
        String log = "/jobs/%s/articles/%s/log".formatted(job, article(job));
        await().atMost(LONG).until(() -> api.get(log).text().contains("begun"));

        HttpRequest request = HttpRequest.newBuilder(URI.create(api.base() + log + "?follow=true"))
                .build();
        HttpResponse<java.io.InputStream> followed =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(followed.body(), StandardCharsets.UTF_8))) {
            // What it has written to its other end is told too, with a line that says where.
            String told = lines.readLine();
            while (told != null && !told.contains("begun")) {
                told = lines.readLine();
            }
            assertThat(told).isNotNull();
            Files.createFile(gate);
            assertThat(lines.lines()).anyMatch(line -> line.contains("ended"));
        }
        awaitEnd(job);
        assertThat(result(job, "/waiting/1").path("content").asString()).isEqualTo("the text");
        assertThat(api.get("/jobs/" + job + "/articles/art_ffffffffffff/log").status())
                .isEqualTo(404);
    }

    @Test
    void paramsReachTheCommandUnchangedOrAreRefused() {
        List<String> odd = List.of(
                "two words",
                "it's \"quoted\"",
                "two\nlines\r\n\ttab",
                "; rm -rf / & $(id) `id` | > x",
                "--option=-x",
                "{url} %s \\n $HOME *",
                "Grüße 你好 🙂");
        List<String> jobs = new ArrayList<>();
        for (String text : odd) {
            jobs.add(submit(JSON.writeValueAsString(Map.of(
                    "scraper", "seen",
                    "params", Map.of("text", text),
                    "articles", List.of(Map.of("url", fleet.site.url("/seen/1")))))));
        }
        for (int i = 0; i < odd.size(); i++) {
            awaitEnd(jobs.get(i));
            String seen = Base64.getEncoder().encodeToString(odd.get(i).getBytes(StandardCharsets.UTF_8));
            assertThat(result(jobs.get(i), "/seen/1").path("content").asString())
                    .as(odd.get(i))
                    .isEqualTo(seen + " 1");
        }
        for (String refused : List.of("nul \0 in it", "-x")) {
            String scraper = refused.startsWith("-") ? "undashed" : "seen";
            Client.Answer answer = post(JSON.writeValueAsString(Map.of(
                    "scraper", scraper,
                    "params", Map.of("text", refused),
                    "articles", List.of(Map.of("url", fleet.site.url("/seen/1"))))));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text()).contains("params.text");
        }
    }

    @Test
    void whatNobodyHasIsRefusedWithThoseThatThereAre() {
        Client.Answer answer =
                post("{\"articles\": [{\"url\": \"%s\"}], \"scraper\": \"newsrom\"}".formatted(fleet.site.url("/a")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("unknown_scraper", "article", "newsroom", "outline", "text");
        Client.Answer undeclared = post("""
                {"articles": [{"url": "%s"}], "scraper": "text", "params": {"other": 1}, "settings": {"X": 1}}""".formatted(fleet.site.url("/a")));
        assertThat(undeclared.status()).isEqualTo(422);
        assertThat(undeclared.text()).contains("params.other", "settings.X");
    }

    @Test
    void oneCommandRunsAListAndSaysHowItEnded(@TempDir Path own) throws Exception {
        Path well =
                Files.writeString(own.resolve("well.txt"), fleet.site.url("/run/1") + "\n" + fleet.site.url("/run/2"));
        Path mixed = Files.writeString(
                own.resolve("mixed.json"),
                JSON.writeValueAsString(List.of(fleet.site.url("/run/1"), fleet.site.url("/missing/run"))));
        Path results = own.resolve("results");
        JavaProcess wrong = run(well.toString(), "--scraper", "nobody");
        JavaProcess failing = run(mixed.toString(), "--max-age", "1h", "--quiet");
        // Its own platform, with the file as it ships.
        JavaProcess spider = isThere("scrapy") ? ownPlatform(own.resolve("data"), results) : null;
        JavaProcess fine = run(well.toString(), "--max-age", "1h", "--scraper", "text", "--report");

        assertThat(end(fine)).as(text(fine)).isZero();
        assertThat(text(fine)).contains("2 of 2 articles are there", "0 failed");
        assertThat(end(wrong)).as(text(wrong)).isEqualTo(2);
        assertThat(text(wrong)).contains("nobody", "newsroom");
        assertThat(end(failing)).as(text(failing)).isEqualTo(1);
        assertThat(text(failing)).isEmpty();
        if (spider != null) {
            assertThat(end(spider)).as(text(spider)).isZero();
            assertThat(text(spider)).contains("Done by this process");
            assertThat(results.toFile().list()).hasSize(5);
            JsonNode written;
            try (var files = Files.list(results)) {
                written = JSON.readTree(Files.readString(
                        files.filter(file -> file.getFileName().toString().startsWith("job_"))
                                .findFirst()
                                .orElseThrow()));
            }
            assertThat(written.path("results")).hasSize(2);
        }
    }

    private static JavaProcess run(String... words) {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(Arrays.asList(words));
        all.addAll(List.of("--api", api.base()));
        return fleet.command(all.toArray(String[]::new));
    }

    private static JavaProcess ownPlatform(Path data, Path results) {
        return JavaProcess.start(
                "dev.gleaner.standalone.Gleaner",
                Map.of(
                        "DATA_DIR", data.toString(),
                        "API_PORT", Integer.toString(FreePorts.next()),
                        "SCRAPERS_FILE", SHIPPED.toString(),
                        "SCRAPE_ALLOWED_HOSTS", "127.0.0.1:" + fleet.site.port()),
                "run",
                "--scraper",
                "newsroom",
                "--param",
                "start=" + fleet.site.url("/list/2/own"),
                "--setting",
                "MIN_WORDS=10",
                "--output",
                results.toString(),
                "--report");
    }

    private static int end(JavaProcess process) {
        return process.awaitExit(LONG);
    }

    private static String text(JavaProcess process) {
        return String.join("\n", process.lines());
    }

    private static void requireScrapy() {
        assumeTrue(isThere("scrapy"), "scrapy is not on PATH (python3-scrapy)");
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Client.Answer post(String body) {
        return api.post("/jobs/submit", body, Map.of());
    }

    private static String submit(String body) {
        Client.Answer answer = post(body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().get("job_id").asString();
    }

    private static void awaitEnd(String job) {
        await().atMost(LONG).until(() -> api.status(job).ended());
    }

    /** The first article of a job. */
    private static String article(String job) {
        return api.get("/jobs/" + job + "/articles")
                .json()
                .path("articles")
                .get(0)
                .path("article_id")
                .asString();
    }

    private static JsonNode result(String job, String path) {
        JsonNode results = api.results(job);
        for (JsonNode one : results.path("results")) {
            if (one.path("url").asString().endsWith(path)) {
                return one;
            }
        }
        throw new AssertionError(path + " is not among " + results);
    }

    /** Addresses of the page lead to the site of the test. */
    private static String local(String text) {
        return text == null ? null : text.replace("https://example.org", fleet.site.url(""));
    }

    /** The ids that the page shows stand for those that were answered. */
    private static String known(Map<String, String> ids, String text) {
        String known = local(text);
        for (Map.Entry<String, String> id : ids.entrySet()) {
            known = known.replace(id.getKey(), id.getValue());
        }
        return known;
    }

    private static void learn(Map<String, String> ids, JsonNode answer) {
        String job = answer.path("job_id").asString("");
        if (!job.isEmpty()) {
            ids.put("job_0123456789ab", job);
            ids.put("art_0123456789ab", article(job));
        }
    }

    private static void assertShown(Client.Answer answer, String shown, String path) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        if (shown.strip().startsWith("{")) {
            assertHolds(answer.json(), JSON.readTree(shown), path);
        } else {
            assertThat(answer.text()).contains(shown.strip().lines().toList());
        }
    }

    /** Everything that is shown is there; more may be, also in lists. */
    private static void assertHolds(JsonNode actual, JsonNode shown, String path) {
        if (shown.isObject()) {
            shown.properties()
                    .forEach(one -> assertHolds(actual.path(one.getKey()), one.getValue(), path + "." + one.getKey()));
        } else if (shown.isArray()) {
            for (int i = 0; i < shown.size(); i++) {
                JsonNode wanted = shown.get(i);
                assertThat(actual).as(path + "[" + i + "]").anySatisfy(one -> assertHolds(one, wanted, path));
            }
        } else {
            assertThat(actual).as(path).isEqualTo(shown);
        }
    }
}
