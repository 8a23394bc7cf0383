package dev.gleaner.api.jobs.steering;

import static dev.gleaner.api.Services.away;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gleaner.api.Services;
import dev.gleaner.api.jobs.CancelAnswer;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Intent;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobControl;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.queue.ClaimResult;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Store;
import dev.gleaner.task.Outcome;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlsTest {
    private static final String A = "https://a.example/1";
    private static final String B = "https://b.example/2";
    private static final String ME = "me";

    private final Services api = new Services();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aJobThatIsNotThereIsUnknown() {
        assertThat(api.controls.pause("job_none")).isEqualTo(new SteerAnswer.Unknown());
        assertThat(api.controls.resume("job_none")).isEqualTo(new SteerAnswer.Unknown());
        assertThat(api.controls.prioritise("job_none", 1)).isEqualTo(new SteerAnswer.Unknown());
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void nothingOfAPausedJobIsStartedAndAllOfItAfterwards() {
        String id = api.submitted(A, B);
        api.stores.told.clear();

        assertThat(api.controls.pause(id)).isEqualTo(new SteerAnswer.Steered(api.job(id)));

        assertThat(api.job(id).paused()).isTrue();
        assertThat(api.job(id).control().pausedAt()).isEqualTo(api.stores.now());
        assertThat(api.stores.told).singleElement().satisfies(told -> {
            assertThat(told.paused()).isTrue();
            assertThat(told.revision()).isEqualTo(api.job(id).revision());
        });
        assertThat(started()).isEmpty();

        assertThat(api.controls.resume(id)).isEqualTo(new SteerAnswer.Steered(api.job(id)));
        assertThat(api.job(id).paused()).isFalse();
        assertThat(started()).extracting(Task::url).containsExactlyInAnyOrder(A, B);
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void aRepeatChangesNothing() {
        String id = api.submitted(A);
        api.controls.pause(id);
        long revision = api.job(id).revision();

        assertThat(api.controls.pause(id)).isInstanceOf(SteerAnswer.Steered.class);
        assertThat(api.job(id).revision()).isEqualTo(revision);
        api.controls.resume(id);
        api.controls.resume(id);
        assertThat(api.job(id).revision()).isEqualTo(revision + 1);
        assertThat(started()).hasSize(1);
    }

    @Test
    void whatAnotherJobWaitsForTooIsHeldOnlyWhileBothArePaused() {
        String one = api.submitted(A);
        String other = api.submitted(A);

        api.controls.pause(one);
        assertThat(task(A).held()).isFalse();
        api.controls.pause(other);
        assertThat(task(A).held()).isTrue();
        api.controls.resume(one);
        assertThat(task(A).held()).isFalse();
        assertThat(started()).hasSize(1);
    }

    @Test
    void whoeverJoinsWhatIsHeldGetsItInItsLane() {
        String paused = submitted(9, A);
        api.controls.pause(paused);
        assertThat(started()).isEmpty();

        submitted(1, A);

        assertThat(task(A).held()).isFalse();
        assertThat(claimed()).singleElement().satisfies(entry -> {
            assertThat(entry.lane()).isEqualTo(Lane.HIGH);
            assertThat(entry.version()).isEqualTo(task(A).version());
        });
    }

    @Test
    void whatOnlyPausedJobsWaitForAfterACancelIsHeld() {
        String paused = api.submitted(A);
        String cancelled = api.submitted(A);
        api.controls.pause(paused);

        assertThat(api.cancellation.cancel(cancelled)).isInstanceOf(CancelAnswer.Cancelled.class);

        assertThat(task(A).held()).isTrue();
        assertThat(started()).isEmpty();
    }

    @Test
    void whatRunsEndsAndAPausedJobWithNothingLeftIsCompleted() {
        String id = api.submitted(A);
        Task running = started().getFirst();
        api.controls.pause(id);

        end(running);

        assertThat(api.job(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(api.job(id).paused()).isFalse();
        assertThat(api.stores.tasks.count()).isZero();
        assertThat(api.controls.pause(id)).isEqualTo(new SteerAnswer.AlreadyEnded(api.job(id)));
    }

    @Test
    void aRetryOfWhatRanIsNotStartedBeforeTheJobIsResumed() {
        String id = api.submitted(A);
        Task running = started().getFirst();
        api.controls.pause(id);
        assertThat(api.stores.tasks.retryLater(
                        running.articleId(), String.valueOf(running.claim()), 1, api.stores.now()))
                .isTrue();
        api.stores.queue.defer(ME, Map.of(entryOf(running), api.stores.now()));

        assertThat(started()).isEmpty();
        assertThat(task(A).state()).isEqualTo(TaskState.RETRY_WAIT);
        api.controls.resume(id);
        assertThat(started()).singleElement().extracting(Task::attempt).isEqualTo(1);
    }

    @Test
    void whatADeadConsumerRanWaitsAndIsStartedAfterwards() {
        String id = api.submitted(A);
        Task running = started().getFirst();
        api.controls.pause(id);
        api.stores.die(ME);
        api.stores.leases.reap(ME);

        assertThat(startedBy("other")).isEmpty();

        Task waiting = task(A);
        assertThat(waiting.state()).isEqualTo(TaskState.QUEUED);
        assertThat(waiting.crashes()).isEqualTo(1);
        assertThat(waiting.claim()).isNull();
        api.controls.resume(id);
        assertThat(startedBy("other")).singleElement().satisfies(task -> {
            assertThat(task.articleId()).isEqualTo(running.articleId());
            assertThat(task.crashes()).isEqualTo(1);
        });
    }

    @Test
    void whatRunsWhileItsJobIsPausedAndResumedKeepsItsClaim() {
        String id = api.submitted(A);
        Task running = started().getFirst();
        api.controls.pause(id);
        assertThat(task(A).held()).isTrue();
        api.controls.resume(id);

        assertThat(task(A).held()).isFalse();
        assertThat(task(A).claim()).isEqualTo(running.claim());
        assertThat(task(A).version()).isEqualTo(running.version());
        assertThat(started()).isEmpty();
    }

    @Test
    void aJobThatIsPausedWhileItsArticlesJoinIsHeld() {
        String[] id = new String[1];
        api.before(Jobs.class, "begin", arguments -> {
            id[0] = (String) arguments[0];
            if (!api.job(id[0]).paused()) {
                // As another process would: this one has joined all by now, and not looked yet.
                api.stores.jobs.pause(id[0], "token");
            }
        });

        api.submitted(A, B);

        assertThat(api.job(id[0]).paused()).isTrue();
        assertThat(task(A).held()).isTrue();
        assertThat(task(B).held()).isTrue();
        assertThat(started()).isEmpty();
    }

    @Test
    void aPauseThatIsOvertakenByAResumeHoldsNothing() {
        String id = api.submitted(A);
        api.before(Tasks.class, "hold", arguments -> {
            api.mend();
            // All of it, between the decision of the pause and what follows.
            api.controls.resume(id);
        });

        api.controls.pause(id);

        assertThat(api.job(id).paused()).isFalse();
        assertThat(task(A).held()).isFalse();
        assertThat(started()).hasSize(1);
        assertThat(api.stores.intents.all()).isEmpty();
    }

    @Test
    void whatAJobJoinsBetweenTheLookAndTheHoldIsNotHeld() {
        String id = api.submitted(A);
        api.before(Tasks.class, "hold", arguments -> {
            api.mend();
            api.submitted(A);
        });

        api.controls.pause(id);

        assertThat(api.job(id).paused()).isTrue();
        assertThat(task(A).held()).isFalse();
        assertThat(started()).hasSize(1);
    }

    @Test
    void aCancelOfAPausedJobRemovesWhatWasHeld() {
        String id = api.submitted(A, B);
        api.controls.pause(id);

        assertThat(api.cancellation.cancel(id)).isInstanceOf(CancelAnswer.Cancelled.class);

        assertThat(api.job(id).paused()).isFalse();
        assertThat(api.stores.tasks.count()).isZero();
        assertThat(api.controls.resume(id)).isInstanceOf(SteerAnswer.AlreadyEnded.class);
    }

    @Test
    void aRetriedJobIsNotPausedAndHasItsPriority() {
        String id = api.submitted(A);
        api.controls.prioritise(id, 10);
        api.controls.pause(id);
        api.settle(id, A);

        api.retries.retry(id);

        assertThat(api.job(id).paused()).isFalse();
        assertThat(task(A).pushedLane()).isEqualTo(Lane.LOW);
        assertThat(started()).hasSize(1);
    }

    @Test
    void theSweeperCarriesOutWhatItsProcessLeftHalfDone() {
        String id = api.submitted(A, B);
        for (String method : List.of("hold", "letGo", "pushed")) {
            boolean pause = method.equals("hold");
            api.breaks(Tasks.class, method, new IllegalStateException("dead"));
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> {
                if (pause) {
                    api.controls.pause(id);
                } else {
                    api.stores.jobs.pause(id, "again");
                    api.stores.tasks.hold(List.of(task(A), task(B)));
                    api.controls.resume(id);
                }
            });
            assertThat(api.job(id).paused()).isEqualTo(pause);
            api.mend();
            assertThat(api.stores.intents.all()).hasSize(1);
            api.sweeper.turn();
            assertThat(api.stores.intents.all()).as("a young one is left alone").hasSize(1);

            api.stores.later(Duration.ofSeconds(6));
            api.sweeper.turn();

            assertThat(api.stores.intents.all()).isEmpty();
            assertThat(task(A).held()).isEqualTo(pause);
            assertThat(task(A).out()).isFalse();
        }
        assertThat(started()).hasSize(2);
    }

    @Test
    void anIntentThatDecidedNothingIsRemovedInTime() {
        String id = api.submitted(A);
        api.stores.intents.insert(Intent.steer(api.job(id), api.stores.now(), "never"));
        api.stores.later(Duration.ofSeconds(59));
        api.sweeper.turn();
        assertThat(api.stores.intents.all()).hasSize(1);

        api.stores.later(Duration.ofSeconds(2));
        api.sweeper.turn();
        assertThat(api.stores.intents.all()).isEmpty();
        assertThat(api.job(id).control()).isEqualTo(JobControl.NONE);
    }

    @Test
    void aPauseIsAcceptedThoughTheStoresGoAwayBehindItsDecision() {
        String id = api.submitted(A);
        api.breaks(Tasks.class, "hold", away(Store.MONGODB));

        assertThat(api.controls.pause(id)).isInstanceOf(SteerAnswer.Steered.class);

        api.mend();
        api.stores.later(Duration.ofSeconds(6));
        api.sweeper.turn();
        assertThat(task(A).held()).isTrue();
    }

    @Test
    void aPauseIsNotAcceptedIfItsDecisionCannotBeWritten() {
        String id = api.submitted(A);
        api.breaks(Jobs.class, "pause", away(Store.MONGODB));

        assertThatExceptionOfType(StoreAwayException.class).isThrownBy(() -> api.controls.pause(id));
        assertThat(started()).hasSize(1);
    }

    @Test
    void aBetterPriorityMovesAllThatWaitsAndAWorseOneWhatNobodyElseWants() {
        String id = api.submitted(A, B);
        api.submitted(B);

        api.controls.prioritise(id, 10);
        assertThat(task(A).pushedLane()).isEqualTo(Lane.LOW);
        assertThat(task(B).pushedLane()).isEqualTo(Lane.MEDIUM);
        api.controls.prioritise(id, 1);
        assertThat(task(A).pushedLane()).isEqualTo(Lane.HIGH);
        assertThat(task(B).pushedLane()).isEqualTo(Lane.HIGH);

        assertThat(api.job(id).control().priority()).isEqualTo(1);
        assertThat(api.stores.items.page(id, 0))
                .allSatisfy(item -> assertThat(item.priority()).isEqualTo(5));
        // What was pushed before is void: each is started once, from the list that it was moved to.
        assertThat(claimed())
                .filteredOn(
                        entry -> entry.version().equals(byId(entry.articleId()).version()))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.lane()).isEqualTo(Lane.HIGH));
    }

    @Test
    void aPriorityOfAPausedJobHoldsWhenItIsResumed() {
        String id = api.submitted(A);
        api.controls.pause(id);
        api.controls.prioritise(id, 1);
        assertThat(started()).isEmpty();

        api.controls.resume(id);

        assertThat(claimed()).singleElement().extracting(QueueEntry::lane).isEqualTo(Lane.HIGH);
    }

    /** Whatever order it happens in, in the end a task is held if and only if all that wait for it are paused. */
    @Test
    void manyWhoPauseResumeJoinAndCancelAtOnceLeaveEveryTaskAsItsJobsWantIt() throws Exception {
        Random random = new Random(14);
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            jobs.add(api.submitted(A, B));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String job = jobs.get(random.nextInt(jobs.size()));
                int what = random.nextInt(20);
                running.add(threads.submit(() -> {
                    if (what < 11) {
                        api.controls.pause(job);
                    } else if (what < 18) {
                        api.controls.resume(job);
                    } else if (what < 19) {
                        api.controls.prioritise(job, 1 + (job.hashCode() & 7));
                    } else {
                        api.cancellation.cancel(api.submitted(A));
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        boolean allPaused = jobs.stream().map(api::job).allMatch(Job::paused);
        for (String url : List.of(A, B)) {
            assertThat(task(url).held()).as(url).isEqualTo(allPaused);
            assertThat(task(url).out()).isFalse();
        }
        jobs.forEach(api.controls::resume);
        assertThat(started()).extracting(Task::url).containsExactlyInAnyOrder(A, B);
        assertThat(api.stores.intents.all()).isEmpty();
    }

    private String submitted(int priority, String url) {
        var draft = api.drafts.draft();
        draft.article(url, null, null, priority);
        return api.submissions.submit(draft.submission(null)).jobId();
    }

    private List<QueueEntry> claimed() {
        return claimedBy(ME);
    }

    private List<QueueEntry> claimedBy(String claimer) {
        api.stores.leases.register(claimer);
        return ((ClaimResult.Taken) api.stores.queue.claim(claimer, 32)).entries();
    }

    /** What a consumer starts of all that lies in the queue; what is void it lets go. */
    private List<Task> started() {
        return startedBy(ME);
    }

    private List<Task> startedBy(String claimer) {
        List<QueueEntry> entries = claimedBy(claimer);
        String claim = Ids.token();
        api.stores.tasks.start(entries, claim, api.stores.now());
        Collection<Task> found = api.stores
                .tasks
                .find(entries.stream().map(QueueEntry::articleId).toList())
                .values();
        List<Task> mine =
                found.stream().filter(task -> claim.equals(task.claim())).toList();
        List<String> versions = mine.stream().map(Task::version).toList();
        api.stores.queue.ack(
                claimer,
                entries.stream()
                        .filter(entry -> !versions.contains(entry.version()))
                        .toList());
        return mine;
    }

    private void end(Task running) {
        api.stores.tasks.done(
                Map.of(running.articleId(), new Outcome.Succeeded(api.stores.now())),
                Map.of(running.articleId(), String.valueOf(running.claim())));
        api.stores.finisher.finish(
                api.stores.tasks.find(List.of(running.articleId())).values());
    }

    private QueueEntry entryOf(Task task) {
        return api.stores.queue.held(ME).stream()
                .filter(entry -> entry.articleId().equals(task.articleId()))
                .findFirst()
                .orElseThrow();
    }

    private Task task(String url) {
        List<Task> found = new ArrayList<>();
        api.stores.tasks.scan(task -> {
            if (task.url().equals(url)) {
                found.add(task);
            }
        });
        assertThat(found).as(url).hasSize(1);
        return found.getFirst();
    }

    private Task byId(String articleId) {
        return api.stores.tasks.find(List.of(articleId)).get(articleId);
    }
}
