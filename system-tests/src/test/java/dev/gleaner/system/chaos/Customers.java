package dev.gleaner.system.chaos;

import dev.gleaner.system.Client;
import dev.gleaner.system.Promises;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * Clients that submit, look, cancel, remove and retry all the time, note what they were promised, and repeat what got no
 * answer, under the same key.
 */
final class Customers {
    private static final int ADDRESSES = 20_000;
    private static final int MOST_OF_A_JOB = 25;

    /** Both APIs may be starting for minutes; who has no answer when all is well is found by {@link #stop}. */
    private static final int MOST_REPEATS = 5_000;

    private final ChaosFleet fleet;
    private final int count;
    private final long seed;
    private final Promises promises = new Promises();
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();
    private final AtomicInteger removed = new AtomicInteger();
    private final AtomicInteger articles = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;

    /** @param count of clients */
    Customers(ChaosFleet fleet, int count, long seed) {
        this.fleet = fleet;
        this.count = count;
        this.seed = seed;
    }

    /** One request of a submission; the status is 0 if the connection was lost. */
    record Attempt(long began, long ended, int status) {
        boolean failed() {
            return status == 0 || status >= 500;
        }
    }

    /** What a client was last told of a job. */
    private record Seen(int run, int done) {}

    void start() {
        for (int i = 0; i < count; i++) {
            Random random = new Random(seed + i);
            int number = i;
            threads.execute(() -> live(number, random));
        }
    }

    /** Returns when as many more submissions were accepted as there are clients. */
    void awaitServed(Duration atMost) {
        int wanted = promises.size() + count;
        Awaitility.await("somebody can submit").atMost(atMost).until(() -> promises.size() >= wanted);
    }

    /** No further jobs; what is under way is brought to an answer. */
    void stop() throws InterruptedException {
        stopping = true;
        threads.shutdown();
        if (!threads.awaitTermination(5, TimeUnit.MINUTES)) {
            throw new AssertionError("a client still waits for an answer, five minutes after all is well");
        }
    }

    Promises promises() {
        return promises;
    }

    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** What clients saw that must not be. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    String text() {
        Map<Integer, Integer> answers = new TreeMap<>();
        attempts.forEach(attempt -> answers.merge(attempt.status(), 1, Integer::sum));
        return "%d jobs with %d addresses accepted; %d cancelled, %d retried, %d removed; answers to submissions: %s (0: connection lost)"
                .formatted(promises.size(), articles.get(), cancelled.get(), retried.get(), removed.get(), answers);
    }

    private void live(int number, Random random) {
        List<String> mine = new ArrayList<>();
        for (int turn = 0; !stopping; turn++) {
            try {
                submit("c%d-%d-%d".formatted(seed, number, turn), random, mine);
                pause(random, 800);
                for (int looks = 0; looks < 2 && !mine.isEmpty(); looks++) {
                    visit(mine.get(Math.max(0, mine.size() - 1 - random.nextInt(8))), random, mine);
                }
                pause(random, 600);
            } catch (AssertionError | RuntimeException wrong) {
                broken.add("client %d: %s".formatted(number, wrong));
            }
        }
    }

    private Client api(Random random) {
        List<Member> apis = fleet.apis();
        return apis.get(random.nextInt(apis.size())).client();
    }

    private void submit(String key, Random random, List<String> mine) {
        Set<String> distinct = new LinkedHashSet<>();
        int count = 1 + random.nextInt(MOST_OF_A_JOB);
        for (int i = 0; i < count; i++) {
            distinct.add(address(random));
        }
        List<String> urls = List.copyOf(distinct);
        String body = Client.body(urls, 1 + random.nextInt(10));
        if (random.nextInt(4) == 0) {
            body = body.replaceFirst("\\{", "{\"max_age\":0,");
        }
        for (int repeat = 0; repeat < MOST_REPEATS; repeat++) {
            long began = System.nanoTime();
            int status = 0;
            try {
                Client.Answer answer = api(random).post("/jobs/submit", body, Map.of("Idempotency-Key", key));
                status = answer.status();
                if (status == 201) {
                    String job = answer.json().get("job_id").asString();
                    promises.accepted(job, urls);
                    articles.addAndGet(urls.size());
                    mine.add(job);
                    return;
                }
                if (status < 500 && status != 409 && status != 429) {
                    broken.add("a submission was answered %d: %s".formatted(status, answer.text()));
                    return;
                }
            } catch (Client.ConnectionLost lost) {
                status = 0;
            } finally {
                attempts.add(new Attempt(began, System.nanoTime(), status));
            }
            pause(random, 1_000);
        }
        broken.add("a submission was not accepted in %d attempts".formatted(MOST_REPEATS));
    }

    private String address(Random random) {
        int number = random.nextInt(ADDRESSES);
        return switch (random.nextInt(40)) {
            case 0 -> fleet.deadHost + "/dead/" + number % 50;
            case 1, 2, 9, 10, 11, 12, 13, 14 -> fleet.slow.url("/slow/" + number);
            case 3, 4 -> {
                if (random.nextInt(8) == 0) {
                    fleet.busy.refuseOnce(1);
                }
                yield fleet.busy.url("/busy/" + number);
            }
            case 5, 6 -> fleet.fast.url("/broken/" + number % 200);
            case 7, 8 -> fleet.fast.url("/missing/" + number % 200);
            default -> fleet.fast.url("/article/" + number);
        };
    }

    private void visit(String job, Random random, List<String> mine) {
        try {
            Client.Answer answer = api(random).get("/jobs/" + job + "/status");
            if (answer.status() != 200) {
                requireOutage("the status of " + job, answer, mine.contains(job));
                return;
            }
            JsonNode status = answer.json();
            look(job, status);
            boolean ended = status.get("pending").asInt() == 0;
            int dice = random.nextInt(100);
            if (!ended && dice < 15) {
                cancel(job, random);
            } else if (ended && status.get("failed").asInt() > 0 && dice < 20) {
                if (api(random).post("/jobs/" + job + "/retry").status() == 202) {
                    promises.retried(job);
                    retried.incrementAndGet();
                }
            } else if (dice > 97) {
                promises.mayBePurged(job);
                mine.remove(job);
                if (api(random).delete("/jobs/" + job + "?purge=true").status() == 200) {
                    promises.purged(job);
                    removed.incrementAndGet();
                }
            }
        } catch (Client.ConnectionLost lost) {
            // Looked at another time.
            return;
        }
    }

    private void cancel(String job, Random random) {
        if (api(random).delete("/jobs/" + job).status() == 200) {
            promises.cancelled(job);
            cancelled.incrementAndGet();
        }
    }

    private void requireOutage(String what, Client.Answer answer, boolean exists) {
        if (answer.status() < 500 && exists) {
            broken.add("%s was answered %d: %s".formatted(what, answer.status(), answer.text()));
        }
    }

    private void look(String job, JsonNode status) {
        int total = status.get("total_articles").asInt();
        int done = status.get("completed").asInt() + status.get("failed").asInt();
        int run = status.get("run").asInt();
        if (done + status.get("pending").asInt() != total) {
            broken.add("%s does not add up: %s".formatted(job, status));
        }
        // Only this client looks at its jobs, so the answers come in the order of its questions.
        Seen before = seen.put(job, new Seen(run, done));
        if (before != null && (run < before.run || (run == before.run && done < before.done))) {
            broken.add("%s fell back from %s to %s".formatted(job, before, status));
        }
    }

    private void pause(Random random, int most) {
        if (stopping) {
            return;
        }
        try {
            Thread.sleep(random.nextInt(most));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
