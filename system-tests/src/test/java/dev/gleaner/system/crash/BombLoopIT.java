package dev.gleaner.system.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.system.Client;
import dev.gleaner.system.Fleet;
import dev.gleaner.testkit.JavaProcess;
import dev.gleaner.testkit.LocalSite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pages that kill whoever reads them, and a consumer that its supervisor starts again each time. */
class BombLoopIT {
    private static final Duration LONG = Duration.ofSeconds(600);

    /** A consumer that is held up for longer would be taken for dead although no page killed it. */
    private static final String LEASE = "8s";

    private static final int BOMBS = 4;
    private static final int PAGES = 30;

    private final LocalSite bombSite = LocalSite.start("127.0.0.2");
    private final LocalSite site = LocalSite.start("127.0.0.3");
    private final LocalSite otherSite = LocalSite.start("127.0.0.4");
    private final Fleet fleet = new Fleet()
            .with("GLEANER_FLEET_LEASE", LEASE)
            .with("GLEANER_FLEET_BEAT", "1s")
            .with("HOST_MAX_CONCURRENT", "4")
            .with(
                    "SCRAPE_ALLOWED_HOSTS",
                    "127.0.0.2:%d,127.0.0.3:%d,127.0.0.4:%d".formatted(bombSite.port(), site.port(), otherSite.port()));

    @AfterEach
    void stop() {
        fleet.close();
        Stream.of(bombSite, site, otherSite).forEach(LocalSite::close);
    }

    @Test
    void costNoOtherJobAnArticle() {
        Client api = fleet.startApi().awaitReady();
        site.setDelay(Duration.ofMillis(500));
        otherSite.setDelay(Duration.ofMillis(500));
        String bombs = api.submit(pages(bombSite, "deadly", BOMBS), 1);
        List<String> wanted = new ArrayList<>(pages(site, "news", PAGES));
        wanted.addAll(pages(otherSite, "news", PAGES));
        String unrelated = api.submit(wanted, 1);

        List<JavaProcess> lives = new ArrayList<>();
        await().atMost(LONG).pollInterval(Duration.ofMillis(200)).until(() -> {
            if (lives.isEmpty() || !lives.getLast().isAlive()) {
                lives.add(fleet.startConsumer(Map.of(DeadlyPages.FOLDER, "/deadly/")));
            }
            return api.status(bombs).ended() && api.status(unrelated).ended();
        });

        assertThat(api.status(unrelated)).isEqualTo(new Client.Status("COMPLETED", 2 * PAGES, 2 * PAGES, 0, 0));
        assertThat(api.status(bombs)).isEqualTo(new Client.Status("FAILED", BOMBS, 0, BOMBS, 0));
        assertThat(api.results(bombs).get("failed_articles"))
                .extracting(failure -> ((JsonNode) failure).get("error_code").asString())
                .containsOnly("crashed_consumer");
        // Two together, and two for each bomb alone.
        assertThat(lives.size() - 1).isBetween(3, 2 + 2 * BOMBS);
        System.out.println("Bomb loop: " + (lives.size() - 1) + " consumers died of " + BOMBS + " bombs");
    }

    private static List<String> pages(LocalSite from, String folder, int count) {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> from.url("/%s/%05d".formatted(folder, i)))
                .toList();
    }
}
