package dev.gleaner.task;

import dev.gleaner.article.ArticleStatus;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Job;
import dev.gleaner.progress.ProgressUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the updates of one settle are told as: a step for each article, and the end in the step that brought it. */
final class SettledSteps {
    private final List<ProgressUpdate> list = new ArrayList<>();
    private @Nullable Job job;
    private int succeeded;
    private int failed;

    /** One update moved several articles; it is told as so many steps, each with the numbers that it would have had. */
    void add(Job after, List<String> completed, List<Failure> failures) {
        int completedBefore = after.completed() - completed.size();
        int failedBefore = after.failed() - failures.size();
        long revision = after.revision() - completed.size() - failures.size();
        for (String article : completed) {
            list.add(new ProgressUpdate(
                    after.id(),
                    article,
                    ArticleStatus.SCRAPED,
                    null,
                    after.status(),
                    ++completedBefore,
                    failedBefore,
                    after.total(),
                    ++revision,
                    after.paused()));
        }
        for (Failure failure : failures) {
            list.add(new ProgressUpdate(
                    after.id(),
                    failure.articleId(),
                    ArticleStatus.FAILED,
                    failure.code(),
                    after.status(),
                    completedBefore,
                    ++failedBefore,
                    after.total(),
                    ++revision,
                    after.paused()));
        }
        job = after;
        succeeded += completed.size();
        failed += failures.size();
    }

    /** One update added several articles that have ended well; the total rose with them. */
    void addFound(Job after, List<String> articles) {
        int left = articles.size();
        for (String article : articles) {
            left--;
            list.add(new ProgressUpdate(
                    after.id(),
                    article,
                    ArticleStatus.SCRAPED,
                    null,
                    after.status(),
                    after.completed() - left,
                    after.failed(),
                    after.total() - left,
                    after.revision() - left,
                    after.paused()));
        }
        job = after;
        succeeded += articles.size();
    }

    /** A run ended well; none of the articles that it found did so by that. */
    void addRunEnd(Job after) {
        list.add(ProgressUpdate.of(after));
        job = after;
    }

    /** Told by the step that brought it, so that no client sees full numbers on an open job. */
    void addEnd(Job ended) {
        ProgressUpdate end = ProgressUpdate.of(ended);
        list.add(list.isEmpty() ? end : list.removeLast().withNumbersOf(end));
    }

    /** The job after the last update; empty if none met it. */
    Optional<Job> job() {
        return Optional.ofNullable(job);
    }

    List<ProgressUpdate> list() {
        return List.copyOf(list);
    }

    int succeeded() {
        return succeeded;
    }

    int failed() {
        return failed;
    }
}
