package dev.gleaner.api.live;

import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.article.ArticleStatus;
import dev.gleaner.job.Ends;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.progress.ProgressUpdate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Reads on in the order of ends of one job, from wherever a client is. Nothing is kept for the client but its position,
 * so a slow reader costs no memory, and what it is told is what the job's own document says. For one thread.
 */
final class EventReader {
    /** Ends told in one message. */
    static final int MOST_ENDS = 500;

    private final Jobs jobs;
    private Position position;
    private long told = -1;
    private boolean begun;

    EventReader(Jobs jobs, Position position) {
        this.jobs = jobs;
        this.position = position;
    }

    /**
     * Begins at an id, or now.
     *
     * @param since an id of an event of this job; null or empty for now
     * @throws Problem if there is no such job, or no such event of it
     */
    static EventReader of(Jobs jobs, String jobId, @Nullable String since) {
        Job job = jobs.find(jobId).orElseThrow(() -> Problem.unknownJob(jobId));
        return new EventReader(
                jobs,
                since == null || since.isEmpty() ? now(jobs, jobId, job.run()) : position(jobId, job.run(), since));
    }

    private static Position now(Jobs jobs, String jobId, int run) {
        Ends ends = jobs.ends(jobId, run).orElseThrow(() -> Problem.unknownJob(jobId));
        return new Position(jobId, run, ends.ends().size());
    }

    private static Position position(String jobId, int run, String text) {
        return Position.read(text)
                .filter(position -> position.job().equals(jobId) && position.run() <= run)
                .orElseThrow(() ->
                        new Problem(HttpStatus.UNPROCESSABLE_ENTITY, "This is the id of no event of the job " + jobId));
    }

    /**
     * The next message: first a snapshot, whose id is the position that was begun at, then what came after it.
     *
     * @return empty when there is nothing new
     */
    Optional<Event> next() {
        while (true) {
            Optional<Ends> read = jobs.ends(position.job(), position.run());
            if (read.isEmpty()) {
                return Optional.of(event(Event.REMOVED, Frames.removed(position)));
            }
            Ends now = read.get();
            ProgressUpdate state = ProgressUpdate.of(now.job());
            if (!begun) {
                begun = true;
                told = state.revision();
                return Optional.of(event(Event.SNAPSHOT, Frames.snapshot(position, state)));
            }
            int from = Math.min(position.ends(), now.ends().size());
            List<Ends.End> more = now.ends()
                    .subList(from, Math.min(from + MOST_ENDS, now.ends().size()));
            if (more.isEmpty() && now.job().run() > position.run()) {
                position = position.nextRun();
                continue;
            }
            if (more.isEmpty() && state.revision() <= told) {
                return Optional.empty();
            }
            told = state.revision();
            position = position.after(more.size());
            List<ProgressUpdate> steps =
                    more.stream().map(end -> step(end, state)).toList();
            return Optional.of(event(Event.UPDATE, Frames.update(position, state, steps)));
        }
    }

    private Event event(String type, String data) {
        return new Event(type, position.toString(), data);
    }

    private static ProgressUpdate step(Ends.End end, ProgressUpdate state) {
        return new ProgressUpdate(
                state.jobId(),
                end.articleId(),
                end.code() == null ? ArticleStatus.SCRAPED : ArticleStatus.FAILED,
                end.code(),
                state.status(),
                state.completed(),
                state.failed(),
                state.total(),
                state.revision(),
                state.paused());
    }

    /**
     * A message.
     *
     * @param id of the position after it
     */
    record Event(String type, String id, String data) {
        static final String SNAPSHOT = "snapshot";
        static final String UPDATE = "job_update";
        static final String REMOVED = "job_removed";
    }
}
