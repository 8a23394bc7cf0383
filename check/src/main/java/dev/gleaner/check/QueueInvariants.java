package dev.gleaner.check;

import dev.gleaner.queue.EntryReader;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Waiter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Gatherers;

/**
 * One look at the open work: tasks beside the queue, open jobs beside their tasks. The stores change between its reads, so
 * what it suspects may be in order a moment later.
 */
final class QueueInvariants {
    private static final int CHUNK = 1000;

    /** Identities kept at a time, 16 bytes each; a larger queue is read in several passes. */
    private static final long HASHES_PER_PASS = 4_000_000;

    private final StoredState stored;
    private final QueuedState queued;
    private final Expectation expectation;
    private final Findings certain;
    private final Findings suspected;
    private final Findings leftovers;
    private final Map<String, Long> looked = new LinkedHashMap<>();
    private final List<StoredTask> heldBack = new ArrayList<>(CHUNK);

    /** @param wanted which suspicions are kept: those of an earlier look */
    QueueInvariants(StoredState stored, QueuedState queued, Expectation expectation, Predicate<Violation> wanted) {
        this.stored = stored;
        this.queued = queued;
        this.expectation = expectation;
        this.certain = new Findings(expectation.limit(), found -> true);
        this.suspected = new Findings(expectation.limit(), wanted);
        this.leftovers = new Findings(expectation.limit(), found -> expectation.atRest());
    }

    void look() {
        tasksInQueue();
        openJobs();
        pages();
        queued.strays().forEach(suspected::add);
        queued.wrongCounts()
                .forEach((host, surplus) -> suspected.add(Invariant.RUNNING_COUNTS_ARE_HELD.violation(host, surplus)));
        if (expectation.atRest()) {
            queued.runningCounts().forEach((host, count) -> left("running", "%d on %s".formatted(count, host)));
            stored.intents().keySet().forEach(intent -> left("intents", intent));
        }
    }

    /** What is wrong whenever it is seen. */
    Findings certain() {
        return certain;
    }

    /** What may be in order a moment later. */
    Findings suspected() {
        return suspected;
    }

    /** What is there although nothing should be; empty unless rest is expected. */
    Findings leftovers() {
        return leftovers;
    }

    boolean finds() {
        return !suspected.kept().isEmpty() || !leftovers.kept().isEmpty();
    }

    Map<String, Long> looked() {
        return looked;
    }

    private void left(String where, String what) {
        leftovers.add(Invariant.NOTHING_LEFT_AT_REST.violation(where, what));
    }

    private void tasksInQueue() {
        looked.put("open tasks", 0L);
        looked.put("queue entries", 0L);
        int passes = (int) (1 + queued.size() / HASHES_PER_PASS);
        for (int pass = 0; pass < passes; pass++) {
            LongHashSet present = queue(pass, passes);
            stored.tasks(new TaskReader(present, pass, passes));
            heldBack();
        }
    }

    /** It needs no entry; but every job that waits for it has to be paused, or somebody has to let it go. */
    private void heldBack() {
        List<String> waiting = heldBack.stream()
                .flatMap(task -> task.waiters().stream())
                .map(Waiter::jobId)
                .distinct()
                .toList();
        Map<String, StoredJob> jobs = stored.jobs(waiting);
        for (StoredTask task : heldBack) {
            task.waiters().stream()
                    .filter(waiter -> {
                        StoredJob job = jobs.get(waiter.jobId());
                        return job != null && job.run() == waiter.run() && job.wants();
                    })
                    .findFirst()
                    .ifPresent(waiter -> suspected.add(Invariant.HELD_BACK_IS_PAUSED.violation(
                            task.articleId(), task.state().name(), waiter.jobId())));
        }
        heldBack.clear();
    }

    private LongHashSet queue(int pass, int passes) {
        LongHashSet present = new LongHashSet();
        queued.entries(new EntryReader() {
            @Override
            public void read(String place, QueueEntry entry) {
                met(place, entry.text());
                long hash = LongHashSet.of(entry.identity());
                if (Long.remainderUnsigned(hash, passes) == pass) {
                    present.add(hash);
                }
            }

            @Override
            public void malformed(String place, String text) {
                met(place, text);
                certain.add(Invariant.ALL_CAN_BE_READ.violation(place, text, "it is no entry"));
            }

            private void met(String place, String text) {
                if (pass == 0) {
                    looked.merge("queue entries", 1L, Long::sum);
                    left(place, text);
                }
            }
        });
        return present;
    }

    private final class TaskReader implements StoredState.Reader<StoredTask> {
        private final LongHashSet present;
        private final int pass;
        private final int passes;

        TaskReader(LongHashSet present, int pass, int passes) {
            this.present = present;
            this.pass = pass;
            this.passes = passes;
        }

        @Override
        public void unreadable(String id, String reason) {
            certain.add(Invariant.ALL_CAN_BE_READ.violation("tasks", id, reason));
        }

        @Override
        public void read(StoredTask task) {
            long hash = LongHashSet.of(task.identity());
            if (Long.remainderUnsigned(hash, passes) != pass) {
                return;
            }
            looked.merge("open tasks", 1L, Long::sum);
            left("tasks", "%s, %s".formatted(task.articleId(), task.state()));
            int explained = task.attempt()
                    + task.crashes()
                    + task.returns()
                    + (task.state() == TaskState.RUNNING || task.state() == TaskState.DONE ? 1 : 0);
            if (task.starts() != explained) {
                certain.add(Invariant.EXECUTIONS_ARE_EXPLAINED.violation(
                        task.articleId(), task.state().name(), task.starts(), explained));
            }
            if (task.state() == TaskState.DONE) {
                suspected.add(Invariant.DONE_TASK_IS_SETTLED.violation(
                        task.articleId(),
                        String.valueOf(task.claim()),
                        task.waiters().stream().map(Waiter::text).toList()));
            } else if (task.heldBack()) {
                heldBack.add(task);
                if (heldBack.size() == CHUNK) {
                    heldBack();
                }
            } else if (!task.out() && !present.contains(hash)) {
                suspected.add(Invariant.OPEN_TASK_IS_QUEUED.violation(
                        task.articleId(), task.state().name(), task.version()));
            }
        }
    }

    private void openJobs() {
        looked.put("open jobs", 0L);
        List<Violation> suspects = new ArrayList<>();
        stored.jobs(true, new StoredState.Reader<>() {
            @Override
            public void read(StoredJob job) {
                looked.merge("open jobs", 1L, Long::sum);
                left("jobs", "%s, %s".formatted(job.id(), job.status()));
                openJob(job, suspects);
            }

            @Override
            public void unreadable(String id, String reason) {
                certain.add(Invariant.ALL_CAN_BE_READ.violation("jobs", id, reason));
            }
        });
        if (suspects.isEmpty()) {
            return;
        }
        // Read last: a submission under way joins its tasks before its intent goes.
        Set<String> underWay = new HashSet<>(stored.intents().values());
        suspects.stream()
                .filter(one -> !underWay.contains(one.facts().get("job_id")))
                .forEach(suspected::add);
    }

    private void openJob(StoredJob job, List<Violation> suspects) {
        if (job.pending().isEmpty()) {
            suspects.add(Invariant.OPEN_JOB_MOVES.violation(
                    job.id(), job.run(), "it is open with nothing left to wait for"));
        } else if (job.status().equals("PENDING")) {
            suspects.add(
                    Invariant.OPEN_JOB_MOVES.violation(job.id(), job.run(), "it never began, and nothing leads to it"));
        }
        Waiter waiter = new Waiter(job.id(), job.run());
        job.pending().stream().gather(Gatherers.windowFixed(CHUNK)).forEachOrdered(chunk -> {
            Map<String, StoredTask> tasks = stored.tasks(chunk);
            for (String article : chunk) {
                StoredTask task = tasks.get(article);
                if ((task == null || !task.waiters().contains(waiter)) && suspects.size() < 10L * expectation.limit()) {
                    suspects.add(Invariant.OPEN_ADDRESS_HAS_A_TASK.violation(job.id(), job.run(), article));
                }
            }
        });
    }

    private void pages() {
        List<String> chunk = new ArrayList<>(CHUNK);
        Set<String> suspects = new HashSet<>();
        stored.jobsWithItems(new StoredState.Reader<>() {
            @Override
            public void read(String jobId) {
                chunk.add(jobId);
                if (chunk.size() == CHUNK) {
                    withoutJob(chunk, suspects);
                }
            }

            @Override
            public void unreadable(String id, String reason) {
                certain.add(Invariant.ALL_CAN_BE_READ.violation("job_items", id, reason));
            }
        });
        withoutJob(chunk, suspects);
        if (!suspects.isEmpty()) {
            suspects.removeAll(stored.intents().values());
            suspects.forEach(job -> suspected.add(Invariant.NOTHING_HALF_KEPT.violation(job)));
        }
    }

    private void withoutJob(Collection<String> chunk, Set<String> suspects) {
        if (!chunk.isEmpty()) {
            Set<String> without = new HashSet<>(chunk);
            without.removeAll(stored.existingJobs(without));
            suspects.addAll(without);
            chunk.clear();
        }
    }
}
