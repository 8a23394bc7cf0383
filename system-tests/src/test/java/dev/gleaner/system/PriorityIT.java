package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.testkit.JavaProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One worker, so that the order in which articles are handed out shows at the site. */
class PriorityIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    private final Fleet fleet = new Fleet().with("CONSUMER_CONCURRENCY", "1");

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void highComesBeforeMediumBeforeLowAndALaterJobLiftsAnArticle() {
        Client api = fleet.startApi().awaitReady();
        String low = api.submit(fleet.urls("low", 0, 10), 9);
        String medium = api.submit(fleet.urls("medium", 0, 10), 5);
        String high = api.submit(fleet.urls("high", 0, 10), 1);
        String lift = api.submit(fleet.urls("low", 7, 8), 2);

        // However long it takes to start, nothing has waited for too long by then.
        JavaProcess worker =
                fleet.startConsumer(Map.of("GLEANER_FLEET_AGED_MEDIUM", "1h", "GLEANER_FLEET_AGED_LOW", "1h"));
        fleet.awaitReady(worker);
        await().atMost(LONG)
                .until(() -> List.of(low, medium, high, lift).stream()
                        .allMatch(job -> api.status(job).ended()));

        List<String> order = fleet.site.order();
        assertThat(order).hasSize(30);
        assertThat(order.subList(0, 10)).allMatch(path -> path.startsWith("/high/"));
        assertThat(order.get(10)).isEqualTo("/low/00007");
        assertThat(order.subList(11, 21)).allMatch(path -> path.startsWith("/medium/"));
        assertThat(order.subList(21, 30)).allMatch(path -> path.startsWith("/low/"));
    }

    @Test
    void anAgedLowListMovesAtOneInEight() {
        Client api = fleet.startApi().awaitReady();
        String high = api.submit(fleet.urls("high", 0, 80), 1);
        String low = api.submit(fleet.urls("low", 0, 10), 9);

        JavaProcess worker = fleet.startConsumer(Map.of("GLEANER_FLEET_AGED_LOW", "1ms"));
        fleet.awaitReady(worker);
        await().atMost(LONG)
                .until(() -> List.of(high, low).stream()
                        .allMatch(job -> api.status(job).ended()));

        List<String> order = fleet.site.order();
        for (int eight = 0; eight < 10; eight++) {
            assertThat(order.subList(eight * 8, eight * 8 + 8))
                    .filteredOn(path -> path.startsWith("/low/"))
                    .hasSize(1);
        }
    }
}
