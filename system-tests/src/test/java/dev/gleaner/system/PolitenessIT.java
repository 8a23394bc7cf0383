package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.testkit.JavaProcess;
import dev.gleaner.testkit.LocalSite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two consumer processes are one guest to a site; what they keep to is measured at the site. */
class PolitenessIT {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int MOST = 3;

    /**
     * Two articles arrive nearer than they were handed out by as much longer as the first took on its way: through a
     * consumer that has other threads to run, on a machine that has other processes.
     */
    private static final Duration WAY = Duration.ofSeconds(1);

    private static final Fleet fleet = new Fleet()
            .with("SCRAPE_ALLOWED_HOSTS", "127.0.0.0/8")
            .with("SCRAPE_ALLOWED_PORTS", "1-65535")
            .with("HOST_MAX_CONCURRENT", Integer.toString(MOST));
    private static Client api;

    @BeforeAll
    static void start() {
        Fleet.Api one = fleet.startApi();
        List<JavaProcess> consumers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            consumers.add(fleet.startConsumer());
        }
        api = one.awaitReady();
        consumers.forEach(fleet::awaitReady);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void twoConsumersTogetherKeepToTheLimitOfAHost() {
        try (LocalSite site = LocalSite.start("127.0.0.10")) {
            site.setDelay(Duration.ofMillis(50));

            String job = api.submit(urls(site, "limit", 120), 5);

            await().atMost(LONG).until(() -> api.status(job).ended());
            assertThat(api.status(job).completed()).isEqualTo(120);
            assertThat(site.mostAtOnce()).isEqualTo(MOST);
        }
    }

    @Test
    void aHostThatAsksToWaitIsLeftAloneByAllAndLosesNothing() {
        try (LocalSite site = LocalSite.start("127.0.0.11")) {
            site.refuseOnce(3);
            String first = api.submit(urls(site, "first", 1), 1);
            await().atMost(LONG).until(() -> fleet.redisHas("{scraping_tasks}:slowed"));

            String second = api.submit(urls(site, "second", 20), 1);

            await().atMost(LONG)
                    .until(() -> api.status(first).ended() && api.status(second).ended());
            assertThat(api.status(first).completed()).isEqualTo(1);
            assertThat(api.status(second).completed()).isEqualTo(20);
            List<Instant> arrivals = site.arrivals();
            assertThat(arrivals).hasSize(22);
            assertThat(Duration.between(arrivals.get(0), arrivals.get(1)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    @Test
    void onePageThatIsAlwaysBusyDelaysItselfAlone() {
        try (LocalSite site = LocalSite.start("127.0.0.16")) {
            List<String> urls = urls(site, "good", 33);
            urls.addFirst(site.url("/busy/always"));
            Set<String> standings = new HashSet<>();

            String job = api.submit(urls, 1);

            await().atMost(LONG).until(() -> {
                standings.add(standing(site));
                return api.status(job).ended();
            });
            assertThat(api.status(job).completed()).isEqualTo(33);
            assertThat(site.hits("/busy/always")).as("its own attempts").isEqualTo(4);
            assertThat(standings).doesNotContain("PAUSED", "SLOWED");
        }
    }

    @Test
    void aHostThatIsBusyAltogetherIsAskedLessAndLosesNothing() {
        try (LocalSite site = LocalSite.start("127.0.0.17")) {
            site.setBusy(true);
            String job = api.submit(urls(site, "busy-for-a-while", 30), 1);
            await().atMost(LONG).until(() -> standing(site).equals("PAUSED"));
            assertThat(host(site).json().get("reason").asString()).endsWith("answered 503");
            // With more than one failed attempt each the first of them would be out of attempts.
            await().atMost(LONG).until(() -> site.arrivals().size() >= 6);

            site.setBusy(false);

            await().atMost(LONG).until(() -> api.status(job).ended());
            assertThat(api.status(job).completed()).isEqualTo(30);
        }
    }

    @Test
    void anOperatorResumesAHost() {
        try (LocalSite site = LocalSite.start("127.0.0.18")) {
            site.refuseOnce(3600);
            String job = api.submit(urls(site, "resumed", 5), 1);
            await().atMost(LONG).until(() -> standing(site).equals("PAUSED"));
            await().atMost(LONG)
                    .until(() -> api.get("/jobs/" + job + "/articles?status=PENDING")
                            .json()
                            .get("articles")
                            .valueStream()
                            .anyMatch(article -> article.get("waiting_for")
                                    .asString("")
                                    .matches("its host, paused until .* because .* Retry-After of 3600 s")));
            assertThat(api.get("/hosts?state=paused").text()).contains(name(site));

            Client.Answer resumed = api.post("/hosts/" + name(site) + "/resume");

            assertThat(resumed.status()).as(resumed.text()).isEqualTo(200);
            // The one that was refused keeps to what it was told, an hour; all others come.
            await().atMost(LONG).until(() -> api.status(job).completed() == 4);
            assertThat(standing(site)).isEqualTo("unknown");
            api.delete("/jobs/" + job);
            assertThat(api.post("/hosts/nobody.example/resume").status()).isEqualTo(404);
        }
    }

    private static String name(LocalSite site) {
        return site.url("").replace("http://", "");
    }

    private static Client.Answer host(LocalSite site) {
        return api.get("/hosts/" + name(site));
    }

    private static String standing(LocalSite site) {
        Client.Answer answer = host(site);
        return answer.status() == 404 ? "unknown" : answer.json().get("state").asString();
    }

    @Test
    void aCrawlDelayIsKeptBetweenTheFetchesOfAllConsumers() {
        try (LocalSite site = LocalSite.start("127.0.0.12")) {
            site.setRobots("User-agent: *\nCrawl-delay: 2\nDisallow: /private/\n");
            List<String> urls = urls(site, "slowly", 5);
            urls.add(site.url("/private/0"));

            String job = api.submit(urls, 1);

            await().atMost(LONG).until(() -> api.status(job).ended());
            JsonNode results = api.results(job);
            assertThat(results.get("successful").asInt()).isEqualTo(5);
            JsonNode refused = results.get("failed_articles").get(0);
            assertThat(refused.get("error").asString()).isEqualTo("Blocked by robots.txt");
            assertThat(refused.get("error_code").asString()).isEqualTo("robots_refused");
            List<Instant> arrivals = site.arrivals();
            assertThat(arrivals).hasSize(5);
            for (int i = 1; i < arrivals.size(); i++) {
                assertThat(Duration.between(arrivals.get(i - 1), arrivals.get(i)))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(2).minus(WAY));
            }
        }
    }

    @Test
    void aJobThatAsksForItIsAloneOnItsHostAndTakesItsTime() {
        try (LocalSite site = LocalSite.start("127.0.0.19")) {
            site.setDelay(Duration.ofMillis(200));
            String usual = api.submit(urls(site, "usual", 4), 1);
            String body = Client.body(urls(site, "careful", 3), 1)
                    .replaceFirst("\\{", "{\"host_delay\":2,\"host_max_concurrent\":1,\"user_agent\":\"Reader/2\",");

            String careful = api.post("/jobs/submit", body, Map.of())
                    .json()
                    .get("job_id")
                    .asString();

            await().atMost(LONG)
                    .until(() ->
                            api.status(usual).ended() && api.status(careful).ended());
            assertThat(api.status(careful).completed()).isEqualTo(3);
            assertThat(api.status(usual).completed()).isEqualTo(4);
            List<Instant> arrivals = site.arrivals();
            assertThat(arrivals).hasSize(7);
            // Whatever became of the others: the last three are the careful ones, or come under their rule.
            for (int i = 5; i < 7; i++) {
                assertThat(Duration.between(arrivals.get(i - 1), arrivals.get(i)))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(2).minus(WAY));
            }
        }
    }

    @Test
    void tenThousandArticlesOfASlowHostDoNotKeepAnotherHostWaiting() {
        try (LocalSite slow = LocalSite.start("127.0.0.13");
                LocalSite quick = LocalSite.start("127.0.0.14")) {
            slow.setDelay(Duration.ofSeconds(1));
            String long10000 = api.submit(urls(slow, "slow", 10_000), 1);
            await().atMost(LONG).until(() -> api.status(long10000).done() > 0);

            String other = api.submit(urls(quick, "quick", 100), 10);

            await().atMost(LONG).until(() -> api.status(other).ended());
            assertThat(api.status(other).completed()).isEqualTo(100);
            assertThat(api.status(long10000).done()).isLessThan(1_000);
            assertThat(slow.mostAtOnce()).isLessThanOrEqualTo(MOST);
            api.delete("/jobs/" + long10000);
        }
    }

    @Test
    void aRefreshOfAnUnchangedPageKeepsTheTextAndRenewsItsTime() {
        try (LocalSite site = LocalSite.start("127.0.0.15")) {
            site.tagPages();
            List<String> urls = urls(site, "again", 3);
            String first = api.submit(urls, 1);
            await().atMost(LONG).until(() -> api.status(first).ended());
            JsonNode before = api.results(first).get("results");

            Client.Answer answer =
                    api.post("/jobs/submit", Client.body(urls, 1).replaceFirst("\\{", "{\"max_age\":0,"), Map.of());
            String second = answer.json().get("job_id").asString();

            await().atMost(LONG).until(() -> api.status(second).ended());
            JsonNode after = api.results(second).get("results");
            assertThat(site.notModified()).isEqualTo(3);
            assertThat(after).hasSize(3);
            for (int i = 0; i < 3; i++) {
                assertThat(after.get(i).get("content")).isEqualTo(before.get(i).get("content"));
                assertThat(Instant.parse(after.get(i).get("scraped_at").asString()))
                        .isAfter(Instant.parse(before.get(i).get("scraped_at").asString()));
            }
        }
    }

    private static List<String> urls(LocalSite site, String folder, int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> site.url("/%s/%05d".formatted(folder, i)))
                .toList());
    }
}
