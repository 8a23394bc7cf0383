package dev.gleaner.check;

import dev.gleaner.job.JobStatus;
import dev.gleaner.progress.ProgressUpdate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens to what is published, and tells what of it cannot be true. Messages come in any order and may be lost, so steps
 * are put in the order of their revisions before they are compared. Bounded: of the jobs told of last, the last steps.
 */
public final class ProgressWatch implements Consumer<List<ProgressUpdate>> {
    private static final int MOST_JOBS = 10_000;
    private static final int MOST_STEPS = 1_000;
    private static final int MOST_FINDINGS = 1_000;

    private final Map<String, Steps> jobs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Steps> eldest) {
            return size() > MOST_JOBS;
        }
    };
    private final Findings certain = new Findings(MOST_FINDINGS, found -> true);
    private long heard;

    @Override
    public synchronized void accept(List<ProgressUpdate> updates) {
        for (ProgressUpdate update : updates) {
            heard++;
            jobs.computeIfAbsent(update.jobId(), Steps::new).add(update);
        }
    }

    /** Steps so far. */
    public synchronized long heard() {
        return heard;
    }

    /** What is wrong so far; what is stored is read after what was heard, so it cannot be behind it. */
    public List<Violation> judge(StoredState stored) {
        Collection<String> ids;
        Map<String, Tip> tips = new LinkedHashMap<>();
        synchronized (this) {
            jobs.forEach((id, steps) -> tips.put(id, steps.tip()));
            ids = List.copyOf(tips.keySet());
        }
        Map<String, StoredJob> now = stored.jobs(ids);
        synchronized (this) {
            now.forEach((id, job) -> compare(job, tips.get(id)));
            return new ArrayList<>(certain.kept());
        }
    }

    private void compare(StoredJob job, @Nullable Tip tip) {
        if (tip == null || tip.step == null) {
            return;
        }
        if (tip.revision > job.revision()) {
            certain.add(Invariant.PUBLISHED_IS_TRUE.violation(
                    job.id(), tip.revision, "what is stored is behind it, at revision " + job.revision()));
        } else if (tip.revision == job.revision()
                && (tip.step.completed != job.completed() || tip.step.failed != job.failedCount())) {
            certain.add(Invariant.PUBLISHED_IS_TRUE.violation(
                    job.id(),
                    tip.revision,
                    "%d completed and %d failed, but stored are %d and %d"
                            .formatted(tip.step.completed, tip.step.failed, job.completed(), job.failedCount())));
        }
        if (job.runId() == null && tip.otherTotal != null) {
            certain.add(Invariant.PUBLISHED_IS_TRUE.violation(job.id(), tip.otherTotal.revision, tip.otherTotal.found));
        }
        if (tip.reopened > job.run() - 1) {
            certain.add(Invariant.PUBLISHED_NEVER_FALLS.violation(
                    job.id(), "failed", tip.revision, tip.fellFrom, tip.fellTo));
        }
    }

    private record Step(JobStatus status, int completed, int failed, int total) {}

    /** The newest step of a job, and how often its failures became fewer, which only another run may do. */
    private record Tip(
            long revision,
            @Nullable Step step,
            int reopened,
            int fellFrom,
            int fellTo,
            @Nullable OtherTotal otherTotal) {}

    /** A step with another total than the one before: only a job whose articles a run finds may have one. */
    private record OtherTotal(long revision, String found) {}

    private final class Steps {
        private final String job;
        private final TreeMap<Long, Step> steps = new TreeMap<>();
        private long floor = Long.MIN_VALUE;

        /** Falls of the failures below the floor. */
        private int reopened;

        private @Nullable OtherTotal otherTotal;

        Steps(String job) {
            this.job = job;
        }

        void add(ProgressUpdate update) {
            if (update.revision() < floor) {
                return; // too late to be compared
            }
            Step step = new Step(update.status(), update.completed(), update.failed(), update.total());
            if (step.completed < 0 || step.failed < 0 || step.completed + step.failed > step.total) {
                certain.add(Invariant.PUBLISHED_IS_TRUE.violation(
                        job,
                        update.revision(),
                        "%d completed and %d failed of %d".formatted(step.completed, step.failed, step.total)));
            }
            Step same = steps.putIfAbsent(update.revision(), step);
            if (same != null && !same.equals(step)) {
                certain.add(Invariant.PUBLISHED_IS_TRUE.violation(
                        job, update.revision(), "both %s and %s".formatted(same, step)));
            }
            if (steps.size() > MOST_STEPS) {
                Map.Entry<Long, Step> first = steps.pollFirstEntry();
                Map.Entry<Long, Step> second = steps.firstEntry();
                floor = second.getKey();
                reopened += fewerFailures(first, second) ? 1 : 0;
            }
        }

        Tip tip() {
            int falls = reopened;
            int from = 0;
            int to = 0;
            Map.Entry<Long, Step> last = null;
            for (Map.Entry<Long, Step> next : steps.entrySet()) {
                if (last != null && fewerFailures(last, next)) {
                    falls++;
                    from = last.getValue().failed;
                    to = next.getValue().failed;
                }
                last = next;
            }
            return new Tip(
                    last == null ? 0 : last.getKey(),
                    last == null ? null : last.getValue(),
                    falls,
                    from,
                    to,
                    otherTotal);
        }

        private boolean fewerFailures(Map.Entry<Long, Step> lower, Map.Entry<Long, Step> higher) {
            Step before = lower.getValue();
            Step after = higher.getValue();
            if (after.completed < before.completed) {
                certain.add(Invariant.PUBLISHED_NEVER_FALLS.violation(
                        job, "completed", higher.getKey(), before.completed, after.completed));
            }
            if (after.total != before.total) {
                otherTotal =
                        new OtherTotal(higher.getKey(), "a total of %d after %d".formatted(after.total, before.total));
                // What a run finds is counted as ended with the total, so no more than the run itself is ever open.
                if (after.total - after.completed - after.failed > 1
                        && before.total - before.completed - before.failed <= 1) {
                    certain.add(Invariant.PUBLISHED_IS_TRUE.violation(job, higher.getKey(), otherTotal.found));
                }
            }
            return after.failed < before.failed;
        }
    }
}
