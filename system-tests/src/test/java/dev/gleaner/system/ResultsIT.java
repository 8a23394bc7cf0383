package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.gleaner.article.Articles;
import dev.gleaner.article.mongo.MongoArticles;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Item;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.mongo.MongoItems;
import dev.gleaner.job.mongo.MongoJobs;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.testkit.TestStores;
import dev.gleaner.url.ArticleUrl;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Results and single articles of running processes. */
class ResultsIT {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Fleet fleet = new Fleet();

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void everyArticleOfAJobIsToldWithItsStateAndWhyItWaits() {
        fleet.with("CONSUMER_CONCURRENCY", "2").with("MAX_RETRY_ATTEMPTS", "1");
        // The wait is drawn from zero to that, so of an hour it would be over at once now and then.
        fleet.with("RETRY_BASE_DELAY", "10000h").with("RETRY_MAX_DELAY", "10000h");
        Client api = fleet.startPair();
        String done = fleet.site.url("/done/1");
        String gone = fleet.site.url("/missing/1");
        String later = fleet.site.url("/broken/1");
        String job = api.submit(List.of(done, gone, later), 2);
        // Pending it is before its first try, too.
        JsonNode page = await().atMost(LONG)
                .until(
                        () -> api.get("/jobs/" + job + "/articles").json(),
                        all -> states(all).equals(List.of("SCRAPED", "FAILED", "PENDING"))
                                && all.get("articles").get(2).get("attempts").asInt() == 1);

        assertThat(page.get("total_articles").asInt()).isEqualTo(3);
        assertThat(page.get("next_cursor").isNull()).isTrue();
        JsonNode failed = page.get("articles").get(1);
        assertThat(failed.get("url").asString()).isEqualTo(gone);
        assertThat(failed.get("error_code").asString()).isEqualTo("http_error");
        assertThat(failed.get("error").asString()).isEqualTo("404 Not Found");
        JsonNode waiting = page.get("articles").get(2);
        assertThat(Instant.parse(waiting.get("next_try_at").asString())).isAfter(Instant.now());
        assertThat(waiting.get("waiting_for").asString()).startsWith("its next try at ");

        fleet.site.hold();
        String held = api.submit(fleet.urls("held", 0, 5), 9);
        await().atMost(LONG)
                .until(() -> states(api, held).stream()
                                .filter(state -> state.equals("SCRAPING"))
                                .count()
                        == 2);
        // Those that ended before are let go in the queue a little after their ends can be read.
        String turn = "its turn in the low list; 2 of its host are running";
        JsonNode open = await().atMost(LONG)
                .until(
                        () -> api.get("/jobs/" + held + "/articles?status=pending&limit=2")
                                .json(),
                        some -> some.get("articles")
                                .get(0)
                                .get("waiting_for")
                                .asString()
                                .startsWith(turn));
        assertThat(open.get("articles")).hasSize(2);
        String rest = open.get("next_cursor").asString();
        assertThat(api.get("/jobs/" + held + "/articles?status=PENDING&cursor=" + rest)
                        .json()
                        .get("articles"))
                .hasSize(1);
        JsonNode running = api.get("/jobs/" + held + "/articles?status=SCRAPING")
                .json()
                .get("articles")
                .get(0);
        assertThat(running.get("waiting_for").isNull()).isTrue();
        assertThat(api.get("/articles/" + running.get("article_id").asString())
                        .json()
                        .get("status")
                        .asString())
                .isEqualTo("SCRAPING");

        assertThat(api.delete("/jobs/" + held).status()).isEqualTo(200);
        assertThat(states(api, held)).containsOnly("CANCELLED");
        fleet.site.open();
        assertThat(api.get("/jobs/" + job + "/articles?status=ODD").status()).isEqualTo(422);
        assertThat(api.get("/jobs/job_000000000000/articles").status()).isEqualTo(404);
    }

    @Test
    void anArticleWhoseHostIsPausedSaysSo() {
        fleet.with("CONSUMER_CONCURRENCY", "1").with("MAX_RETRY_ATTEMPTS", "0");
        Client api = fleet.startPair();
        fleet.site.refuseOnce(3600);
        String refused = api.submit(List.of(fleet.site.url("/paused/first")), 5);
        await().atMost(LONG).until(() -> api.status(refused).ended());
        String next = api.submit(fleet.urls("paused", 0, 2), 5);
        await().atMost(LONG).until(() -> allWaitForTheirHost(api, next));

        assertThat(fleet.site.allHits()).containsOnlyKeys("/paused/first");
    }

    /** The second time nothing is fetched of what is there, and the files are the same byte for byte. */
    @Test
    void aReportAndFilesTellWhatARunBrought(@TempDir Path out) throws Exception {
        fleet.with("MAX_RETRY_ATTEMPTS", "0").with("OUTPUT_DIR", out.toString());
        Client api = fleet.startPair();
        List<String> pages = List.of(
                fleet.site.url("/report/fresh"),
                fleet.site.url("/report/same"),
                fleet.site.url("/changing/page"),
                fleet.site.url("/missing/page"));
        String first = submitted(api, pages, 3600, "first");
        assertThat(statuses(api, first)).containsExactly("fetched", "fetched", "fetched", "failed");
        fleet.inDatabase(database -> database.getCollection("articles")
                .updateMany(
                        new Document("url", new Document("$in", pages.subList(1, 3))),
                        new Document(
                                "$set",
                                new Document(
                                        "scraped_at",
                                        java.util.Date.from(Instant.now().minusSeconds(7200))))));

        String second = submitted(api, pages, 3600, "changed");

        JsonNode report = api.get("/jobs/" + second + "/report").json();
        assertThat(statuses(api, second)).containsExactly("fresh", "unchanged", "fetched", "failed");
        assertThat(report.get("name").asString()).isEqualTo("changed");
        JsonNode changed = report.get("articles").get(2);
        assertThat(changed.get("body_bytes").asLong())
                .isGreaterThan(changed.get("content_bytes").asLong());
        assertThat(changed.get("attempts").asInt()).isEqualTo(1);
        assertThat(changed.get("duration_ms").asLong()).isNotNegative();
        assertThat(report.get("articles").get(0).get("content_bytes").asLong()).isPositive();
        assertThat(report.get("articles").get(3).get("error_code").asString()).isEqualTo("http_error");
        assertThat(report.at("/totals/ok").asInt()).isEqualTo(3);
        assertThat(api.get("/jobs/" + second + "/report?format=text").text()).contains("404 Not Found");

        Map<String, Integer> hits = fleet.site.allHits();
        List<String> there = pages.subList(0, 3);
        String third = submitted(api, there, 3600, "again");
        assertThat(statuses(api, third)).containsExactly("fresh", "fresh", "fresh");
        assertThat(fleet.site.allHits()).isEqualTo(hits);
        String written = files(api, third).getFirst();
        awaitNewestSummary(out, third);
        byte[] before = Files.readAllBytes(out.resolve(written));
        String fourth = submitted(api, there, 3600, "again");
        assertThat(files(api, fourth)).containsExactly(written);
        assertThat(fleet.site.allHits()).isEqualTo(hits);
        assertThat(out.resolve(written)).hasBinaryContent(before);
        awaitNewestSummary(out, fourth);
        assertThat(Files.readString(out.resolve("summary_report.txt"))).contains(fourth);
        assertThat(out.resolve("summary_report_" + third + "_run1.json")).exists();
        assertThat(Files.readString(out.resolve(files(api, second).getFirst())))
                .contains("/report/same", "/changing/page", "404 Not Found");
    }

    /** Summaries follow the files that a report lists; this one is the last to be written. */
    private static void awaitNewestSummary(Path out, String job) {
        Path newest = out.resolve("summary_report.json");
        await().atMost(LONG).until(() -> Files.readString(newest).contains(job));
    }

    private static String submitted(Client api, List<String> urls, int maxAge, String name) {
        String more = "\"max_age\": %d, \"name\": \"%s\", \"output\": {\"format\": \"markdown\", \"file_name\": \"%s\"}"
                .formatted(maxAge, name, name);
        Client.Answer answer =
                api.post("/jobs/submit", Client.body(urls, 5).replaceFirst("\\{", "{" + more + ","), Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        String job = answer.json().get("job_id").asString();
        await().atMost(LONG).until(() -> api.status(job).ended());
        return job;
    }

    private static List<String> statuses(Client api, String job) {
        return api.get("/jobs/" + job + "/report").json().get("articles").values().stream()
                .map(one -> one.get("status").asString())
                .toList();
    }

    private static List<String> files(Client api, String job) {
        return await().atMost(LONG)
                .until(
                        () -> api.get("/jobs/" + job + "/report").json().get("outputs").values().stream()
                                .map(one -> one.get("file").asString())
                                .toList(),
                        files -> !files.isEmpty());
    }

    private static boolean allWaitForTheirHost(Client api, String job) {
        return StreamSupport.stream(
                        api.get("/jobs/" + job + "/articles")
                                .json()
                                .get("articles")
                                .spliterator(),
                        false)
                .allMatch(one -> one.get("waiting_for").asString("").startsWith("its host, paused until "));
    }

    /** The texts together are several times the heap of the process that hands them out. */
    @Test
    void tenThousandLongArticlesAreAnsweredByAProcessWithASmallHeap() throws Exception {
        int total = 10_000;
        String job = storedJob(total, "A long sentence of a long article. ".repeat(600));
        Client api = fleet.startApi(Map.of("JAVA_TOOL_OPTIONS", "-Xmx80m -XX:+ExitOnOutOfMemoryError"))
                .awaitReady();

        int articles = 0;
        long characters = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<java.io.InputStream> answer = client.send(
                    HttpRequest.newBuilder(URI.create(api.base() + "/jobs/" + job + "/results?format=ndjson"))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    JsonNode article = JSON.readTree(line);
                    assertThat(article.get("url").asString()).isEqualTo("https://long.example/" + articles);
                    characters += article.get("content").asString().length();
                    articles++;
                }
            }
            assertThat(articles).isEqualTo(total);
            assertThat(characters).isGreaterThan(2L * 80 * 1024 * 1024);

            HttpResponse<java.io.InputStream> whole = client.send(
                    HttpRequest.newBuilder(URI.create(api.base() + "/jobs/" + job + "/results"))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            long bytes = whole.body().transferTo(java.io.OutputStream.nullOutputStream());
            assertThat(bytes).isGreaterThan(characters);
        }
        await().atMost(LONG).until(() -> api.get("/health").status() == 200);
    }

    private String storedJob(int total, String text) {
        try (MongoClient client = MongoClients.create(TestStores.mongo().url())) {
            MongoCollections collections = new MongoCollections(client.getDatabase(fleet.database));
            collections.createIndexes();
            Instant now = Instant.now();
            String job = Ids.job();
            List<Articles.Wanted> wanted = IntStream.range(0, total)
                    .mapToObj(i -> new Articles.Wanted(ArticleUrl.parse(url(i)), url(i), null, null, 5))
                    .toList();
            Map<String, Articles.Known> known = new MongoArticles(collections).register(wanted, now);
            // One update for all: written one by one, the texts would lie in this process twice.
            collections
                    .articles()
                    .updateMany(
                            new Document(),
                            new Document(
                                    "$set",
                                    new Document("content", text)
                                            .append("title", "Long")
                                            .append("status", "SCRAPED")
                                            .append("scraped_at", java.util.Date.from(now))));
            List<Item> items = new ArrayList<>();
            for (int i = 0; i < total; i++) {
                items.add(new Item(known.get(url(i)).articleId(), url(i), "long.example", null, null, 5, true));
            }
            new MongoItems(collections).write(job, items);
            List<String> ids = items.stream().map(Item::articleId).toList();
            new MongoJobs(collections, InstantSource.system())
                    .insert(new NewJob(
                            job,
                            Ids.token(),
                            ids,
                            List.of(),
                            now,
                            Instant.EPOCH,
                            null,
                            FetchOptions.NONE,
                            JobLabel.NONE,
                            null));
            return job;
        }
    }

    private static String url(int i) {
        return "https://long.example/" + i;
    }

    private static List<String> states(Client api, String job) {
        Client.Answer answer = api.get("/jobs/" + job + "/articles");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return states(answer.json());
    }

    private static List<String> states(JsonNode page) {
        return StreamSupport.stream(page.get("articles").spliterator(), false)
                .map(one -> one.get("status").asString())
                .toList();
    }
}
