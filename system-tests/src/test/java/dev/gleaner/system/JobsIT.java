package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.testkit.LocalSite;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What can be done with jobs besides submitting them, against a running API with a running consumer. */
class JobsIT {
    private static final Duration LONG = Duration.ofSeconds(120);

    private static final Fleet fleet = new Fleet()
            .with("SCRAPE_ALLOWED_HOSTS", "127.0.0.0/8")
            .with("SCRAPE_ALLOWED_PORTS", "1-65535")
            .with("MAX_RETRY_ATTEMPTS", "0");
    private static Client api;

    @BeforeAll
    static void start() {
        api = fleet.startPair();
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void failedArticlesRunAgainAndNothingElseDoes() {
        String good = fleet.site.url("/retry/good");
        String broken = fleet.site.url("/broken/retry");
        String job = api.submit(List.of(good, broken), 5);
        await().atMost(LONG).until(() -> api.status(job).ended());
        assertThat(api.status(job)).isEqualTo(new Client.Status("COMPLETED", 2, 1, 1, 0));
        fleet.site.mend();

        Client.Answer answer = api.post("/jobs/" + job + "/retry");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().get("run").asInt()).isEqualTo(2);
        assertThat(answer.json().get("retried_articles").asInt()).isEqualTo(1);
        assertThat(answer.json().get("status").asString()).isEqualTo("IN_PROGRESS");
        await().atMost(LONG).until(() -> api.status(job).ended());
        assertThat(api.status(job)).isEqualTo(new Client.Status("COMPLETED", 2, 2, 0, 0));
        assertThat(api.results(job).get("failed_articles")).isEmpty();
        assertThat(api.endedUrls(job)).containsExactly(good, broken);
        assertThat(fleet.site.hits("/retry/good")).isEqualTo(1);
        assertThat(fleet.site.hits("/broken/retry")).isEqualTo(2);
        assertThat(api.get("/jobs/" + job + "/status").json().get("run").asInt())
                .isEqualTo(2);
        // Nothing is left to retry now.
        assertThat(api.post("/jobs/" + job + "/retry").status()).isEqualTo(409);
    }

    @Test
    void oneAddressInTwoLanguagesIsFetchedTwiceAndAPageIsNoList() {
        String url = fleet.site.url("/own/options");
        String body =
                "{\"articles\": [{\"url\": \"%s\", \"language\": \"de\"}, {\"url\": \"%s\", \"max_age\": \"day\"}]}"
                        .formatted(url, url);

        String job =
                api.post("/jobs/submit", body, Map.of()).json().get("job_id").asString();
        await().atMost(LONG).until(() -> api.status(job).ended());
        Client.Answer page = api.post("/jobs/submit", "{\"article_list_url\": \"%s\"}".formatted(url), Map.of());

        assertThat(api.status(job)).isEqualTo(new Client.Status("COMPLETED", 2, 2, 0, 0));
        assertThat(page.status()).as(page.text()).isEqualTo(422);
        assertThat(page.json().get("detail").asString()).contains("it is an HTML page");
        assertThat(fleet.site.hits("/own/options")).isEqualTo(3);
        assertThat(api.get("/presets").json().get("total").asInt()).isZero();
    }

    @Test
    void whatCannotBeRetriedIsSaid() {
        assertThat(api.post("/jobs/job_000000000000/retry").status()).isEqualTo(404);
        fleet.site.hold();
        String open = api.submit(fleet.urls("held", 0, 3), 5);
        assertThat(api.post("/jobs/" + open + "/retry").status()).isEqualTo(409);
        assertThat(api.delete("/jobs/" + open).status()).isEqualTo(200);
        fleet.site.open();
    }

    @Test
    void whatACancelledJobGaveUpRunsAgain() {
        fleet.site.hold();
        String job = api.submit(fleet.urls("given-up", 0, 3), 5);
        assertThat(api.delete("/jobs/" + job).status()).isEqualTo(200);
        fleet.site.open();

        Client.Answer retried = api.post("/jobs/" + job + "/retry");

        assertThat(retried.status()).as(retried.text()).isEqualTo(202);
        assertThat(retried.json().get("retried_articles").asInt()).isEqualTo(3);
        await().atMost(LONG).until(() -> api.status(job).ended());
        assertThat(api.status(job).completed()).isEqualTo(3);
    }

    @Test
    void aPausedJobFetchesNothingMoreAndGoesOnWhenItIsResumed() {
        fleet.site.hold();
        List<String> running = fleet.urls("paused-running", 0, 1);
        String job = api.submit(running, 5);
        await().atMost(LONG).until(() -> running.stream().allMatch(url -> fleet.site.hits(Fleet.path(url)) == 1));
        List<String> urls = fleet.urls("paused", 0, 3);
        // It wants to be alone on its host, and is not: so it waits.
        String waiting = submitted("\"host_max_concurrent\":1", urls);
        for (String one : List.of(job, waiting)) {
            Client.Answer paused = api.post("/jobs/" + one + "/pause");
            assertThat(paused.status()).as(paused.text()).isEqualTo(200);
            assertThat(paused.json().get("paused").asBoolean()).isTrue();
        }
        assertThat(api.patch("/jobs/" + waiting, "{\"priority\":1}")
                        .json()
                        .get("priority")
                        .asInt())
                .isEqualTo(1);
        fleet.site.open();

        // What ran ends; whatever comes after it in the lists is fetched, and nothing of the paused.
        await().atMost(LONG).until(() -> api.status(job).ended());
        String other = api.submit(fleet.urls("not-paused", 0, 2), 10);
        await().atMost(LONG).until(() -> api.status(other).ended());
        assertThat(urls)
                .allSatisfy(url -> assertThat(fleet.site.hits(Fleet.path(url))).isZero());
        assertThat(api.get("/jobs/" + waiting + "/articles?status=PENDING").text())
                .contains("its job, which is paused");

        Client.Answer resumed = api.post("/jobs/" + waiting + "/resume");
        assertThat(resumed.json().get("paused").asBoolean()).isFalse();
        await().atMost(LONG).until(() -> api.status(waiting).ended());
        assertThat(api.status(waiting)).isEqualTo(new Client.Status("COMPLETED", 3, 3, 0, 0));
        assertThat(api.post("/jobs/" + waiting + "/pause").status()).isEqualTo(409);
    }

    @Test
    void jobsAreCancelledAndRetriedByWhatTheyHaveInCommon() {
        try (LocalSite site = LocalSite.start("127.0.0.20")) {
            String failed = submitted("\"tags\":[\"bulk\"]", List.of(site.url("/missing/bulk")));
            await().atMost(LONG).until(() -> api.status(failed).ended());
            String host = URI.create(site.url("/")).getAuthority();
            String filter = "{\"tag\":\"bulk\",\"host\":\"%s\"%s}";

            JsonNode dry = bulk("retry", filter.formatted(host, ",\"dry_run\":true"));
            assertThat(dry.get("job_ids").toString()).isEqualTo("[\"" + failed + "\"]");
            assertThat(api.status(failed).ended()).isTrue();
            site.mend();
            assertThat(bulk("retry", filter.formatted(host, ",\"error_code\":\"http_error\""))
                            .get("changed")
                            .asInt())
                    .isEqualTo(1);
            await().atMost(LONG).until(() -> api.status(failed).completed() == 1);

            site.hold();
            String open = submitted("\"tags\":[\"bulk\"]", List.of(site.url("/bulk/1"), site.url("/bulk/2")));
            JsonNode cancelled = bulk("cancel", filter.formatted(host, ""));
            site.open();
            assertThat(cancelled.get("job_ids").toString()).isEqualTo("[\"" + open + "\"]");
            assertThat(api.status(open).status()).isEqualTo("CANCELLED");
            assertThat(api.post("/jobs/cancel", "{}", Map.of()).status()).isEqualTo(422);
        }
    }

    private static String submitted(String option, List<String> urls) {
        String body = Client.body(urls, 5).replaceFirst("\\{", "{" + option + ",");
        return api.post("/jobs/submit", body, Map.of()).json().get("job_id").asString();
    }

    private static JsonNode bulk(String what, String filter) {
        Client.Answer answer = api.post("/jobs/" + what, filter, Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void aRemovedJobIsGoneAndItsArticlesStay() {
        List<String> urls = fleet.urls("purge", 0, 3);
        Map<String, String> key = Map.of("Idempotency-Key", "purged");
        String job = api.post("/jobs/submit", Client.body(urls, 5), key)
                .json()
                .get("job_id")
                .asString();
        await().atMost(LONG).until(() -> api.status(job).ended());

        Client.Answer removed = api.delete("/jobs/" + job + "?purge=true");

        assertThat(removed.status()).as(removed.text()).isEqualTo(200);
        assertThat(removed.json().get("status").asString()).isEqualTo("COMPLETED");
        assertThat(api.get("/jobs/" + job + "/status").status()).isEqualTo(404);
        assertThat(api.get("/jobs/" + job + "/results").status()).isEqualTo(404);
        assertThat(api.delete("/jobs/" + job + "?purge=true").status()).isEqualTo(404);
        // The key is free again, and what was fetched need not be fetched again.
        JsonNode again = api.post("/jobs/submit", Client.body(urls, 5), key).json();
        assertThat(again.get("job_id").asString()).isNotEqualTo(job);
        assertThat(again.get("cached_articles").asInt()).isEqualTo(3);
    }

    @Test
    void anOpenJobIsCancelledBeforeItIsRemoved() {
        fleet.site.hold();
        String job = api.submit(fleet.urls("purgeopen", 0, 3), 5);

        Client.Answer removed = api.delete("/jobs/" + job + "?purge=true");
        fleet.site.open();

        assertThat(removed.json().get("status").asString()).isEqualTo("CANCELLED");
        assertThat(removed.json().get("message").asString()).isEqualTo("Job removed. Removed 3 pending tasks.");
        assertThat(api.get("/jobs/" + job + "/status").status()).isEqualTo(404);
    }

    @Test
    void aDryRunTellsWhatWouldBecomeOfItAndDoesNothing() {
        List<String> known = fleet.urls("dry", 0, 1);
        String first = api.submit(known, 5);
        await().atMost(LONG).until(() -> api.status(first).ended());
        int jobs = api.get("/jobs?limit=1000").json().size();
        String fresh = fleet.site.url("/dry/fresh");
        String body = Client.body(List.of(known.getFirst(), fresh, fresh + "#part", "http://10.0.0.1/"), 5);

        Client.Answer answer = api.post("/jobs/submit?dry_run=true", body, Map.of());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode told = answer.json();
        assertThat(told.get("accepted").asBoolean()).isFalse();
        assertThat(told.get("new_articles").asInt()).isEqualTo(1);
        assertThat(told.get("cached_articles").asInt()).isEqualTo(1);
        assertThat(told.get("duplicate_articles").asInt()).isEqualTo(1);
        assertThat(told.get("refused_articles").asInt()).isEqualTo(1);
        assertThat(StreamSupport.stream(told.get("articles").spliterator(), false)
                        .map(one -> one.get("verdict").asString()))
                .containsExactly("cached", "new", "duplicate", "refused");
        assertThat(api.get("/jobs?limit=1000").json()).hasSize(jobs);
        assertThat(fleet.site.hits("/dry/fresh")).isZero();
        // In the body it means the same, and what is stored may be too old.
        String inBody = Client.body(known, 5).replaceFirst("\\{", "{\"dry_run\": true, \"max_age\": 0, ");
        assertThat(api.post("/jobs/submit", inBody, Map.of())
                        .json()
                        .get("new_articles")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void jobsAreFoundByNameTagsAndTime() {
        // Stored times have milliseconds, so a job of this very one would seem older.
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String morning = submitLabelled("label1", "\"name\": \"morning\", \"tags\": [\"news\", \"de\"], ");
        String evening = submitLabelled("label2", "\"name\": \"evening\", \"tags\": [\"news\"], ");

        assertThat(ids("/jobs?name=morning")).containsExactly(morning);
        assertThat(ids("/jobs?tag=news")).containsExactly(evening, morning);
        assertThat(ids("/jobs?tag=news&tag=de")).containsExactly(morning);
        assertThat(ids("/jobs?tag=news,de")).containsExactly(morning);
        assertThat(ids("/jobs/?tag=news&created_after=" + before)).containsExactly(evening, morning);
        assertThat(ids("/jobs?tag=news&created_before=" + before)).isEmpty();
        JsonNode status = api.get("/jobs/" + morning + "/status").json();
        assertThat(status.get("name").asString()).isEqualTo("morning");
        assertThat(status.get("tags").toString()).isEqualTo("[\"news\",\"de\"]");
        assertThat(api.get("/jobs?created_after=yesterday").status()).isEqualTo(422);
        assertThat(api.get("/jobs?created_after=%2B999999999-01-01T00:00:00Z").status())
                .isEqualTo(422);
    }

    @Test
    void livenessAndReadinessAreTold() {
        assertThat(api.get("/health/live").text()).isEqualTo("{\"status\":\"UP\"}");
        // A store that needs more than two seconds for an answer counts as down, on a busy machine too.
        await().atMost(LONG).until(() -> api.get("/health/ready").status() == 200);
        await().atMost(LONG).until(() -> api.get("/health/").status() == 200);
    }

    /** A valid body is cut, doubled, filled with odd values; whatever comes of it, the API keeps its feet. */
    @Test
    void threeHundredOddBodiesAreAnsweredWithoutAFaultOfOurs() {
        Random random = new Random(20260101);
        List<Integer> statuses = IntStream.range(0, 300)
                .mapToObj(i -> api.post(
                        "/jobs/submit?dry_run=" + (i % 3 == 0), OddBodies.next(random, fleet.site.port()), Map.of()))
                .map(answer -> {
                    assertThat(answer.text()).doesNotContain("Exception", "dev.gleaner", "java.");
                    return answer.status();
                })
                .toList();

        assertThat(statuses).allMatch(status -> status < 500);
        assertThat(statuses).contains(400, 422);
        System.out.println("Odd bodies were answered with "
                + statuses.stream()
                        .sorted()
                        .collect(java.util.stream.Collectors.groupingBy(
                                s -> s, java.util.TreeMap::new, java.util.stream.Collectors.counting())));
        await().atMost(LONG).until(() -> api.get("/health").status() == 200);
    }

    private String submitLabelled(String folder, String label) {
        String body = Client.body(fleet.urls(folder, 0, 1), 5).replaceFirst("\\{", "{" + label);
        Client.Answer answer = api.post("/jobs/submit", body, Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().get("job_id").asString();
    }

    private static List<String> ids(String path) {
        Client.Answer list = api.get(path);
        assertThat(list.status()).as(list.text()).isEqualTo(200);
        return StreamSupport.stream(list.json().spliterator(), false)
                .map(job -> job.get("job_id").asString())
                .toList();
    }
}
