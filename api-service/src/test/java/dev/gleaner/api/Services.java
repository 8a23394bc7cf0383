package dev.gleaner.api;

import dev.gleaner.api.enqueue.Joiner;
import dev.gleaner.api.enqueue.Pusher;
import dev.gleaner.api.enqueue.Release;
import dev.gleaner.api.jobs.Cancellation;
import dev.gleaner.api.jobs.Purge;
import dev.gleaner.api.jobs.retries.Retries;
import dev.gleaner.api.jobs.steering.Controls;
import dev.gleaner.api.jobs.sweeper.Sweeper;
import dev.gleaner.api.submission.Backlog;
import dev.gleaner.api.submission.Drafts;
import dev.gleaner.api.submission.PaceLimits;
import dev.gleaner.api.submission.Submission;
import dev.gleaner.api.submission.SubmissionRules;
import dev.gleaner.api.submission.SubmissionSweeper;
import dev.gleaner.api.submission.Submissions;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.delivery.Debts;
import dev.gleaner.delivery.Deliveries;
import dev.gleaner.delivery.Owing;
import dev.gleaner.event.Event;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Idempotency;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.store.Durability;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.Stores;
import dev.gleaner.task.Finisher;
import dev.gleaner.task.Holds;
import dev.gleaner.task.JobEnds;
import dev.gleaner.task.Steering;
import dev.gleaner.task.Tasks;
import dev.gleaner.task.Waiter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The services of the API over real stores, as its configurations put them together, in one process that can be broken: a test
 * says what happens instead of, or before, a call of a store.
 */
public final class Services implements AutoCloseable {
    public static final long QUEUE_MOST = 10;
    public static final SubmissionRules RULES = SubmissionRules.withTimeLimit(Duration.ofSeconds(60));

    private final Map<String, Consumer<Object[]>> before = new ConcurrentHashMap<>();

    public final Stores stores = new Stores();
    public final Jobs jobs = breakable(Jobs.class, stores.jobs);
    public final Items items = breakable(Items.class, stores.items);
    public final Intents intents = breakable(Intents.class, stores.intents);
    public final Idempotency idempotency = breakable(Idempotency.class, stores.idempotency);
    public final Tasks tasks = breakable(Tasks.class, stores.tasks);
    public final WorkQueue queue = breakable(WorkQueue.class, stores.queue);
    public final Deliveries deliveries = breakable(Deliveries.class, stores.deliveries);
    public final Debts debts = breakable(Debts.class, stores.debts);
    public final Owing owing = new Owing(jobs, items, deliveries, debts, stores.clock);
    public final JobEnds ends = new JobEnds(jobs, stores.progress, stores.events::add, owing);
    public final Holds holds = new Holds(tasks, jobs, queue, stores.clock);
    public final Steering steering = new Steering(tasks, jobs, holds);
    public final Joiner joiner = new Joiner(
            tasks, stores.articles, jobs, queue, new Finisher(tasks, jobs, stores.efforts, ends), holds, stores.clock);
    public final Release release = new Release(tasks, holds, stores.progress);
    public final Pusher pusher = new Pusher(joiner, jobs, intents, release, steering, ends, stores.progress);
    public final Drafts drafts =
            new Drafts(10_000, Duration.ofSeconds(30), AddressPolicy.publicInternet(), PaceLimits.USUAL);
    public final Submissions submissions = new Submissions(
            idempotency,
            intents,
            stores.articles,
            items,
            jobs,
            pusher,
            ends,
            Durability.byWriteConcern(),
            new Backlog(tasks, intents, QUEUE_MOST, stores.clock),
            RULES,
            stores.clock);
    public final Cancellation cancellation =
            new Cancellation(jobs, intents, release, ends, Durability.byWriteConcern(), Runnable::run, stores.clock);
    public final Retries retries = new Retries(
            jobs,
            items,
            intents,
            pusher,
            release,
            ends,
            stores.progress,
            Durability.byWriteConcern(),
            RULES.sweepAfter(),
            stores.clock);
    public final Purge purge = new Purge(
            jobs,
            items,
            stores.efforts,
            stores.outputs,
            intents,
            idempotency,
            deliveries,
            cancellation,
            Durability.byWriteConcern(),
            stores.clock);
    public final Controls controls =
            new Controls(jobs, intents, steering, ends, stores.progress, Durability.byWriteConcern(), stores.clock);
    public final Sweeper sweeper = new Sweeper(
            intents,
            new SubmissionSweeper(jobs, items, pusher, submissions, RULES, stores.clock),
            cancellation,
            retries,
            purge,
            controls);

    /** Does something with the arguments before each call of this method of a port; what it throws the call throws. */
    public void before(Class<?> port, String method, Consumer<Object[]> happens) {
        if (Arrays.stream(port.getMethods()).noneMatch(one -> one.getName().equals(method))) {
            throw new IllegalArgumentException(port + " has no " + method);
        }
        before.put(port.getSimpleName() + "." + method, happens);
    }

    /** From now on this method of a port fails. */
    public void breaks(Class<?> port, String method, RuntimeException fault) {
        before(port, method, arguments -> {
            throw fault;
        });
    }

    /** From now on all goes as it should. */
    public void mend() {
        before.clear();
    }

    /** What a store that does not answer makes its adapter say. */
    public static StoreAwayException away(StoreAwayException.Store store) {
        return new StoreAwayException(store, StoreAwayException.Kind.AWAY, new IllegalStateException("no answer"));
    }

    /** A submission of these addresses. */
    public Submission of(@Nullable String key, String... urls) {
        var draft = drafts.draft();
        for (String url : urls) {
            draft.article(url, null, null, null);
        }
        return draft.submission(key);
    }

    /** A job of these addresses that is queued. */
    public String submitted(String... urls) {
        return submissions.submit(of(null, urls)).jobId();
    }

    /** Ends one article of a job without an article. */
    public void fail(String jobId, ErrorCode code, String url) {
        Job job = job(jobId);
        String article = stores.items
                .pages(jobId, job.total())
                .flatMap(List::stream)
                .filter(item -> item.url().equals(url))
                .findFirst()
                .orElseThrow()
                .articleId();
        ends.settle(jobId, job.run(), List.of(), List.of(new Failure(article, code, code.code(), stores.now())));
        stores.tasks.leave(List.of(article), new Waiter(jobId, job.run()));
        stores.tasks.removeUnwanted(List.of(article));
    }

    /** Ends what is pending of a job: these addresses without an article, all others well. */
    public void settle(String jobId, String... failing) {
        Job job = job(jobId);
        List<String> pending = stores.jobs.pending(jobId);
        List<Item> open = stores.items
                .pages(jobId, job.total())
                .flatMap(List::stream)
                .filter(item -> pending.contains(item.articleId()))
                .toList();
        List<String> bad = open.stream()
                .filter(item -> List.of(failing).contains(item.url()))
                .map(Item::articleId)
                .toList();
        ends.settle(
                jobId,
                job.run(),
                open.stream()
                        .map(Item::articleId)
                        .filter(id -> !bad.contains(id))
                        .toList(),
                bad.stream()
                        .map(id -> new Failure(id, ErrorCode.TIMEOUT, "Timeout", stores.now()))
                        .toList());
        stores.tasks.find(pending).keySet().forEach(article -> {
            stores.tasks.leave(List.of(article), new Waiter(jobId, job.run()));
            stores.tasks.removeUnwanted(List.of(article));
        });
    }

    public Job job(String id) {
        return stores.jobs.find(id).orElseThrow();
    }

    /** Elements that lie in the lists. */
    public long queued() {
        Map<String, Long> depths = stores.depths();
        return depths.get("high") + depths.get("medium") + depths.get("low");
    }

    /** The ends that were told, in order. */
    public List<Job> endsTold() {
        return stores.events.stream()
                .<Job>mapMulti((event, sink) -> {
                    if (event instanceof Event.Ended(Job job)) {
                        sink.accept(job);
                    }
                })
                .toList();
    }

    private <P> P breakable(Class<P> port, P real) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    Consumer<Object[]> happens = before.get(port.getSimpleName() + "." + method.getName());
                    if (happens != null) {
                        happens.accept(arguments);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    @Override
    public void close() {
        stores.close();
    }
}
