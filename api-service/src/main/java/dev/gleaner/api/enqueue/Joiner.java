package dev.gleaner.api.enqueue;

import dev.gleaner.article.Articles;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.store.Halving;
import dev.gleaner.task.Finisher;
import dev.gleaner.task.Holds;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import dev.gleaner.task.Tasks.Wish;
import dev.gleaner.task.Waiter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a job wait for its pending articles: joins the task that another job has opened, or opens one and pushes it. May
 * be repeated for whatever of the job is still pending.
 */
public final class Joiner {
    private static final Logger log = LoggerFactory.getLogger(Joiner.class);
    private static final int CHUNK = 1000;
    private static final int MOST_LEFT_OUT = 10;

    /** Each round meets the leftovers of races with finishing tasks; more than a few mean that a store misbehaves. */
    private static final int MOST_ROUNDS = 50;

    private final Tasks tasks;
    private final Articles articles;
    private final Jobs jobs;
    private final WorkQueue queue;
    private final Finisher finisher;
    private final Holds holds;
    private final InstantSource clock;

    public Joiner(
            Tasks tasks,
            Articles articles,
            Jobs jobs,
            WorkQueue queue,
            Finisher finisher,
            Holds holds,
            InstantSource clock) {
        this.tasks = tasks;
        this.articles = articles;
        this.jobs = jobs;
        this.queue = queue;
        this.finisher = finisher;
        this.holds = holds;
        this.clock = clock;
    }

    /** Joins all; when it returns each of them waits in a pushed task, or was settled. */
    public void join(List<Wish> wishes, Waiter waiter, Instant needAfter) {
        join(wishes, waiter, needAfter, false);
    }

    /** The same for a submission whose process died: tasks that it may have left unpushed are pushed anew. */
    public void joinAgain(List<Wish> wishes, Waiter waiter, Instant needAfter) {
        join(wishes, waiter, needAfter, true);
    }

    /** One that cannot be joined keeps no other from its task; but the job is not joined without it, and that is thrown. */
    private void join(List<Wish> wishes, Waiter waiter, Instant needAfter, boolean recovering) {
        List<RuntimeException> faults = new ArrayList<>();
        wishes.stream()
                .gather(Gatherers.windowFixed(CHUNK))
                .forEach(chunk -> Halving.each(
                        chunk,
                        // What was tried before may have left tasks unpushed.
                        part -> joinChunk(part, waiter, needAfter, recovering || part.size() < chunk.size()),
                        (wish, fault) -> leftOut(faults, wish, fault)));
        if (!faults.isEmpty()) {
            throw faults.getFirst();
        }
    }

    /** So many are not poisoned all of them: it is a fault of another kind, and nothing is gained by looking for more. */
    private static void leftOut(List<RuntimeException> faults, Wish wish, RuntimeException fault) {
        log.debug("{} could not be joined", wish.articleId(), fault);
        faults.add(fault);
        if (faults.size() == MOST_LEFT_OUT) {
            throw fault;
        }
    }

    private void joinChunk(List<Wish> chunk, Waiter waiter, Instant needAfter, boolean recovering) {
        List<Wish> left = chunk;
        for (int round = 0; !left.isEmpty(); round++) {
            if (round == MOST_ROUNDS) {
                throw new IllegalStateException(
                        left.size() + " articles of " + waiter.jobId() + " could not be joined");
            }
            left = joinOnce(left, waiter, needAfter, recovering);
        }
    }

    /** One round; what remains met a task that ended meanwhile. */
    private List<Wish> joinOnce(List<Wish> wishes, Waiter waiter, Instant needAfter, boolean recovering) {
        String created = Ids.token();
        tasks.join(wishes, waiter, needAfter, created, clock.instant());
        Map<String, Wish> byArticle = wishes.stream().collect(Collectors.toMap(Wish::articleId, Function.identity()));
        Map<String, Task> found = tasks.find(byArticle.keySet());

        List<Task> push = new ArrayList<>();
        List<Task> unpushed = new ArrayList<>();
        List<Wish> raise = new ArrayList<>();
        List<Task> ended = new ArrayList<>();
        List<Wish> again = new ArrayList<>();
        List<Task> held = new ArrayList<>();
        for (Wish wish : wishes) {
            Task task = found.get(wish.articleId());
            if (task == null) {
                again.add(wish);
            } else if (task.state() == TaskState.DONE) {
                ended.add(task);
                again.add(wish);
            } else if (!task.waiters().contains(waiter)) {
                again.add(wish);
            } else if (task.held()) {
                held.add(task);
            } else if (task.version().equals(created) && task.out()) {
                push.add(task);
            } else if (recovering && task.out()) {
                unpushed.add(task);
            } else if (task.state() == TaskState.QUEUED && task.pushedLane().compareTo(wish.lane()) > 0) {
                raise.add(wish);
            }
        }
        if (!unpushed.isEmpty()) {
            // Under a new version: should its entry have been pushed after all, it is stale and not a second one.
            tasks.requeue(unpushed, created);
            tasks.find(unpushed.stream().map(Task::articleId).toList()).values().stream()
                    .filter(task -> task.version().equals(created))
                    .forEach(push::add);
        }
        pushNew(push, raise, created);
        letGo(held, wishes, waiter);
        if (!ended.isEmpty()) {
            finisher.finish(ended);
        }
        return again.isEmpty() ? again : stillWanted(again, waiter, needAfter);
    }

    /** All others that wait for them are paused; whether this job is, too, its own state says. */
    private void letGo(List<Task> held, List<Wish> wishes, Waiter waiter) {
        if (held.isEmpty()) {
            return;
        }
        Set<String> ids = held.stream().map(Task::articleId).collect(Collectors.toSet());
        // In the better lane at once, so that they are not pushed twice.
        wishes.stream()
                .filter(wish -> ids.contains(wish.articleId()))
                .collect(Collectors.groupingBy(Wish::lane))
                .forEach((lane, some) -> tasks.raise(some, Ids.token()));
        holds.letGoWanted(tasks.find(ids).values());
        log.debug("{} articles that {} joined were held back", ids.size(), waiter.jobId());
    }

    private void pushNew(List<Task> created, List<Wish> worse, String version) {
        List<Task> push = new ArrayList<>(created);
        String raised = Ids.token();
        if (!worse.isEmpty()) {
            tasks.raise(worse, raised);
            tasks.find(worse.stream().map(Wish::articleId).toList()).values().stream()
                    .filter(task -> task.version().equals(raised))
                    .forEach(push::add);
        }
        if (push.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<QueueEntry> entries = push.stream().map(task -> task.entry(now)).toList();
        queue.push(entries);
        tasks.pushed(push.stream().map(Task::articleId).toList(), List.of(version, raised));
    }

    /** The task is gone: the job may have been settled by it, the article may be there now; else it is wanted anew. */
    private List<Wish> stillWanted(List<Wish> again, Waiter waiter, Instant needAfter) {
        Set<String> pending = new HashSet<>(jobs.pending(waiter.jobId()));
        List<Wish> wanted = again.stream()
                .filter(wish -> pending.contains(wish.articleId()))
                .toList();
        if (wanted.isEmpty()) {
            return wanted;
        }
        Map<String, Articles.Known> known =
                articles.known(wanted.stream().map(Wish::articleId).toList());
        List<String> fresh = wanted.stream()
                .filter(wish -> known.containsKey(wish.articleId())
                        && known.get(wish.articleId()).freshFor(wish.needAfter(needAfter)))
                .map(Wish::articleId)
                .toList();
        if (!fresh.isEmpty()) {
            log.debug("{} articles of {} arrived while it was submitted", fresh.size(), waiter.jobId());
            Instant asked = jobs.find(waiter.jobId()).map(Job::createdAt).orElse(Instant.MAX);
            Map<String, Effort> efforts = new HashMap<>();
            for (String id : fresh) {
                Articles.Known article = known.get(id);
                efforts.put(id, Effort.found(article == null ? null : article.text(), asked));
            }
            finisher.arrived(waiter, efforts);
        }
        return wanted.stream().filter(wish -> !fresh.contains(wish.articleId())).toList();
    }
}
