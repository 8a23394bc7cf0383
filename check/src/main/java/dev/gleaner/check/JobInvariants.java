package dev.gleaner.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/** Looks at every job, one after the other. All that it finds is certain: it stands in the job, or was written before it. */
final class JobInvariants implements StoredState.Reader<StoredJob> {
    private static final int CHUNK = 1000;

    /** Between the two readings of the clock when a job ends. */
    private static final Duration SAME_MOMENT = Duration.ofSeconds(1);

    private final StoredState stored;
    private final JobHistory history;
    private final Findings certain;
    private final Map<String, Long> looked;

    JobInvariants(StoredState stored, JobHistory history, Findings certain, Map<String, Long> looked) {
        this.stored = stored;
        this.history = history;
        this.certain = certain;
        this.looked = looked;
    }

    void look() {
        looked.put("jobs", 0L);
        looked.put("addresses", 0L);
        looked.put("notes of ends", 0L);
        stored.jobs(false, this);
    }

    @Override
    public void unreadable(String id, String reason) {
        certain.add(Invariant.ALL_CAN_BE_READ.violation("jobs", id, reason));
    }

    @Override
    public void read(StoredJob stored) {
        looked.merge("jobs", 1L, Long::sum);
        StoredJob job = stored.runId() == null ? stored : withFound(stored);
        looked.merge("addresses", (long) job.articleIds().size(), Long::sum);
        numbers(job);
        status(job);
        List<String> completed = ends(job);
        if (job.runId() == null) {
            submitted(job);
        }
        texts(job, completed);
        notes(job, completed, true);
        notes(job, job.failed(), false);
        history.compare(stored, certain);
    }

    /** What a run finds stands in the pages alone, where more may lie than is counted yet. */
    private StoredJob withFound(StoredJob job) {
        List<String> articles = new ArrayList<>();
        for (int page = 0; articles.size() < job.found(); page++) {
            List<String> next = stored.items(job.id(), page);
            if (next.isEmpty()) {
                break;
            }
            looked.merge("pages", 1L, Long::sum);
            articles.addAll(next.subList(0, Math.min(next.size(), job.found() - articles.size())));
        }
        if (job.found() < job.total()) {
            articles.addAll(job.articleIds());
        }
        return job.withArticles(articles);
    }

    private void numbers(StoredJob job) {
        if (job.completed() + job.failedCount() + job.pending().size() != job.total()
                || job.completed() < job.cached()
                || job.newArticles() + job.cached() != job.total()) {
            certain.add(Invariant.NUMBERS_ADD_UP.violation(
                    job.id(),
                    job.revision(),
                    job.total(),
                    job.completed(),
                    job.failedCount(),
                    job.pending().size()));
        }
        if (job.failedCount() != job.failed().size()) {
            certain.add(Invariant.JOB_IS_AS_SUBMITTED.violation(
                    job.id(), job.failedCount(), job.failed().size(), "as many failures as are counted"));
        }
    }

    private void status(StoredJob job) {
        String fault = fault(job);
        if (fault != null) {
            certain.add(Invariant.STATUS_FITS_NUMBERS.violation(job.id(), job.status(), fault));
        }
        if (!job.open()
                && job.completedAt() != null
                && job.updatedAt().isAfter(job.completedAt().plus(SAME_MOMENT))) {
            certain.add(Invariant.ENDED_STAYS.violation(
                    job.id(),
                    job.run(),
                    "was changed at %s, after its end at %s".formatted(job.updatedAt(), job.completedAt())));
        }
    }

    private static @Nullable String fault(StoredJob job) {
        if (job.open() == (job.completedAt() != null)) {
            return job.open() ? "has the time of an end" : "has no time of its end";
        }
        return switch (job.status()) {
            case "PENDING", "IN_PROGRESS" -> null;
            case "COMPLETED" ->
                !job.pending().isEmpty()
                        ? job.pending().size() + " articles are pending"
                        : job.completed() == 0 ? "nothing is completed" : null;
            case "FAILED" ->
                !job.pending().isEmpty()
                        ? job.pending().size() + " articles are pending"
                        : job.completed() > 0 ? job.completed() + " articles are completed" : null;
            case "CANCELLED" -> job.pending().isEmpty() ? "nothing was given up" : null;
            default -> "there is no such status";
        };
    }

    /** Each address is in one of three states; returns those that are completed. */
    private List<String> ends(StoredJob job) {
        Set<String> submitted = new HashSet<>(job.articleIds());
        // Pages that miss are no fault if the job is gone by now.
        if (job.articleIds().size() != job.total() && (job.runId() == null || exists(job))) {
            certain.add(Invariant.JOB_IS_AS_SUBMITTED.violation(
                    job.id(), job.total(), job.articleIds().size(), "as many articles as its total"));
        }
        if (submitted.size() != job.articleIds().size()) {
            Set<String> once = new HashSet<>();
            job.articleIds().stream()
                    .filter(id -> !once.add(id))
                    .forEach(id ->
                            certain.add(Invariant.ONE_END_PER_ADDRESS.violation(job.id(), id, "is listed twice")));
        }
        Set<String> taken = new HashSet<>();
        one(job, job.pending(), "pending", submitted, taken);
        one(job, job.failed(), "failed", submitted, taken);
        return job.articleIds().stream().filter(id -> !taken.contains(id)).toList();
    }

    private void one(StoredJob job, List<String> list, String name, Set<String> submitted, Set<String> taken) {
        for (String id : list) {
            if (!submitted.contains(id)) {
                certain.add(Invariant.ONE_END_PER_ADDRESS.violation(
                        job.id(), id, "is " + name + ", but was not submitted"));
            } else if (!taken.add(id)) {
                certain.add(Invariant.ONE_END_PER_ADDRESS.violation(
                        job.id(), id, "is " + name + " and has another end besides"));
            }
        }
    }

    private void submitted(StoredJob job) {
        List<String> items = new ArrayList<>(job.total());
        int page = 0;
        List<String> next = stored.items(job.id(), page);
        while (!next.isEmpty()) {
            items.addAll(next);
            next = stored.items(job.id(), ++page);
        }
        looked.merge("pages", (long) page, Long::sum);
        // A job goes before its pages, so pages that miss are no fault if the job is gone by now.
        if (!items.equals(job.articleIds()) && exists(job)) {
            Set<String> missing = new HashSet<>(job.articleIds());
            missing.removeAll(items);
            certain.add(Invariant.JOB_IS_AS_SUBMITTED.violation(
                    job.id(),
                    job.articleIds().size(),
                    job.articleIds().size() - missing.size(),
                    "its pages list its articles, in their order"));
        }
    }

    private void texts(StoredJob job, List<String> completed) {
        completed.stream().gather(Gatherers.windowFixed(CHUNK)).forEachOrdered(chunk -> {
            Map<String, Boolean> texts = stored.texts(chunk);
            List<String> without =
                    chunk.stream().filter(id -> !texts.getOrDefault(id, false)).toList();
            // Articles are kept while a job lists them.
            if (!without.isEmpty() && exists(job)) {
                without.forEach(id ->
                        certain.add(Invariant.COMPLETED_HAS_A_TEXT.violation(job.id(), id, texts.containsKey(id))));
            }
        });
    }

    /** They are written before the end that they tell of, and stay; those of another run tell of another end. */
    private void notes(StoredJob job, List<String> ended, boolean text) {
        ended.stream().gather(Gatherers.windowFixed(CHUNK)).forEachOrdered(chunk -> {
            Map<String, StoredNote> notes = stored.notes(job.id(), chunk);
            looked.merge("notes of ends", (long) notes.size(), Long::sum);
            notes.forEach((article, note) -> {
                if (note.run() == job.run() && note.text() != text) {
                    certain.add(Invariant.NOTE_FITS_END.violation(
                            job.id(), article, text ? "completed" : "failed", note.text() ? "a text" : "no text"));
                }
            });
        });
    }

    private boolean exists(StoredJob job) {
        return stored.existingJobs(List.of(job.id())).contains(job.id());
    }
}
