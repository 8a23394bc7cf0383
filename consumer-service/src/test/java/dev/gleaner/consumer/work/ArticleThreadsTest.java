package dev.gleaner.consumer.work;

import static org.awaitility.Awaitility.await;

import dev.gleaner.consumer.Bench;
import dev.gleaner.consumer.scrape.Scrapers;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ArticleThreadsTest {
    @Test
    void anErrorThatIsNoneOfTheArticleIsFatal() {
        try (Bench bench = new Bench()) {
            AtomicReference<Throwable> died = new AtomicReference<>();
            Scrapers scrapers = new Scrapers((execution, stored) -> {
                throw new OutOfMemoryError("planted");
            });
            Backoff backoff = new Backoff(3, Duration.ofSeconds(2), Duration.ofMinutes(5), new Random(1));
            Suspects suspects = new Suspects(bench.inFlight, bench.stores.tasks, bench.outage, () -> 0);
            Worker worker = new Worker(
                    suspects, scrapers, bench.held(), ending -> {}, backoff, event -> {}, bench.stores.clock);
            ArticleThreads threads = new ArticleThreads(worker, (thread, fault) -> died.set(fault));

            threads.work(bench.runningOne(), null);

            await().atMost(Duration.ofSeconds(30)).until(() -> died.get() instanceof OutOfMemoryError);
            threads.stop();
        }
    }
}
