package dev.gleaner.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.gleaner.article.Articles;
import dev.gleaner.article.mongo.MongoArticles;
import dev.gleaner.delivery.Debts;
import dev.gleaner.delivery.Deliveries;
import dev.gleaner.delivery.Owing;
import dev.gleaner.delivery.mongo.MongoDebts;
import dev.gleaner.delivery.mongo.MongoDeliveries;
import dev.gleaner.event.Event;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fleet.Leases;
import dev.gleaner.fleet.QueueView;
import dev.gleaner.fleet.redis.RedisLeases;
import dev.gleaner.fleet.redis.RedisQueueView;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Idempotency;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Items;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.Outputs;
import dev.gleaner.job.mongo.MongoEfforts;
import dev.gleaner.job.mongo.MongoIdempotency;
import dev.gleaner.job.mongo.MongoIntents;
import dev.gleaner.job.mongo.MongoItems;
import dev.gleaner.job.mongo.MongoJobs;
import dev.gleaner.job.mongo.MongoOutputs;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.queue.HostOrders;
import dev.gleaner.queue.HostStates;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueRules;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.queue.mongo.MongoHostOrders;
import dev.gleaner.queue.redis.QueueKeys;
import dev.gleaner.queue.redis.QueueScripts;
import dev.gleaner.queue.redis.RedisHostStates;
import dev.gleaner.queue.redis.RedisWorkQueue;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.MongoFaults;
import dev.gleaner.store.redis.RedisFaults;
import dev.gleaner.task.Finisher;
import dev.gleaner.task.Holds;
import dev.gleaner.task.JobEnds;
import dev.gleaner.task.Tasks;
import dev.gleaner.task.Tasks.Wish;
import dev.gleaner.task.Waiter;
import dev.gleaner.task.mongo.MongoTasks;
import dev.gleaner.testkit.TestStores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** All ports over real stores: a database and a key tag of its own for each test, and a clock that the test moves. */
public final class Stores implements AutoCloseable {
    /** Redis measures it by its own clock: one that ends by itself would end in the middle of a long test. See die(). */
    private static final Duration LEASE = Duration.ofHours(1);

    private static final StoreFaults MONGO = new MongoFaults();
    private static final StoreFaults REDIS = new RedisFaults();

    private final MongoClient client = MongoClients.create(TestStores.mongo().url());
    private final LettuceConnectionFactory factory = new LettuceConnectionFactory(
            LettuceConnectionFactory.createRedisConfiguration(TestStores.redis().url()));

    private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    public final InstantSource clock = () -> now;
    public final MongoCollections collections = new MongoCollections(client.getDatabase(TestStores.freshDatabase()));
    public final StringRedisTemplate redis;
    public final QueueKeys keys = new QueueKeys("test-" + Ids.token());
    public final QueueScripts scripts;
    public final WorkQueue queue;
    public final HostStates hosts;
    public final Leases leases;
    public final QueueView view;
    public final Jobs jobs = MONGO.port(Jobs.class, new MongoJobs(collections, clock));
    public final Items items = MONGO.port(Items.class, new MongoItems(collections));
    public final Efforts efforts = MONGO.port(Efforts.class, new MongoEfforts(collections));
    public final Outputs outputs = MONGO.port(Outputs.class, new MongoOutputs(collections));
    public final Intents intents = MONGO.port(Intents.class, new MongoIntents(collections));
    public final Idempotency idempotency = MONGO.port(Idempotency.class, new MongoIdempotency(collections));
    public final Articles articles = MONGO.port(Articles.class, new MongoArticles(collections));
    public final Tasks tasks = MONGO.port(Tasks.class, new MongoTasks(collections));
    public final HostOrders orders = MONGO.port(HostOrders.class, new MongoHostOrders(collections));
    public final List<ProgressUpdate> told = new CopyOnWriteArrayList<>();
    public final ProgressBus progress = new ProgressBus() {
        @Override
        public void publish(List<ProgressUpdate> updates) {
            told.addAll(updates);
        }

        @Override
        public void subscribe(Consumer<List<ProgressUpdate>> listener) {
            throw new UnsupportedOperationException();
        }
    };
    public final List<Event> events = new CopyOnWriteArrayList<>();
    public final Deliveries deliveries = MONGO.port(Deliveries.class, new MongoDeliveries(collections));
    public final Debts debts = MONGO.port(Debts.class, new MongoDebts(collections));
    public final Owing owing = new Owing(jobs, items, deliveries, debts, clock);
    public final JobEnds ends = new JobEnds(jobs, progress, events::add, owing);
    public final Finisher finisher = new Finisher(tasks, jobs, efforts, ends);
    public final Holds holds;

    public Stores() {
        this(QueueRules.defaults());
    }

    public Stores(QueueRules rules) {
        factory.afterPropertiesSet();
        factory.start();
        redis = new StringRedisTemplate(factory);
        scripts = new QueueScripts(keys, rules);
        queue = REDIS.port(WorkQueue.class, new RedisWorkQueue(redis, keys, rules));
        // As Redis counts the time, not as the test does.
        hosts = REDIS.port(HostStates.class, new RedisHostStates(redis, keys, rules, Clock.systemUTC()));
        holds = new Holds(tasks, jobs, queue, clock);
        leases = REDIS.port(Leases.class, new RedisLeases(redis, keys, scripts, LEASE));
        view = REDIS.port(QueueView.class, new RedisQueueView(redis, keys, scripts));
        collections.createIndexes();
    }

    public Instant now() {
        return now;
    }

    /** Moves the clock on. */
    public void later(Duration time) {
        now = now.plus(time);
    }

    /** Lets an article have been scraped just now, by whomever. */
    public void scraped(String articleId) {
        collections
                .articles()
                .updateOne(
                        Filters.eq("_id", articleId),
                        Updates.combine(Updates.set("status", "SCRAPED"), Updates.set("scraped_at", Date.from(now))));
    }

    /** Commits a job with these articles, all of them pending. */
    public String aJobWaitingFor(List<String> articleIds) {
        String id = Ids.job();
        jobs.insert(new NewJob(
                id,
                Ids.token(),
                articleIds,
                articleIds,
                now,
                Instant.EPOCH,
                null,
                FetchOptions.NONE,
                JobLabel.NONE,
                null));
        return id;
    }

    /** Opens a task for each of these articles, for which the first run of the job waits, and pushes it. */
    public void open(String jobId, String... articleIds) {
        open(new Waiter(jobId, 1), Instant.EPOCH, articleIds);
    }

    /** The same for any run, and for whom a text scraped before {@code needAfter} is too old. */
    public void open(Waiter waiter, Instant needAfter, String... articleIds) {
        List<Wish> wishes = Arrays.stream(articleIds)
                .map(id -> new Wish(id, "https://site.example/" + id, "", Lane.HIGH))
                .toList();
        String version = Ids.token();
        tasks.join(wishes, waiter, needAfter, version, now);
        queue.push(tasks.find(List.of(articleIds)).values().stream()
                .filter(task -> task.version().equals(version))
                .map(task -> task.entry(now))
                .toList());
        tasks.pushed(List.of(articleIds), List.of(version));
    }

    /** Makes an incarnation's lease end at once, as its death does after a while. */
    public void die(String incarnation) {
        redis.opsForZSet().add(keys.consumers(), incarnation, 1);
    }

    /** How much lies where: the three lanes, {@code delayed}, {@code held} and {@code waiting}. */
    public Map<String, Long> depths() {
        Map<String, Long> depths = new LinkedHashMap<>();
        for (Lane lane : Lane.values()) {
            depths.put(
                    lane.name().toLowerCase(Locale.ROOT),
                    count(redis.opsForList().size(keys.list(lane))));
        }
        depths.put("delayed", count(redis.opsForZSet().zCard(keys.delayed())));
        long waiting = 0;
        for (String host : redis.opsForZSet().range(keys.hosts(), 0, -1)) {
            waiting += count(redis.opsForZSet().zCard(keys.waitingPrefix() + host));
        }
        depths.put("waiting", waiting);
        long held = 0;
        for (String incarnation : redis.opsForZSet().range(keys.consumers(), 0, -1)) {
            held += count(redis.opsForHash().size(keys.held(incarnation)));
        }
        depths.put("held", held);
        return depths;
    }

    private static long count(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    @Override
    public void close() {
        factory.destroy();
        client.close();
    }
}
