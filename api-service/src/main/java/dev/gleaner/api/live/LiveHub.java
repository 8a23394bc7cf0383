package dev.gleaner.api.live;

import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.store.StoreAwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what moves anywhere in the fleet and hands it to the clients of this process. Messages of the bus may be lost, so
 * watched open jobs are read again every few seconds; who is newer wins.
 */
public final class LiveHub {
    private static final Logger log = LoggerFactory.getLogger(LiveHub.class);

    /** Open jobs that a client of all jobs is told at the start, and that are read again for it. */
    private static final int MOST_OPEN = 1_000;

    private static final Duration LONGEST_SEND = Duration.ofSeconds(20);

    private final Jobs jobs;
    private final LiveSettings settings;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final Observer observer;
    private final ExecutorService threads;

    /** @param fatal is told when the thread of a client dies */
    LiveHub(Jobs jobs, LiveSettings settings, Thread.UncaughtExceptionHandler fatal) {
        this(jobs, settings, fatal, Observer.NONE);
    }

    /** @param observer is told of clients that are cut off */
    LiveHub(Jobs jobs, LiveSettings settings, Thread.UncaughtExceptionHandler fatal, Observer observer) {
        this.observer = observer;
        this.jobs = jobs;
        this.settings = settings;
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .name("live-", 0)
                .uncaughtExceptionHandler(fatal)
                .factory());
    }

    /** Clients by WebSocket. */
    int sockets() {
        return (int) clients.stream().filter(Client::isSocket).count();
    }

    boolean isFull() {
        return sockets() >= settings.maxClients();
    }

    /**
     * Lets a client watch. It is registered before the job is read: what moves in between is in its mailbox, and what of
     * that the snapshot contains is dropped again.
     *
     * @param jobId null for all jobs
     */
    Client join(@Nullable String jobId, Wire wire) {
        return join(jobId, null, wire);
    }

    /**
     * The same.
     *
     * @param told to a client of all jobs who comes again: the snapshot has the jobs that ended since, too
     */
    Client join(@Nullable String jobId, @Nullable Instant told, Wire wire) {
        Client client = new Client(jobId, wire, settings.framesPerSecond(), Instant::now);
        clients.add(client);
        threads.execute(() -> {
            try {
                begin(client, told);
                client.run();
            } catch (StoreAwayException away) {
                log.debug("A client could not be given its snapshot", away);
                client.close();
            } catch (RuntimeException fault) {
                log.error("A client is cut off by a fault of ours", fault);
                client.close();
            } finally {
                clients.remove(client);
                if (client.wasCut()) {
                    observer.on(new Event.WatcherDropped());
                }
            }
        });
        return client;
    }

    private void begin(Client client, @Nullable Instant told) {
        String jobId = client.jobId();
        if (jobId == null) {
            List<ProgressUpdate> open =
                    jobs.open(MOST_OPEN).stream().map(ProgressUpdate::of).toList();
            if (told == null) {
                client.begin(open, Frames.snapshot(open));
                return;
            }
            // Read after the open ones: a job that ends in between is told twice rather than not at all.
            List<ProgressUpdate> all = new ArrayList<>(open);
            jobs.endedSince(told, MOST_OPEN).forEach(job -> all.add(ProgressUpdate.of(job)));
            client.begin(all, Frames.snapshot(all));
            return;
        }
        Optional<Job> job = jobs.find(jobId);
        if (job.isEmpty()) {
            client.close();
            return;
        }
        ProgressUpdate state = ProgressUpdate.of(job.get());
        client.begin(List.of(state), Frames.snapshot(state));
    }

    void leave(Client client) {
        clients.remove(client);
        client.close();
    }

    /** A message of the bus; never waits. */
    void heard(List<ProgressUpdate> steps) {
        if (steps.isEmpty()) {
            return;
        }
        String job = steps.getFirst().jobId();
        for (Client client : clients) {
            if (client.watches(job)) {
                client.put(steps);
            }
        }
    }

    /** Reads the watched open jobs again and tells who knows less. */
    void refresh() {
        if (clients.isEmpty()) {
            return;
        }
        Map<Client, List<String>> watched = new HashMap<>();
        for (Client client : clients) {
            watched.put(client, client.openJobs());
        }
        Set<String> ids = watched.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        Map<String, ProgressUpdate> states = new HashMap<>();
        if (!ids.isEmpty()) {
            jobs.findAll(ids).forEach(job -> states.put(job.id(), ProgressUpdate.of(job)));
        }
        // Jobs whose every message was lost, for those who watch all.
        if (watched.keySet().stream().anyMatch(client -> client.jobId() == null)) {
            jobs.open(MOST_OPEN).forEach(job -> states.putIfAbsent(job.id(), ProgressUpdate.of(job)));
        }
        for (Client client : watched.keySet()) {
            states.values().stream()
                    .filter(state -> client.watches(state.jobId()))
                    .forEach(client::refresh);
        }
    }

    void heartbeat() {
        clients.forEach(client -> client.reply(Frames.HEARTBEAT));
    }

    /** Cuts clients that have not read a message for too long. */
    void dropStuck() {
        long now = System.nanoTime();
        for (Client client : clients) {
            if (client.sendingFor(now) > LONGEST_SEND.toNanos()) {
                log.info("A client that does not read is cut off");
                leave(client);
            }
        }
    }

    void close() {
        clients.forEach(Client::close);
        threads.shutdownNow();
    }
}
