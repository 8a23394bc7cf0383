package dev.gleaner.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.gleaner.system.Client;
import dev.gleaner.system.Fleet;
import dev.gleaner.system.Promises;
import dev.gleaner.testkit.JavaProcess;
import dev.gleaner.testkit.LocalSite;
import dev.gleaner.testkit.TestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Stores, a site, an API and a consumer that outlive every crash, and one victim at a time. The survivors may be paused, so
 * that it is the victim that does what there is to do; they go on when it is dead.
 */
final class Stage implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(120);

    final Fleet fleet = new Fleet();
    final LocalSite site = fleet.site;
    final LocalSite slowSite = LocalSite.start("127.0.0.2");
    final LocalSite busySite = LocalSite.start("127.0.0.3");
    final LeftBehind leftBehind;
    private final MongoClient mongo = MongoClients.create(TestStores.mongo().url());
    private final Rest rest;
    private final Fleet.Api survivor;
    private final JavaProcess consumer;
    private Promises promises = new Promises();
    private @Nullable Victim victim;
    private List<String> known = List.of();
    private int scenes;
    private final List<String> toBeResumed = new ArrayList<>();

    Stage() {
        fleet.with("SCRAPE_ALLOWED_HOSTS", "127.0.0.0/8")
                .with("SCRAPE_ALLOWED_PORTS", "1-65535")
                .with("GLEANER_FLEET_LEASE", "4s")
                .with("GLEANER_FLEET_BEAT", "1s")
                .with("GLEANER_FLEET_AUDIT", "10s")
                .with("SUBMIT_TIMEOUT", "8s")
                .with("MAX_RETRY_ATTEMPTS", "1");
        slowSite.setRobots("User-agent: *\nCrawl-delay: 1\n");
        site.tagPages();
        leftBehind = new LeftBehind(mongo.getDatabase(fleet.database));
        survivor = fleet.startApi();
        consumer = fleet.startConsumer();
        survivor.awaitReady();
        fleet.awaitReady(consumer);
        rest = new Rest(mongo.getDatabase(fleet.database), fleet.redis.url());
    }

    /** A new scene: addresses that nobody has used before. */
    void nextScene() {
        scenes++;
        rest.forgetHosts();
        known = urls("known", 2);
        String job = api().submit(known, 5);
        Awaitility.await().atMost(LONG).until(() -> api().status(job).ended());
    }

    /** The API that survives. */
    Client api() {
        return survivor.client();
    }

    /** Addresses that are stored already. */
    List<String> known() {
        return known;
    }

    List<String> urls(String folder, int count) {
        return urls(site, folder, count);
    }

    List<String> urls(LocalSite from, String folder, int count) {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            urls.add(from.url("/%s/%d/%d".formatted(folder, scenes, i)));
        }
        return urls;
    }

    /** A key that nobody has used before. */
    String key(String name) {
        return name + "-" + scenes;
    }

    void start(Victim starting) {
        victim = starting;
        rest.forgetScripts();
    }

    void pauseConsumer() {
        consumer.pause();
    }

    void pauseApi() {
        survivor.process().pause();
    }

    void letConsumerGoOn() {
        consumer.goOn();
    }

    void letAllGoOn() {
        consumer.goOn();
        survivor.process().goOn();
    }

    /** Submits through an API and notes the promise. */
    String submit(Client api, List<String> urls) {
        String job = api.submit(urls, 5);
        promises.accepted(job, urls);
        return job;
    }

    /** Submits through the victim and notes the promise. */
    JsonNode submitToVictim(List<String> urls, String body, Map<String, String> headers) {
        Client.Answer answer = ask(() -> victim().client().post("/jobs/submit", body, headers));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        promises.accepted(answer.json().get("job_id").asString(), urls);
        return answer.json();
    }

    String submitToVictim(List<String> urls) {
        return submitToVictim(urls, Client.body(urls, 5), Map.of())
                .get("job_id")
                .asString();
    }

    void forgetPromises() {
        promises = new Promises();
    }

    /** Resumes a job when everything else is over, whether the victim has paused it or died before. */
    void toBeResumed(String job) {
        toBeResumed.add(job);
    }

    Promises promises() {
        return promises;
    }

    Victim victim() {
        if (victim == null) {
            throw new IllegalStateException("nobody has been started");
        }
        return victim;
    }

    /** Asks the victim something. */
    Client.Answer ask(Supplier<Client.Answer> question) {
        requireVictim();
        try {
            return question.get();
        } catch (Client.ConnectionLost lost) {
            Awaitility.await().atMost(LONG).until(() -> victim().isGone());
            throw new VictimIsGone();
        }
    }

    /** Returns as soon as it is so. */
    void until(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> {
            requireVictim();
            return condition.getAsBoolean();
        });
    }

    /** Returns as soon as a job has ended, whoever does the work. */
    void untilEnded(String job) {
        Awaitility.await().atMost(LONG).until(() -> api().status(job).ended());
    }

    /** Returns as soon as the consumer has asked for all of them. */
    void untilFetched(List<String> urls) {
        Awaitility.await().atMost(LONG).until(() -> urls.stream().allMatch(url -> site.hits(Fleet.path(url)) > 0));
    }

    /** Returns as soon as nothing is half done. */
    void untilSwept() {
        Awaitility.await().atMost(LONG).until(this::noIntents);
    }

    /** Returns as soon as a retry waits for its time. */
    void untilRetryWaits() {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> mongo.getDatabase(fleet.database)
                                .getCollection("tasks")
                                .countDocuments(new Document("state", "RETRY_WAIT"))
                        > 0);
    }

    boolean victimWorks() {
        return victim().kind() == Victim.Kind.CONSUMER;
    }

    /** Whether the busy site was asked again for what it refused at first. */
    boolean wasTriedAgain(String folder) {
        return urls(busySite, folder, 1).stream().anyMatch(url -> busySite.hits(Fleet.path(url)) > 1);
    }

    boolean retryIsDelayed() {
        return rest.somethingIsDelayed();
    }

    /** Returns as soon as the victim takes work. */
    void untilReady() {
        until("the victim takes work", () -> victim().isReady());
    }

    private void requireVictim() {
        if (victim().isGone()) {
            throw new VictimIsGone();
        }
    }

    /** Whether no intent is left. */
    boolean noIntents() {
        return mongo.getDatabase(fleet.database).getCollection("intents").countDocuments() == 0;
    }

    MongoDatabase database() {
        return mongo.getDatabase(fleet.database);
    }

    /** Whether no task is left. */
    boolean noTasks() {
        return mongo.getDatabase(fleet.database).getCollection("tasks").countDocuments() == 0;
    }

    /** Whether Redis knows of a consumer that holds entries. */
    boolean somebodyHolds() {
        return rest.somebodyHolds();
    }

    /** Returns as soon as a whole heartbeat of the consumer that works has begun and ended. */
    void untilBeat() {
        for (int beats = 0; beats < 2; beats++) {
            double before = rest.latestLease();
            until("a heartbeat", () -> rest.latestLease() > before);
        }
    }

    boolean hasGeneration() {
        return rest.hasGeneration();
    }

    /** Lets everything end, and looks whether all is as it has to be. */
    void settle() {
        letAllGoOn();
        site.open();
        site.setDelay(Duration.ZERO);
        Awaitility.await("no intent is left").atMost(LONG).until(this::noIntents);
        requireHeldBack();
        toBeResumed.forEach(job -> api().post("/jobs/" + job + "/resume"));
        toBeResumed.clear();
        Awaitility.await("every schedule is over").atMost(LONG).until(() -> Timetable.isOver(database()));
        Awaitility.await("every job has ended").atMost(LONG).until(this::everyJobHasEnded);
        rest.require();
        promises.requireKept(api());
        promises = new Promises();
    }

    /** Nothing is left half done, so what only paused jobs wait for is held back, and nothing else is. */
    private void requireHeldBack() {
        Set<String> paused = toBeResumed.stream()
                .filter(job -> api().get("/jobs/" + job + "/status")
                        .json()
                        .get("paused")
                        .asBoolean())
                .map(job -> job + "#1")
                .collect(Collectors.toSet());
        for (Document task :
                mongo.getDatabase(fleet.database).getCollection("tasks").find()) {
            List<String> waiters = task.getList("waiters", String.class);
            if (!waiters.isEmpty() && paused.containsAll(waiters)) {
                assertThat(task.getBoolean("held", false)).as(task.toJson()).isTrue();
            }
        }
    }

    private boolean everyJobHasEnded() {
        for (JsonNode job : api().get("/jobs?limit=1000").json()) {
            String status = job.get("status").asString();
            if (status.equals("PENDING") || status.equals("IN_PROGRESS")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        letAllGoOn();
        if (victim != null) {
            victim.close();
        }
        rest.close();
        mongo.close();
        fleet.close();
        slowSite.close();
        busySite.close();
    }

    /** It has ended; what it was to be asked next is asked no more. */
    static final class VictimIsGone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
