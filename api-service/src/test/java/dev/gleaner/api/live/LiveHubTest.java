package dev.gleaner.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.article.ArticleStatus;
import dev.gleaner.job.Ends;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobFilter;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.JobOrder;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.NextRun;
import dev.gleaner.job.Orders;
import dev.gleaner.progress.ProgressUpdate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveHubTest {
    private final StoredJobs jobs = new StoredJobs();
    private final AtomicReference<Throwable> died = new AtomicReference<>();
    private final LiveHub hub =
            new LiveHub(jobs, new LiveSettings(10, 10, 1_000, List.of()), (thread, fault) -> died.set(fault));

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aStuckReaderHoldsNobodyBackAndGetsTheLatestStateWhenItReadsAgain() {
        jobs.store("j", 1, 0, JobStatus.IN_PROGRESS);
        StuckWire stuck = new StuckWire();
        RecordingWire quick = new RecordingWire();
        hub.join("j", stuck);
        hub.join("j", quick);
        await().until(() -> stuck.entered && quick.sent.size() == 1);

        for (int i = 1; i <= 3_000; i++) {
            hub.heard(List.of(step("j", "a" + i, i + 1, i)));
        }
        await().until(() -> quick.sent.getLast().contains("\"completed\":3000,"));

        stuck.readsAgain.countDown();
        await().until(() -> stuck.sent.size() == 2);
        assertThat(stuck.sent.get(1)).contains("\"completed\":3000,", "\"skipped\":2500");
    }

    @Test
    void whoWatchesOneJobHearsNothingOfAnother() {
        jobs.store("mine", 1, 0, JobStatus.IN_PROGRESS);
        RecordingWire wire = new RecordingWire();
        hub.join("mine", wire);
        await().until(() -> wire.sent.size() == 1);

        hub.heard(List.of(step("other", "a", 2, 1)));
        hub.heard(List.of(step("mine", "a", 2, 1)));

        await().until(() -> wire.sent.size() == 2);
        assertThat(wire.sent.get(1)).contains("\"job_id\":\"mine\"");
    }

    @Test
    void anEndWhoseMessageWasLostIsReadFromTheStore() {
        jobs.store("j", 1, 0, JobStatus.IN_PROGRESS);
        RecordingWire one = new RecordingWire();
        RecordingWire all = new RecordingWire();
        hub.join("j", one);
        hub.join(null, all);
        await().until(() -> one.sent.size() == 1 && all.sent.size() == 1);

        jobs.store("j", 9, 5_000, JobStatus.COMPLETED);
        hub.refresh();
        hub.refresh();

        await().until(() -> one.sent.size() == 2 && all.sent.size() == 2);
        assertThat(one.sent.get(1)).contains("\"status\":\"COMPLETED\"", "\"article_id\":null");
        assertThat(all.sent.get(1)).contains("\"status\":\"COMPLETED\"");
    }

    @Test
    void theSnapshotOfAllJobsListsTheOpenOnes() {
        jobs.store("open", 1, 0, JobStatus.IN_PROGRESS);
        jobs.store("over", 1, 0, JobStatus.CANCELLED);
        RecordingWire wire = new RecordingWire();
        hub.join(null, wire);

        await().until(() -> wire.sent.size() == 1);
        assertThat(wire.sent.getFirst())
                .contains("\"type\":\"snapshot\"", "\"job_id\":\"open\"")
                .doesNotContain("over");
    }

    @Test
    void anErrorWhileAClientIsServedIsTold() {
        jobs.store("j", 1, 0, JobStatus.IN_PROGRESS);
        hub.join("j", new Wire() {
            @Override
            public void send(String text) {
                throw new NoClassDefFoundError("planted");
            }

            @Override
            public void close() {}
        });

        await().until(() -> died.get() instanceof NoClassDefFoundError);
    }

    @Test
    void aClientThatLeavesMakesRoom() {
        jobs.store("j", 1, 0, JobStatus.IN_PROGRESS);
        Client client = hub.join("j", new RecordingWire());
        for (int i = 1; i < 10; i++) {
            hub.join("j", new RecordingWire());
        }
        assertThat(hub.isFull()).isTrue();

        hub.leave(client);

        assertThat(hub.isFull()).isFalse();
    }

    private static ProgressUpdate step(String job, String article, long revision, int completed) {
        return new ProgressUpdate(
                job, article, ArticleStatus.SCRAPED, null, JobStatus.IN_PROGRESS, completed, 0, 5_000, revision);
    }

    private static class RecordingWire implements Wire {
        final List<String> sent = new CopyOnWriteArrayList<>();

        @Override
        public void send(String text) {
            sent.add(text);
        }

        @Override
        public void close() {}
    }

    /** Takes the first message and does not come back from it until told. */
    private static final class StuckWire extends RecordingWire {
        final CountDownLatch readsAgain = new CountDownLatch(1);
        volatile boolean entered;

        @Override
        public void send(String text) {
            entered = true;
            try {
                readsAgain.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            super.send(text);
        }
    }

    /** Only what the hub reads. */
    static final class StoredJobs implements Jobs {
        private final Map<String, Job> stored = new ConcurrentHashMap<>();

        void store(String id, long revision, int completed, JobStatus status) {
            Instant now = Instant.EPOCH;
            stored.put(
                    id, new Job(id, status, 5_000, 5_000, 0, completed, 0, now, now, null, revision, 1, JobLabel.NONE));
        }

        @Override
        public Optional<Ends> ends(String jobId, int run) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<RunStart> startRun(String jobId, int run, String runId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Job> addFound(String jobId, int run, String runId, long start, int total, int found) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Job> endRun(String jobId, int run, String runId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Job> find(String jobId) {
            return Optional.ofNullable(stored.get(jobId));
        }

        @Override
        public List<Job> findAll(Collection<String> jobIds) {
            return jobIds.stream().map(stored::get).toList();
        }

        @Override
        public List<String> ended(Collection<String> jobIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Job> list(JobFilter filter, JobOrder order, int limit, int skip) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long count(JobFilter filter) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Job> open(int limit) {
            return stored.values().stream().filter(job -> !job.status().ended()).toList();
        }

        @Override
        public boolean insert(NewJob job) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Job> list(JobFilter filter, int limit, int skip) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Job> pause(String jobId, String token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Job> resume(String jobId, String token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Job> prioritise(String jobId, int priority, String token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Job> reopen(String jobId, int run, NextRun next, Instant needAfter) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean remove(String jobId, int run) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Job> endedBefore(Instant time, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Job> endedSince(Instant time, int limit) {
            return stored.values().stream().filter(job -> job.status().ended()).toList();
        }

        @Override
        public Optional<Instant> oldestCreation() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void dropRetries(String jobId, int run) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Orders> orders(String jobId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> idempotencyKey(String jobId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Job> begin(String jobId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Job> settle(String jobId, int run, List<String> succeeded, List<Failure> failed) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Job> complete(String jobId, int run) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Cancelled> cancel(String jobId, String token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean wants(String jobId, String articleId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> pending(String jobId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Detail> detail(String jobId) {
            throw new UnsupportedOperationException();
        }
    }
}
