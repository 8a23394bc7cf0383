package dev.gleaner.consumer;

import dev.gleaner.article.Articles;
import dev.gleaner.article.Contents;
import dev.gleaner.consumer.fault.Pause;
import dev.gleaner.consumer.fault.StoreOutage;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.HeldEntries;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.extract.ArticleContent;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Job;
import dev.gleaner.queue.ClaimResult;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.QueueRules;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Kind;
import dev.gleaner.store.StoreAwayException.Store;
import dev.gleaner.store.Stores;
import dev.gleaner.task.Task;
import dev.gleaner.task.Tasks;
import dev.gleaner.url.ArticleUrl;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A consumer's parts over real stores; what it waits for, a test decides. */
public final class Bench implements AutoCloseable {
    public final Stores stores = new Stores(QueueRules.defaults().withHostMaxConcurrent(64));
    public final InFlight inFlight = new InFlight(64);
    public final String incarnation = "bench-" + Ids.token();

    /** What happens while a store is away. */
    public volatile Pause pause = tries -> {
        throw new AssertionError("nothing was to be waited for");
    };

    public final StoreOutage outage = new StoreOutage(tries -> pause.after(tries));

    public Bench() {
        stores.leases.register(incarnation);
    }

    public HeldEntries held() {
        return held(stores.queue, stores.tasks);
    }

    public HeldEntries held(WorkQueue queue, Tasks tasks) {
        return new HeldEntries(queue, tasks, inFlight, outage, stores.clock);
    }

    /** A registered article. */
    public String article(String name) {
        String url = "https://site.example/" + name;
        return stores.articles
                .register(List.of(new Articles.Wanted(ArticleUrl.parse(url), url, null, null, 5)), stores.now())
                .get(url)
                .articleId();
    }

    /** A job that waits for these articles, with their tasks pushed. */
    public String jobOf(String... articleIds) {
        String job = stores.aJobWaitingFor(List.of(articleIds));
        stores.open(job, articleIds);
        return job;
    }

    /** Everything that lies in the lists, held by this bench. */
    public List<QueueEntry> claimed() {
        return claimedBy(incarnation);
    }

    public List<QueueEntry> claimedBy(String claimer) {
        return ((ClaimResult.Taken) stores.queue.claim(claimer, 32)).entries();
    }

    /** Claims what lies in the lists and starts it, as an article in flight each. */
    public Map<String, Execution> running() {
        List<QueueEntry> entries = claimed();
        String claim = Ids.token();
        stores.tasks.start(entries, claim, stores.now());
        Map<String, Task> tasks =
                stores.tasks.find(entries.stream().map(QueueEntry::articleId).toList());
        return entries.stream()
                .map(entry -> new Execution(entry, tasks.get(entry.articleId()), incarnation, claim))
                .peek(inFlight::add)
                .collect(Collectors.toMap(Execution::articleId, execution -> execution));
    }

    /** An article of a job of its own, in flight. */
    public Execution runningOne() {
        String id = article("one");
        jobOf(id);
        return running().get(id);
    }

    public Task task(String articleId) {
        return stores.tasks.find(List.of(articleId)).get(articleId);
    }

    public Job job(String jobId) {
        return stores.jobs.find(jobId).orElseThrow();
    }

    public static ArticleContent content(String text) {
        return Contents.ofText("Title", text);
    }

    public Articles.Scraped scraped(String articleId, String text) {
        return new Articles.Scraped(
                articleId,
                content(text),
                "https://site.example/final",
                200,
                "\"1\"",
                null,
                0,
                stores.now(),
                stores.now());
    }

    public static StoreAwayException away() {
        return new StoreAwayException(Store.MONGODB, Kind.AWAY, new IllegalStateException("no answer"));
    }

    @Override
    public void close() {
        stores.close();
    }
}
