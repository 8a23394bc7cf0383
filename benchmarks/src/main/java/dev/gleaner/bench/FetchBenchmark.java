package dev.gleaner.bench;

import dev.gleaner.consumer.politeness.HostBreakers;
import dev.gleaner.consumer.politeness.PoliteFetcher;
import dev.gleaner.consumer.politeness.Robots;
import dev.gleaner.consumer.politeness.RobotsFile;
import dev.gleaner.consumer.politeness.RobotsFiles;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchLimits;
import dev.gleaner.fetch.FetchOutcome;
import dev.gleaner.fetch.FetchRequest;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.url.ArticleUrl;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * What the guard and politeness cost: a local page of 50 kB fetched by 64 virtual threads, by Apache HttpClient alone,
 * by the guarded fetcher, and by the polite fetcher that consumers use; turn by turn in one process, so that whatever
 * slows the machine slows all three. The processor time is that of the whole process, the server's part included, so
 * only differences mean something.
 */
final class FetchBenchmark {
    private static final int THREADS = 64;
    private static final int PAGE_BYTES = 50_000;
    private static final int FETCHES = 2_000;

    /** Many short rounds rather than a few long ones: what slows the machine for a moment then slows all three. */
    private static final int WARM_UP_ROUNDS = 20;

    private static final int ROUNDS = 101;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final double NANOS_PER_MICRO = 1_000;

    private FetchBenchmark() {}

    /** One fetch of the page. */
    @FunctionalInterface
    private interface Fetch {
        int bytes() throws Exception;
    }

    private record Sample(double perSecond, double cpuMicros) {}

    static int run(List<String> arguments) throws Exception {
        if (!arguments.isEmpty()) {
            System.err.println("Usage: gleaner bench fetch");
            return 2;
        }
        try (LocalPage page = LocalPage.ofBytes(PAGE_BYTES);
                CloseableHttpClient plain = plainClient();
                Fetcher guarded = new Fetcher(
                        AddressPolicy.of("127.0.0.1", "1-65535"),
                        FetchLimits.defaults().withConnectionsPerHost(THREADS),
                        "Gleaner-Bench/0.1",
                        InstantSource.system())) {
            String address = "http://127.0.0.1:" + page.port() + "/articles/2026/a-page-of-fifty-kilobytes";
            ArticleUrl url = ArticleUrl.parse(address);
            QueueEntry element = QueueEntry.fresh("art_0", "v", Lane.MEDIUM, 0, url.host());
            PoliteFetcher polite = new PoliteFetcher(
                    guarded,
                    new Robots(guarded, new OneFile(), "Gleaner-Bench/0.1", InstantSource.system()),
                    new HostBreakers(),
                    new NoPace(),
                    InstantSource.system());
            List<String> names = List.of("plain HttpClient", "guarded fetcher", "polite fetcher");
            List<Fetch> fetches = List.of(
                    () -> plain.execute(
                            new HttpGet(address), answer -> EntityUtils.toByteArray(answer.getEntity()).length),
                    // The address is read anew each time, as a consumer reads it from its task.
                    () -> bytes(guarded.fetch(FetchRequest.of(ArticleUrl.parse(address), TIMEOUT))),
                    () -> bytes(polite.fetch(
                            FetchRequest.of(ArticleUrl.parse(address), TIMEOUT), JobPace.USUAL, "bench", element)));
            report(names, measured(fetches));
        }
        return 0;
    }

    private static CloseableHttpClient plainClient() {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(THREADS)
                        .setMaxConnTotal(THREADS)
                        .build())
                .build();
    }

    private static int bytes(PoliteFetcher.Turn turn) throws IOException {
        return switch (turn) {
            case PoliteFetcher.Turn.Ended ended -> bytes(ended.outcome());
            case PoliteFetcher.Turn.Postponed notYet -> throw new IOException("not fetched: " + notYet);
        };
    }

    private static int bytes(FetchOutcome outcome) throws IOException {
        if (outcome instanceof FetchOutcome.Fetched fetched) {
            return fetched.body().length;
        }
        throw new IOException("not fetched: " + outcome);
    }

    /** By fetch, the samples of all rounds. */
    private static List<List<Sample>> measured(List<Fetch> fetches) throws Exception {
        List<List<Sample>> samples = new ArrayList<>();
        fetches.forEach(fetch -> samples.add(new ArrayList<>()));
        for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
            for (int i = 0; i < fetches.size(); i++) {
                Sample sample = sample(fetches.get(i));
                if (round >= WARM_UP_ROUNDS) {
                    samples.get(i).add(sample);
                }
            }
        }
        return samples;
    }

    private static Sample sample(Fetch fetch) throws Exception {
        AtomicInteger left = new AtomicInteger(FETCHES);
        AtomicInteger good = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(THREADS);
        long cpu = cpuNanos();
        long began = System.nanoTime();
        for (int i = 0; i < THREADS; i++) {
            Thread.startVirtualThread(() -> {
                try {
                    while (left.getAndDecrement() > 0) {
                        if (fetch.bytes() == PAGE_BYTES) {
                            good.incrementAndGet();
                        }
                    }
                } catch (Exception failed) {
                    System.err.println(failed);
                } finally {
                    ended.countDown();
                }
            });
        }
        ended.await();
        double seconds = (System.nanoTime() - began) / 1e9;
        double micros = (cpuNanos() - cpu) / NANOS_PER_MICRO / FETCHES;
        if (good.get() != FETCHES) {
            throw new IllegalStateException(good.get() + " of " + FETCHES + " fetches brought the page");
        }
        return new Sample(FETCHES / seconds, micros);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void report(List<String> names, List<List<Sample>> samples) {
        System.out.printf(
                Locale.ROOT,
                "%d fetches of %d bytes by %d virtual threads, %d rounds: median (least to most)%n",
                FETCHES,
                PAGE_BYTES,
                THREADS,
                ROUNDS);
        for (int i = 0; i < names.size(); i++) {
            double[] rates = samples.get(i).stream()
                    .mapToDouble(Sample::perSecond)
                    .sorted()
                    .toArray();
            double[] cpu = samples.get(i).stream()
                    .mapToDouble(Sample::cpuMicros)
                    .sorted()
                    .toArray();
            double[] ratios = ratios(samples.getFirst(), samples.get(i));
            System.out.printf(
                    Locale.ROOT,
                    "%-17s %6.0f/s (%.0f to %.0f), %5.1f %% of plain (%.1f to %.1f), %.0f us CPU each (%.0f to %.0f)%n",
                    names.get(i),
                    median(rates),
                    rates[0],
                    rates[ROUNDS - 1],
                    median(ratios),
                    ratios[0],
                    ratios[ROUNDS - 1],
                    median(cpu),
                    cpu[0],
                    cpu[ROUNDS - 1]);
        }
    }

    /** Round by round, in percent. */
    private static double[] ratios(List<Sample> plain, List<Sample> ours) {
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ratios[round] = 100 * ours.get(round).perSecond() / plain.get(round).perSecond();
        }
        Arrays.sort(ratios);
        return ratios;
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    /** A robots.txt with some rules, as of a news site. */
    private static final class OneFile implements RobotsFiles {
        private static final RobotsFile FILE = new RobotsFile.Whole(
                "User-agent: *\n" + "Disallow: /search\nDisallow: /*?print=\nAllow: /articles/\n".repeat(10));

        @Override
        public Optional<RobotsFile> find(String origin) {
            return Optional.of(FILE);
        }

        @Override
        public boolean keep(String origin, RobotsFile file, Duration length) {
            throw new UnsupportedOperationException();
        }
    }
}
