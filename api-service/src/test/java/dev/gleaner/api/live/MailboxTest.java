package dev.gleaner.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.ArticleStatus;
import dev.gleaner.job.JobStatus;
import dev.gleaner.progress.ProgressUpdate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox();

    @Test
    void aFrameHoldsAllStepsSinceTheLastAndTheNewestNumbersOnTop() {
        mailbox.put(step("j", "a", 2, 1));
        mailbox.put(step("j", "b", 3, 2));

        Mailbox.Frame frame = next();
        assertThat(frame.state().completed()).isEqualTo(2);
        assertThat(frame.state().articleId()).isEqualTo("b");
        assertThat(frame.steps()).extracting(ProgressUpdate::articleId).containsExactly("a", "b");
        assertThat(mailbox.next()).isEmpty();
    }

    @Test
    void aLateStepIsToldWithTheNewestNumbers() {
        mailbox.put(step("j", "b", 3, 2));
        next();
        mailbox.put(step("j", "a", 2, 1));

        Mailbox.Frame frame = next();
        assertThat(frame.steps()).singleElement().satisfies(late -> {
            assertThat(late.articleId()).isEqualTo("a");
            assertThat(late.completed()).isEqualTo(2);
            assertThat(late.revision()).isEqualTo(3);
        });
    }

    @Test
    void aLateStateWithoutAnArticleIsNoNews() {
        mailbox.put(step("j", "b", 3, 2));
        next();
        mailbox.put(state("j", 2, 1, JobStatus.IN_PROGRESS));
        assertThat(mailbox.refresh(state("j", 3, 2, JobStatus.IN_PROGRESS))).isFalse();

        assertThat(mailbox.next()).isEmpty();
        assertThat(mailbox.refresh(state("j", 4, 3, JobStatus.COMPLETED))).isTrue();
        assertThat(next().state().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void whatTheSnapshotContainsIsNotToldAgainAndWhatCameAfterItIs() {
        mailbox.put(step("j", "a", 2, 1));
        mailbox.put(step("j", "b", 3, 2));
        mailbox.put(step("j", "c", 4, 3));
        mailbox.startFrom(state("j", 3, 2, JobStatus.IN_PROGRESS));

        Mailbox.Frame frame = next();
        assertThat(frame.steps()).extracting(ProgressUpdate::articleId).containsExactly("c");
        assertThat(frame.state().completed()).isEqualTo(3);
    }

    @Test
    void endedJobsComeFirstAndTheOthersInTurn() {
        mailbox.put(step("one", "a", 2, 1));
        mailbox.put(step("two", "a", 2, 1));
        mailbox.put(state("three", 5, 9, JobStatus.COMPLETED));

        assertThat(next().state().jobId()).isEqualTo("three");
        assertThat(next().state().jobId()).isEqualTo("one");
        mailbox.put(step("one", "b", 3, 2));
        assertThat(next().state().jobId()).isEqualTo("two");
        assertThat(next().state().jobId()).isEqualTo("one");
    }

    @Test
    void aSlowReaderGetsTheLatestStateAndACountOfWhatWasSkipped() {
        for (int i = 1; i <= 2_000; i++) {
            mailbox.put(step("j", "a" + i, i + 1, i));
        }
        Mailbox.Frame frame = next();
        assertThat(frame.state().completed()).isEqualTo(2_000);
        assertThat(frame.steps()).hasSize(Mailbox.MOST_STEPS);
        assertThat(frame.steps().getLast().articleId()).isEqualTo("a2000");
        assertThat(frame.skipped()).isEqualTo(2_000 - Mailbox.MOST_STEPS);
    }

    @Test
    void theSameArticleIsToldOncePerFrame() {
        mailbox.put(step("j", "a", 2, 1));
        mailbox.put(step("j", "a", 2, 1));

        assertThat(next().steps()).hasSize(1);
    }

    @Test
    void onlyOpenJobsAreReadAgain() {
        mailbox.put(step("open", "a", 2, 1));
        mailbox.put(state("over", 5, 9, JobStatus.CANCELLED));

        assertThat(mailbox.openJobs()).containsExactly("open");
    }

    @Test
    void allJobsTogetherKeepABoundedNumberOfStepsAndEveryNewestState() {
        int jobs = 2 * Mailbox.MOST_STEPS_IN_ALL / Mailbox.MOST_STEPS;
        for (int job = 0; job < jobs; job++) {
            for (int i = 1; i <= Mailbox.MOST_STEPS; i++) {
                mailbox.put(step("j" + job, "a" + i, i + 1, i));
            }
        }
        int told = 0;
        for (int job = 0; job < jobs; job++) {
            Mailbox.Frame frame = next();
            told += frame.steps().size();
            assertThat(frame.state().completed()).isEqualTo(Mailbox.MOST_STEPS);
            assertThat(frame.steps().size() + frame.skipped()).isEqualTo(Mailbox.MOST_STEPS);
        }
        assertThat(told).isLessThanOrEqualTo(Mailbox.MOST_STEPS_IN_ALL + jobs);
        assertThat(mailbox.isEmpty()).isTrue();
    }

    @Test
    void aClientForWhomTooManyJobsWaitIsToldToBeLost() {
        for (int job = 0; job < Mailbox.MOST_WAITING; job++) {
            mailbox.put(state("j" + job, 5, 9, JobStatus.COMPLETED));
        }
        assertThat(mailbox.isOverfull()).isFalse();
        mailbox.put(state("more", 5, 9, JobStatus.COMPLETED));
        assertThat(mailbox.isOverfull()).isTrue();
    }

    @Test
    void aJobWhoseFailedArticlesAreTriedAgainIsReadAgain() {
        mailbox.put(state("j", 5, 9, JobStatus.COMPLETED));
        mailbox.put(state("j", 6, 8, JobStatus.IN_PROGRESS));
        for (int job = 0; job < 3_000; job++) {
            mailbox.put(state("over" + job, 5, 9, JobStatus.COMPLETED));
        }

        assertThat(mailbox.openJobs()).containsExactly("j");
    }

    private Mailbox.Frame next() {
        Optional<Mailbox.Frame> frame = mailbox.next();
        assertThat(frame).isPresent();
        return frame.get();
    }

    private static ProgressUpdate step(String job, String article, long revision, int completed) {
        return new ProgressUpdate(
                job, article, ArticleStatus.SCRAPED, null, JobStatus.IN_PROGRESS, completed, 0, 5_000, revision);
    }

    private static ProgressUpdate state(String job, long revision, int completed, JobStatus status) {
        return new ProgressUpdate(job, null, null, null, status, completed, 0, 5_000, revision);
    }
}
