package dev.gleaner.consumer.work;

import dev.gleaner.article.Articles;
import dev.gleaner.article.Articles.Version;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.HeldEntries;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.consumer.settle.Ending;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Try;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.scraper.RunIds;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From claimed entries to running articles: one bulk of conditional updates with a token of its own, then one read that
 * tells which of them this process owns. All others are void in one way or another and let go.
 */
final class Starter {
    private static final Logger log = LoggerFactory.getLogger(Starter.class);

    /** Deaths that are held against an article until it is given up. */
    private static final int MOST_BLAMED = 2;

    /** Deaths of consumers after which a run is not begun again. It is never worked on alone, so that none is its fault for sure. */
    private static final int MOST_CRASHED_RUNS = 5;

    private final Tasks tasks;
    private final Articles articles;
    private final Finisher finisher;
    private final HeldEntries held;
    private final Consumer<Ending> endings;
    private final InFlight inFlight;
    private final Suspects suspects;
    private final BiConsumer<Execution, @Nullable Version> worker;
    private final InstantSource clock;

    /** @param worker is handed each article to scrape, with the version that is stored */
    Starter(
            Tasks tasks,
            Articles articles,
            Finisher finisher,
            HeldEntries held,
            Consumer<Ending> endings,
            InFlight inFlight,
            Suspects suspects,
            BiConsumer<Execution, @Nullable Version> worker,
            InstantSource clock) {
        this.tasks = tasks;
        this.articles = articles;
        this.finisher = finisher;
        this.held = held;
        this.endings = endings;
        this.inFlight = inFlight;
        this.suspects = suspects;
        this.worker = worker;
        this.clock = clock;
    }

    /** A batch of claimed entries; may be started again under the same token after a fault of a store. */
    Batch batch(String incarnation, List<QueueEntry> entries) {
        // An entry that is being worked on came twice; letting the second go would let the first go with it.
        List<QueueEntry> fresh = entries.stream()
                .distinct()
                .filter(entry -> !inFlight.contains(entry))
                .toList();
        return new Batch(incarnation, fresh, Ids.token());
    }

    /** Starts what can be started, and ends or hands over each. */
    void start(Batch batch) {
        Instant now = clock.instant();
        List<String> ids = batch.entries().stream().map(QueueEntry::articleId).toList();
        tasks.start(batch.entries(), batch.claim(), now);
        Map<String, Task> found = tasks.find(ids);
        Map<String, Articles.Known> known = articles.known(ids);

        List<QueueEntry> voids = new ArrayList<>();
        List<Task> leftDone = new ArrayList<>();
        Map<QueueEntry, Instant> early = new LinkedHashMap<>();
        List<Execution> executions = new ArrayList<>();
        for (QueueEntry entry : batch.entries()) {
            Task task = found.get(entry.articleId());
            if (task == null
                    || (task.state() != TaskState.DONE && !task.version().equals(entry.version()))) {
                voids.add(entry);
                continue;
            }
            switch (task.state()) {
                case DONE -> {
                    leftDone.add(task);
                    voids.add(entry);
                }
                case RUNNING -> {
                    if (batch.claim().equals(task.claim())) {
                        executions.add(new Execution(entry, task, batch.incarnation(), batch.claim()));
                    } else {
                        voids.add(entry);
                    }
                }
                case RETRY_WAIT -> {
                    // Held back, it needs no entry: whoever lets it go pushes another one.
                    if (task.held()) {
                        voids.add(entry);
                    } else {
                        early.put(entry, Optional.ofNullable(task.dueAt()).orElse(now));
                    }
                }
                case QUEUED -> voids.add(entry);
            }
        }
        if (!leftDone.isEmpty()) {
            finisher.finish(leftDone);
        }
        executions.removeIf(execution -> execution.task().waiters().isEmpty() && dropUnwanted(execution, voids));
        Map<Execution, Ending> over = new LinkedHashMap<>();
        executions.forEach(execution -> endAtOnce(execution, known.get(execution.articleId()), now)
                .ifPresent(ending -> over.put(execution, ending)));
        List<Execution> alone = executions.stream()
                .filter(execution -> !over.containsKey(execution) && Suspects.alone(execution.task()))
                .toList();
        List<Execution> withoutPlace =
                alone.stream().skip(suspects.isFree() ? 1 : 0).toList();
        executions.removeAll(withoutPlace);

        held.comeBack(batch.incarnation(), withoutPlace, now.plus(Suspects.COMES_BACK));
        held.defer(batch.incarnation(), early);
        held.drop(batch.incarnation(), voids);
        if (!voids.isEmpty()) {
            log.debug(
                    "{} of {} claimed entries were void",
                    voids.size(),
                    batch.entries().size());
        }
        // Nothing below can fail, so a batch is never started twice in part.
        executions.forEach(inFlight::add);
        alone.stream().filter(executions::contains).forEach(suspects::take);
        for (Execution execution : executions) {
            Ending ending = over.get(execution);
            if (ending != null) {
                endings.accept(ending);
            } else {
                Articles.Known text = known.get(execution.articleId());
                execution.stored(text == null ? null : text.text());
                worker.accept(execution, text == null ? null : text.version());
            }
        }
    }

    private boolean dropUnwanted(Execution execution, List<QueueEntry> voids) {
        if (tasks.removeUnwanted(execution.articleId(), execution.claim())) {
            voids.add(execution.entry());
            return true;
        }
        return false;
    }

    private static Optional<Ending> endAtOnce(Execution execution, Articles.@Nullable Known known, Instant now) {
        Task task = execution.task();
        if (task.blamed() >= MOST_BLAMED) {
            return Optional.of(crashed(
                    execution,
                    "%d consumers died while they read this page or worked on nothing else".formatted(task.blamed()),
                    task.blamed(),
                    now));
        }
        if (RunIds.isRun(task.articleId()) && task.crashes() >= MOST_CRASHED_RUNS) {
            return Optional.of(crashed(
                    execution, "%d consumers died while it ran".formatted(task.crashes()), task.crashes(), now));
        }
        return known != null && known.freshFor(task.needAfter())
                ? Optional.of(new Ending.Fresh(
                        execution, new Outcome.Succeeded(now, Effort.found(known.text(), task.createdAt()))))
                : Optional.empty();
    }

    private static Ending crashed(Execution execution, String error, int deaths, Instant now) {
        int attempt = execution.task().attempt();
        Try last = new Try(
                attempt + deaths, execution.task().startedAt(), now, null, ErrorCode.CRASHED_CONSUMER, error, null);
        return new Ending.Failed(
                execution,
                new Articles.Missed(execution.articleId(), ErrorCode.CRASHED_CONSUMER, error, null, attempt, now),
                new Effort(
                        Effort.Brought.NOTHING,
                        null,
                        null,
                        null,
                        attempt + deaths,
                        Try.with(execution.task().tries(), last)));
    }

    /** Claimed entries and the token that starts them. */
    record Batch(String incarnation, List<QueueEntry> entries, String claim) {
        /** A part of it, which may be started again alone. */
        Batch of(List<QueueEntry> some) {
            return new Batch(incarnation, some, claim);
        }
    }
}
