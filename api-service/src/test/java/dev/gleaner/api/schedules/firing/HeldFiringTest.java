package dev.gleaner.api.schedules.firing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.Overlap;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.task.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that fires dies before one of its writes, or is stopped there and goes on when others have done all of it. */
class HeldFiringTest {
    private final Scheduled here = new Scheduled();

    @AfterEach
    void close() {
        here.close();
    }

    /** Each write of a firing, in their order. */
    enum Step {
        DECIDE(Firings.class, "decide"),
        REVISE(Firings.class, "revise"),
        INTENT(Intents.class, "insert"),
        PAGES(Items.class, "write"),
        COMMIT(Jobs.class, "insert"),
        JOIN(Tasks.class, "join"),
        PUSH(WorkQueue.class, "push"),
        BEGIN(Jobs.class, "begin"),
        CLEAR(Intents.class, "remove"),
        ADVANCE(Firings.class, "advance");

        private final Class<?> port;
        private final String method;

        Step(Class<?> port, String method) {
            this.port = port;
            this.method = method;
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void whoeverDiesIsFollowedByAnother(Step step) {
        replacing();

        before(step, () -> {
            throw new IllegalStateException("died before " + step);
        });
        here.looks(here.scheduler);
        // What it left half done has to be old before it is swept.
        othersGoOn();

        requireOnce();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void whoeverIsStoppedAndWakesLateFiresNothingTwice(Step step) {
        replacing();

        before(step, this::othersGoOn);
        here.looks(here.scheduler);
        othersGoOn();

        requireOnce();
    }

    /** A schedule that is due and replaces an open job: all writes that a firing can have. */
    private void replacing() {
        here.create(Specs.of("news")
                .trigger("\"@hourly\"")
                .overlap(Overlap.REPLACE, 1)
                .work("{\"articles\":[{\"url\":\"https://a.example/1\"},{\"url\":\"https://a.example/2\"}]}"));
        here.due("news");
        assertThat(here.jobs("news")).hasSize(1);
        here.api.stores.later(Duration.between(
                here.api.stores.now(),
                Objects.requireNonNull(here.schedule("news").nextRunAt())));
    }

    private void before(Step step, Runnable happens) {
        if (step.port == Firings.class) {
            here.beforeNext(step.method, happens);
            return;
        }
        AtomicBoolean happened = new AtomicBoolean();
        here.api.before(step.port, step.method, arguments -> {
            if (happened.compareAndSet(false, true)) {
                happens.run();
            }
        });
    }

    private void othersGoOn() {
        Scheduler other = here.process(here.api.stores.clock);
        here.looks(other);
        for (int minutes = 0; minutes < 5; minutes++) {
            here.api.stores.later(Duration.ofMinutes(1));
            here.api.sweeper.turn();
            here.looks(other);
        }
    }

    private void requireOnce() {
        List<Occurrence> history = here.history("news");
        assertThat(history.stream().map(Occurrence::outcome))
                .containsExactly(OccurrenceOutcome.FIRED, OccurrenceOutcome.REPLACED);
        List<Job> jobs = here.jobs("news");
        assertThat(jobs.stream().map(Job::status)).containsExactly(JobStatus.IN_PROGRESS, JobStatus.CANCELLED);
        assertThat(jobs.getFirst().id()).isEqualTo(history.getFirst().jobId());
        assertThat(here.stored.find(List.of("news")).getFirst().progress().active())
                .extracting(Progress.Active::jobId)
                .containsExactly(jobs.getFirst().id());
        assertThat(here.api.stores.intents.all()).isEmpty();
        assertThat(here.api.stores.items.page(jobs.getFirst().id(), 0)).hasSize(2);
        assertThat(here.schedule("news").nextRunAt()).isAfter(here.api.stores.now());
        here.api.settle(jobs.getFirst().id());
        assertThat(here.api.job(jobs.getFirst().id()).status()).isEqualTo(JobStatus.COMPLETED);
    }
}
