package dev.gleaner.system;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.gleaner.queue.redis.QueueKeys;
import dev.gleaner.testkit.FreePorts;
import dev.gleaner.testkit.JavaProcess;
import dev.gleaner.testkit.LocalSite;
import dev.gleaner.testkit.TestStores;
import io.lettuce.core.RedisClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** API and consumer processes on a database and a Redis of their own, and the site that they scrape. */
public final class Fleet implements AutoCloseable {
    /** A bound for a process that never comes up but does not end either; one that ends is noticed at once. */
    private static final Duration START = Duration.ofSeconds(180);

    public final LocalSite site = LocalSite.start();
    public final TestStores.PrivateStore redis = TestStores.startRedis();
    public final String database = TestStores.freshDatabase();
    private final Map<String, String> settings = new HashMap<>();
    private final List<JavaProcess> processes = new ArrayList<>();

    public Fleet() {
        settings.put("MONGO_URL", TestStores.mongo().url());
        settings.put("MONGO_DB_NAME", database);
        settings.put("REDIS_URL", redis.url());
        settings.put("SCRAPE_ALLOWED_HOSTS", "127.0.0.1:" + site.port());
        settings.put("HOST_MAX_CONCURRENT", "64");
        settings.put("RETRY_BASE_DELAY", "200ms");
    }

    /** A setting of all processes that start from now on. */
    public Fleet with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Starts an API; it may not answer yet. */
    public Api startApi() {
        return startApi(Map.of());
    }

    /** Starts an API with further settings. */
    public Api startApi(Map<String, String> further) {
        int port = FreePorts.next();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("API_PORT", Integer.toString(port));
        environment.putAll(further);
        return new Api(start("api", environment), new Client("http://127.0.0.1:" + port));
    }

    /** Starts an API and a consumer, and returns when both are ready. */
    public Client startPair() {
        Api api = startApi();
        awaitReady(startConsumer());
        return api.awaitReady();
    }

    public JavaProcess startConsumer() {
        return startConsumer(Map.of());
    }

    public JavaProcess startConsumer(Map<String, String> further) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(further);
        return start("consumer", environment);
    }

    /** Runs a command on the fleet's settings. */
    JavaProcess command(String... words) {
        JavaProcess process = JavaProcess.start("dev.gleaner.standalone.Gleaner", settings, words);
        processes.add(process);
        return process;
    }

    private JavaProcess start(String command, Map<String, String> environment) {
        JavaProcess process = JavaProcess.start("dev.gleaner.standalone.Gleaner", environment, command);
        processes.add(process);
        return process;
    }

    /** Returns when a consumer takes work. */
    public void awaitReady(JavaProcess consumer) {
        consumer.awaitLine(line -> line.contains("Working as"), START);
    }

    /** FLUSHALL. */
    public void emptyRedis() {
        RedisClient client = RedisClient.create(redis.url());
        try (var connection = client.connect()) {
            connection.sync().flushall();
        } finally {
            client.shutdown();
        }
    }

    /** CONFIG SET. */
    void configureRedis(String name, String value) {
        RedisClient client = RedisClient.create(redis.url());
        try (var connection = client.connect()) {
            connection.sync().configSet(name, value);
        } finally {
            client.shutdown();
        }
    }

    /** How many processes listen to what is published. */
    long listeners() {
        RedisClient client = RedisClient.create(redis.url());
        try (var connection = client.connect()) {
            return connection.sync().pubsubNumsub(QueueKeys.CHANNEL).get(QueueKeys.CHANNEL);
        } finally {
            client.shutdown();
        }
    }

    /** Nobody of the fleet audits, as if somebody else had begun to just now. */
    void holdTheAudit() {
        RedisClient client = RedisClient.create(redis.url());
        try (var connection = client.connect()) {
            connection.sync().set(QueueKeys.standard().audit(), "held by the test");
        } finally {
            client.shutdown();
        }
    }

    /** Whether Redis has a key. */
    boolean redisHas(String key) {
        RedisClient client = RedisClient.create(redis.url());
        try (var connection = client.connect()) {
            return connection.sync().exists(key) == 1;
        } finally {
            client.shutdown();
        }
    }

    /** The fleet's database, to be looked into or spoiled. */
    void inDatabase(Consumer<MongoDatabase> use) {
        try (MongoClient client = MongoClients.create(TestStores.mongo().url())) {
            use.accept(client.getDatabase(database));
        }
    }

    /** What is under way or was left half done. */
    public List<String> intents() {
        try (MongoClient client = MongoClients.create(TestStores.mongo().url())) {
            return client.getDatabase(database)
                    .getCollection("intents")
                    .find()
                    .map(intent -> intent.getString("_id"))
                    .into(new ArrayList<>());
        }
    }

    public List<String> urls(String folder, int from, int to) {
        List<String> urls = new ArrayList<>();
        for (int i = from; i < to; i++) {
            urls.add(site.url("/%s/%05d".formatted(folder, i)));
        }
        return urls;
    }

    public static String path(String url) {
        return URI.create(url).getPath();
    }

    @Override
    public void close() {
        processes.forEach(JavaProcess::close);
        site.close();
        redis.close();
    }

    public record Api(JavaProcess process, Client client) {
        /** Returns when it answers. */
        public Client awaitReady() {
            Awaitility.await()
                    .atMost(START)
                    .failFast(this::requireAlive)
                    .ignoreExceptions()
                    .until(() -> client.get("/health").status() == 200);
            return client;
        }

        private void requireAlive() {
            if (!process.isAlive()) {
                throw new AssertionError("The API has ended:\n" + String.join("\n", process.lines()));
            }
        }
    }
}
