package dev.gleaner.task;

import dev.gleaner.article.ArticleStatus;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.progress.ProgressUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends articles of a job: in one update where all are still pending, singly where that misses, and then completes the
 * job if nothing is left. Anybody may repeat it; what was settled before is met by no update and counted nowhere.
 */
public final class Settlement {
    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private final Jobs jobs;

    public Settlement(Jobs jobs) {
        this.jobs = jobs;
    }

    /** The steps that this call made, in order; empty if all was settled before or the job has ended. */
    public List<ProgressUpdate> settle(String jobId, int run, List<String> succeeded, List<Failure> failed) {
        List<ProgressUpdate> steps = new ArrayList<>();
        Optional<Job> after =
                succeeded.isEmpty() && failed.isEmpty() ? Optional.empty() : jobs.settle(jobId, run, succeeded, failed);
        if (after.isPresent()) {
            addSteps(steps, after.get(), succeeded, failed);
        } else if (succeeded.size() + failed.size() > 1) {
            after = singly(steps, jobId, run, succeeded, failed);
        }
        if (after.isEmpty()) {
            log.debug("Nothing of {} was left to settle in run {}", jobId, run);
        }
        if (after.isEmpty() || after.get().pending() == 0) {
            jobs.complete(jobId, run).ifPresent(ended -> tellEnd(steps, ended));
        }
        return steps;
    }

    private Optional<Job> singly(
            List<ProgressUpdate> steps, String jobId, int run, List<String> succeeded, List<Failure> failed) {
        Optional<Job> last = Optional.empty();
        for (String article : succeeded) {
            Optional<Job> after = jobs.settle(jobId, run, List.of(article), List.of());
            after.ifPresent(job -> addSteps(steps, job, List.of(article), List.of()));
            last = after.isPresent() ? after : last;
        }
        for (Failure failure : failed) {
            Optional<Job> after = jobs.settle(jobId, run, List.of(), List.of(failure));
            after.ifPresent(job -> addSteps(steps, job, List.of(), List.of(failure)));
            last = after.isPresent() ? after : last;
        }
        return last;
    }

    /** One update moved several articles; it is told as so many steps, each with the numbers that it would have had. */
    private static void addSteps(List<ProgressUpdate> steps, Job after, List<String> succeeded, List<Failure> failed) {
        int completed = after.completed() - succeeded.size();
        int failures = after.failed() - failed.size();
        long revision = after.revision() - succeeded.size() - failed.size();
        for (String article : succeeded) {
            steps.add(new ProgressUpdate(
                    after.id(),
                    article,
                    ArticleStatus.SCRAPED,
                    null,
                    after.status(),
                    ++completed,
                    failures,
                    after.total(),
                    ++revision));
        }
        for (Failure failure : failed) {
            steps.add(new ProgressUpdate(
                    after.id(),
                    failure.articleId(),
                    ArticleStatus.FAILED,
                    failure.code(),
                    after.status(),
                    completed,
                    ++failures,
                    after.total(),
                    ++revision));
        }
    }

    /** The end is told by the step that brought it, so that no client sees full numbers on an open job. */
    private static void tellEnd(List<ProgressUpdate> steps, Job ended) {
        ProgressUpdate end = ProgressUpdate.of(ended);
        if (steps.isEmpty()) {
            steps.add(end);
        } else {
            steps.add(steps.removeLast().withNumbersOf(end));
        }
    }
}
