package dev.gleaner.consumer.settle;

import dev.gleaner.article.Articles;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.task.Finisher;
import dev.gleaner.task.Outcome;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import io.github.resilience4j.core.IntervalFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes endings down, many at a time: the articles, then their tasks as done under their claims, then what every waiting
 * job is told, and only then lets the elements go. Whatever of it a dying process leaves out, the next to meet the element
 * does. A store that is away is waited for; the endings are not lost meanwhile, and if the lease is lost with it, others
 * do the work again and these writes miss.
 */
public final class EndingWriter implements AutoCloseable {
    /** Endings per commit at most. */
    static final int BATCH = 32;

    private static final Logger log = LoggerFactory.getLogger(EndingWriter.class);

    /** How long the first ending of a batch waits for more, while more are being worked on. */
    private static final long GATHER_MILLIS = 20;

    private static final IntervalFunction PAUSE = IntervalFunction.ofExponentialRandomBackoff(100, 2.0, 0.5, 5_000);

    private final Articles articles;
    private final Tasks tasks;
    private final Finisher finisher;
    private final WorkQueue queue;
    private final InFlight inFlight;
    private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean stopping;

    public EndingWriter(Articles articles, Tasks tasks, Finisher finisher, WorkQueue queue, InFlight inFlight) {
        this.articles = articles;
        this.tasks = tasks;
        this.finisher = finisher;
        this.queue = queue;
        this.inFlight = inFlight;
        this.thread = Thread.ofPlatform().name("settle").unstarted(this::run);
    }

    /** Begins to write. */
    public void start() {
        thread.start();
    }

    /** Hands an ending over; the run stays in flight until it is written. */
    public void settle(Ending ending) {
        endings.add(ending);
    }

    private void run() {
        try {
            while (!stopping || !endings.isEmpty()) {
                List<Ending> batch = gather();
                if (!batch.isEmpty()) {
                    writeAtLast(batch);
                }
            }
        } catch (InterruptedException ending) {
            log.debug("Interrupted; {} endings are left to others", endings.size());
        }
    }

    private List<Ending> gather() throws InterruptedException {
        List<Ending> batch = new ArrayList<>(BATCH);
        Ending first = endings.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
            return batch;
        }
        batch.add(first);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
        while (batch.size() < BATCH) {
            // At once when nothing else is being worked on: nothing could come.
            boolean idle = inFlight.size() <= batch.size();
            long left = idle ? 0 : until - System.nanoTime();
            Ending next = endings.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    private void writeAtLast(List<Ending> batch) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                write(batch);
                batch.forEach(ending -> inFlight.remove(ending.run()));
                return;
            } catch (RuntimeException fault) {
                if (attempt == 1) {
                    log.warn("{} endings could not be written and will be: {}", batch.size(), fault.toString());
                    log.debug("Not written", fault);
                }
                Thread.sleep(PAUSE.apply(Math.min(attempt, 20)));
            }
        }
    }

    private void write(List<Ending> batch) {
        List<Articles.Scraped> scraped = new ArrayList<>();
        List<Articles.Unchanged> unchanged = new ArrayList<>();
        List<Articles.Missed> missed = new ArrayList<>();
        Map<String, Outcome> outcomes = new HashMap<>();
        Map<String, String> claims = new HashMap<>();
        for (Ending ending : batch) {
            switch (ending) {
                case Ending.Read read -> scraped.add(read.scraped());
                case Ending.Unchanged still -> unchanged.add(still.unchanged());
                case Ending.Failed failed -> missed.add(failed.missed());
                case Ending.Fresh fresh ->
                    log.debug("{} was there already", fresh.run().articleId());
            }
            outcomes.put(ending.run().articleId(), ending.outcome());
            claims.put(ending.run().articleId(), ending.run().claim());
        }
        articles.storeScraped(scraped);
        articles.storeUnchanged(unchanged);
        articles.storeFailed(missed);
        tasks.done(outcomes, claims);
        List<Task> done = tasks.find(outcomes.keySet()).values().stream()
                .filter(task -> task.state() == TaskState.DONE)
                .filter(task ->
                        Optional.ofNullable(claims.get(task.articleId())).equals(Optional.ofNullable(task.claim())))
                .toList();
        finisher.finish(done);
        Map<String, List<QueueEntry>> held = batch.stream()
                .map(Ending::run)
                .collect(Collectors.groupingBy(
                        Execution::incarnation, Collectors.mapping(Execution::element, Collectors.toList())));
        held.forEach(queue::ack);
    }

    /** Writes what is there, as long as the stores answer, and ends. */
    @Override
    public void close() {
        stopping = true;
        try {
            if (thread.isAlive() && !thread.join(java.time.Duration.ofSeconds(5))) {
                thread.interrupt();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
