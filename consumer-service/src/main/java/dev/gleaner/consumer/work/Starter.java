package dev.gleaner.consumer.work;

import dev.gleaner.article.Articles;
import dev.gleaner.article.Articles.Version;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.consumer.settle.Ending;
import dev.gleaner.consumer.settle.EndingWriter;
import dev.gleaner.id.Ids;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.task.Finisher;
import dev.gleaner.task.Outcome;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From claimed elements to running articles: one bulk of conditional updates with a token of its own, then one read that
 * tells which of them this process owns. All others are void in one way or another and let go.
 */
final class Starter {
    private static final Logger log = LoggerFactory.getLogger(Starter.class);

    /** Consumers that may die of an article before it is given up. */
    private static final int MOST_CRASHES = 3;

    private final Tasks tasks;
    private final Articles articles;
    private final WorkQueue queue;
    private final Finisher finisher;
    private final EndingWriter endings;
    private final InFlight inFlight;
    private final InstantSource clock;

    Starter(
            Tasks tasks,
            Articles articles,
            WorkQueue queue,
            Finisher finisher,
            EndingWriter endings,
            InFlight inFlight,
            InstantSource clock) {
        this.tasks = tasks;
        this.articles = articles;
        this.queue = queue;
        this.finisher = finisher;
        this.endings = endings;
        this.inFlight = inFlight;
        this.clock = clock;
    }

    /** A batch of claimed elements; may be started again under the same token after a fault of a store. */
    Batch batch(String incarnation, List<QueueEntry> elements) {
        // An element that is being worked on came twice; letting the second go would let the first go with it.
        List<QueueEntry> fresh = elements.stream()
                .distinct()
                .filter(element -> !inFlight.contains(element.text()))
                .toList();
        return new Batch(incarnation, fresh, Ids.token());
    }

    /** Starts what can be started and hands each article to fetch to the worker, with the version that is stored. */
    void start(Batch batch, BiConsumer<Execution, @Nullable Version> worker) {
        Instant now = clock.instant();
        List<String> ids = batch.elements().stream().map(QueueEntry::articleId).toList();
        tasks.start(batch.elements(), batch.claim(), now);
        Map<String, Task> found = tasks.find(ids);
        Map<String, Articles.Known> known = articles.known(ids);

        List<QueueEntry> release = new ArrayList<>();
        List<Task> leftDone = new ArrayList<>();
        Map<QueueEntry, Instant> early = new LinkedHashMap<>();
        List<Execution> runs = new ArrayList<>();
        for (QueueEntry element : batch.elements()) {
            Task task = found.get(element.articleId());
            if (task == null
                    || (task.state() != TaskState.DONE && !task.version().equals(element.version()))) {
                release.add(element);
                continue;
            }
            switch (task.state()) {
                case DONE -> {
                    leftDone.add(task);
                    release.add(element);
                }
                case RUNNING -> {
                    if (batch.claim().equals(task.claim())) {
                        runs.add(new Execution(element, task, batch.incarnation(), batch.claim()));
                    } else {
                        release.add(element);
                    }
                }
                case RETRY_WAIT ->
                    early.put(element, Optional.ofNullable(task.dueAt()).orElse(now));
                case QUEUED -> release.add(element);
            }
        }
        if (!leftDone.isEmpty()) {
            finisher.finish(leftDone);
        }
        runs.removeIf(run -> run.task().waiters().isEmpty() && dropUnwanted(run, release));
        queue.defer(batch.incarnation(), early);
        queue.ack(batch.incarnation(), release);
        if (!release.isEmpty()) {
            log.debug(
                    "{} of {} claimed elements were void",
                    release.size(),
                    batch.elements().size());
        }
        // Nothing below can fail, so a batch is never started twice in part.
        runs.forEach(inFlight::add);
        runs.forEach(run -> begin(run, Optional.ofNullable(known.get(run.articleId())), now, worker));
    }

    private boolean dropUnwanted(Execution run, List<QueueEntry> release) {
        if (tasks.removeUnwanted(run.articleId(), run.claim())) {
            release.add(run.element());
            return true;
        }
        return false;
    }

    private void begin(
            Execution run,
            Optional<Articles.Known> known,
            Instant now,
            BiConsumer<Execution, @Nullable Version> worker) {
        Task task = run.task();
        if (task.crashes() >= MOST_CRASHES) {
            endings.settle(new Ending.Failed(
                    run,
                    new Articles.Missed(
                            run.articleId(),
                            ErrorCode.CRASHED_CONSUMER,
                            "The consumer crashed %d times on this page".formatted(task.crashes()),
                            null,
                            task.attempt(),
                            now)));
        } else if (known.isPresent() && known.get().freshFor(task.needAfter())) {
            endings.settle(new Ending.Fresh(run, new Outcome.Succeeded(now)));
        } else {
            worker.accept(run, known.map(Articles.Known::version).orElse(null));
        }
    }

    /** Claimed elements and the token that starts them. */
    record Batch(String incarnation, List<QueueEntry> elements, String claim) {}
}
