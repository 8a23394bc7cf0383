package dev.gleaner.consumer.report;

import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import dev.gleaner.operations.ConsumerReport;
import dev.gleaner.operations.ConsumerReport.Running;
import dev.gleaner.operations.ConsumerReports;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.task.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says what this consumer does now; told to the fleet beside the lease, so that it never keeps a beat waiting. */
final class Reporter implements Observer {
    /** Longer ones are cut, as a page of people shows them. */
    private static final int LONGEST_URL = 500;

    private final ConsumerReports reports;
    private final InFlight inFlight;
    private final Supplier<List<String>> scrapers;
    private final Process process;
    private final Duration keep;
    private final InstantSource clock;
    private final AtomicLong ended = new AtomicLong();
    private volatile @Nullable Lease lease;

    /**
     * @param scrapers the names of those that it has
     * @param keep how long a report counts that no other follows
     */
    Reporter(
            ConsumerReports reports,
            InFlight inFlight,
            Supplier<List<String>> scrapers,
            Process process,
            Duration keep,
            InstantSource clock) {
        this.reports = reports;
        this.inFlight = inFlight;
        this.scrapers = scrapers;
        this.process = process;
        this.keep = keep;
        this.clock = clock;
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Event.ConsumerJoined joined -> lease = new Lease(joined.incarnation(), now());
            case Event.ConsumerLeft left -> lease = null;
            case Event.LeaseLost lost -> lease = null;
            case Event.ArticleEnded one -> ended.incrementAndGet();
            default -> {}
        }
    }

    /** One turn: tells it, if there is a lease. */
    void turn() {
        Lease held = lease;
        if (held == null) {
            return;
        }
        Instant now = now();
        List<Execution> all = inFlight.all().stream()
                .sorted(Comparator.comparing(Execution::age).reversed())
                .toList();
        reports.tell(
                new ConsumerReport(
                        held.incarnation(),
                        process.name(),
                        process.host(),
                        process.pid(),
                        process.version(),
                        held.since(),
                        now,
                        inFlight.capacity(),
                        all.size(),
                        all.stream()
                                .limit(ConsumerReport.MOST_RUNNING)
                                .map(execution -> running(execution, now))
                                .toList(),
                        scrapers.get(),
                        ended.get()),
                keep);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Running running(Execution execution, Instant now) {
        String url = execution.task().url();
        List<Waiter> waiters = execution.task().waiters();
        ScraperChoice scraper = execution.task().options().scraper();
        return new Running(
                execution.articleId(),
                url.length() > LONGEST_URL ? url.substring(0, LONGEST_URL) : url,
                execution.entry().host(),
                execution.phase().name().toLowerCase(Locale.ROOT),
                now.minusMillis(execution.age().toMillis()),
                waiters.isEmpty() ? null : waiters.getFirst().jobId(),
                scraper == null ? null : scraper.name());
    }

    /** Under which this process works now. */
    private record Lease(String incarnation, Instant since) {}

    /**
     * This process.
     *
     * @param name its host and process id
     */
    record Process(String name, String host, long pid, String version) {}
}
