package dev.gleaner.api.schedules.firing;

import static dev.gleaner.api.schedules.OccurrenceOutcome.COALESCED;
import static dev.gleaner.api.schedules.OccurrenceOutcome.FIRED;
import static dev.gleaner.api.schedules.OccurrenceOutcome.INVALID;
import static dev.gleaner.api.schedules.OccurrenceOutcome.MISSED;
import static dev.gleaner.api.schedules.OccurrenceOutcome.REPLACED;
import static dev.gleaner.api.schedules.OccurrenceOutcome.SKIPPED_NO_SCRAPER;
import static dev.gleaner.api.schedules.OccurrenceOutcome.SKIPPED_OVERLAP;
import static dev.gleaner.api.schedules.OccurrenceOutcome.SKIPPED_PAUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.OccurrenceIds;
import dev.gleaner.api.schedules.Overlap;
import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.ScheduleStatus;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Orders;
import dev.gleaner.job.Origin;
import dev.gleaner.job.RetryPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FiringTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String URL = "https://a.example/1";

    private final Scheduled here = new Scheduled();

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void aDueTimeBecomesOneJobThatTellsWhereItComesFrom() {
        Schedule made = here.create(Specs.of("news").jobName("{schedule} {date} {time}"));
        Instant due = made.nextRunAt();
        assertThat(made.status()).isEqualTo(ScheduleStatus.WAITING);

        here.later(MINUTE);

        Occurrence fired = here.history("news").getFirst();
        assertThat(fired.outcome()).isEqualTo(FIRED);
        assertThat(fired.dueAt()).isEqualTo(due);
        assertThat(fired.id()).isEqualTo(OccurrenceIds.ofTrigger("news", due));
        Job job = here.jobs("news").getFirst();
        assertThat(job.id()).isEqualTo(fired.jobId()).isEqualTo(OccurrenceIds.job(fired.id()));
        assertThat(job.schedule()).isEqualTo("news");
        assertThat(job.label().name())
                .isEqualTo("news %s %s"
                        .formatted(
                                due.toString().substring(0, 10),
                                due.toString().substring(11, 19).replace(':', '-')));
        assertThat(here.api.stores.jobs.orders(job.id()))
                .contains(new Orders(
                        new Origin("news", fired.id(), due, fired.decidedAt()),
                        new RetryPlan(0, Duration.ofSeconds(300)),
                        null,
                        null));
        Schedule after = here.schedule("news");
        assertThat(after.status()).isEqualTo(ScheduleStatus.RUNNING);
        assertThat(after.lastJobId()).isEqualTo(job.id());
        assertThat(after.lastOutcome()).isEqualTo(FIRED);
        assertThat(after.nextRunAt()).isEqualTo(due.plus(MINUTE));
        assertThat(here.api.stores.intents.all()).isEmpty();
    }

    @Test
    void itsStatusFollowsItsJobs() {
        here.create(Specs.of("news"));
        here.later(MINUTE);

        here.api.settle(here.jobs("news").getFirst().id());
        here.later(Duration.ofSeconds(3));
        assertThat(here.schedule("news").status()).isEqualTo(ScheduleStatus.COMPLETED);

        here.later(MINUTE);
        here.api.settle(here.jobs("news").getFirst().id(), URL);
        here.later(Duration.ofSeconds(3));
        assertThat(here.schedule("news").status()).isEqualTo(ScheduleStatus.FAILED);
        assertThat(here.schedule("news").failuresInARow()).isEqualTo(1);
    }

    @Test
    void processesWhoseClocksDifferFireEachTimeOnce() {
        here.create(Specs.of("news").overlap(Overlap.ALLOW, 1));
        Scheduler ahead = here.process(() -> here.api.stores.now().plusSeconds(200));
        Scheduler behind = here.process(() -> here.api.stores.now().minusSeconds(200));
        for (int steps = 0; steps < 60; steps++) {
            here.api.stores.later(Duration.ofSeconds(5));
            behind.turn();
            ahead.turn();
            here.scheduler.turn();
        }

        List<Occurrence> history = here.history("news");
        assertThat(history.stream().map(Occurrence::dueAt)).doesNotHaveDuplicates();
        assertThat(history).hasSize(8);
        // Those that were due before the first look of the process whose clock is ahead.
        assertThat(history.subList(6, 8)).allMatch(one -> one.outcome() == COALESCED);
        assertThat(history.subList(0, 6)).allMatch(one -> one.outcome() == FIRED);
        assertThat(here.jobs("news")).hasSize(6);
    }

    @Test
    void aLateWakeMissesWhatIsTooOldAndFiresTheLatest() {
        here.create(Specs.of("news"));
        here.scheduler.turn();

        here.api.stores.later(Duration.ofMinutes(20));
        here.looks(here.scheduler);

        List<Occurrence> history = here.history("news");
        assertThat(history.getFirst().outcome()).isEqualTo(FIRED);
        assertThat(history.subList(1, 5)).allMatch(one -> one.outcome() == COALESCED);
        assertThat(history.subList(5, history.size())).hasSizeBetween(14, 15).allMatch(one -> one.outcome() == MISSED);
        assertThat(history).hasSize(20);
        assertThat(here.jobs("news")).hasSize(1);
        assertThat(here.schedule("news").nextRunAt()).isAfter(here.api.stores.now());
    }

    @Test
    void anOpenJobSkipsWhatComes() {
        here.create(Specs.of("news"));

        here.later(MINUTE.multipliedBy(2));

        assertThat(here.outcomes("news")).containsExactly(FIRED, SKIPPED_OVERLAP);
        assertThat(here.history("news").getFirst().reason())
                .isEqualTo("1 of at most 1 jobs of the schedule were open, the oldest "
                        + here.jobs("news").getFirst().id());
    }

    @Test
    void asManyAreOpenAsMayBe() {
        here.create(Specs.of("news").overlap(Overlap.SKIP, 2));

        here.later(MINUTE.multipliedBy(3));

        assertThat(here.outcomes("news")).containsExactly(FIRED, FIRED, SKIPPED_OVERLAP);
    }

    @Test
    void whatIsQueuedFiresWhenThereIsRoomAndOnlyTheLatest() {
        here.create(Specs.of("news").overlap(Overlap.QUEUE_ONE, 1));

        here.later(MINUTE.multipliedBy(3));
        assertThat(here.outcomes("news")).containsExactly(FIRED, COALESCED);
        String first = here.jobs("news").getFirst().id();

        here.api.settle(first);
        here.later(Duration.ofSeconds(4));

        assertThat(here.outcomes("news")).containsExactly(FIRED, COALESCED, FIRED);
        assertThat(here.jobs("news")).hasSize(2);
    }

    @Test
    void aLaterOneReplacesTheOldest() {
        here.create(Specs.of("news").overlap(Overlap.REPLACE, 1));

        here.later(MINUTE.multipliedBy(2));

        assertThat(here.outcomes("news")).containsExactly(REPLACED, FIRED);
        assertThat(here.jobs("news").stream().map(Job::status))
                .containsExactly(JobStatus.IN_PROGRESS, JobStatus.CANCELLED);
        assertThat(here.history("news").getLast().reason())
                .endsWith(here.history("news").getFirst().id());
    }

    @Test
    void orAllRunSideBySide() {
        here.create(Specs.of("news").overlap(Overlap.ALLOW, 1));

        here.later(MINUTE.multipliedBy(3));

        assertThat(here.outcomes("news")).containsExactly(FIRED, FIRED, FIRED);
    }

    @Test
    void noMoreJobsOfSchedulesAreOpenThanMayBe() {
        here.most = 1;
        here.create(Specs.of("a"));
        here.create(Specs.of("b"));

        here.later(MINUTE.plusSeconds(10));
        assertThat(here.jobs("a").size() + here.jobs("b").size()).isEqualTo(1);
        String first = here.jobs("a").isEmpty() ? "b" : "a";

        here.api.settle(here.jobs(first).getFirst().id());
        here.later(Duration.ofSeconds(6));
        assertThat(here.jobs("a").size() + here.jobs("b").size()).isEqualTo(2);
    }

    @Test
    void failedArticlesAreTriedAgainAndThenTheEndCountsOnce() {
        here.create(Specs.of("news")
                .trigger("\"@hourly\"")
                .retries(1, Duration.ofSeconds(30))
                .pauseAfterFailures(2));
        here.due("news");
        String job = here.jobs("news").getFirst().id();

        here.api.settle(job, URL);
        here.later(Duration.ofSeconds(10));
        assertThat(here.schedule("news").status()).isEqualTo(ScheduleStatus.RUNNING);
        assertThat(here.schedule("news").nextRetryAt())
                .isEqualTo(here.api.job(job).completedAt().plusSeconds(30));
        assertThat(here.api.job(job).run()).isEqualTo(1);

        here.later(Duration.ofSeconds(26));
        assertThat(here.api.job(job).run()).isEqualTo(2);
        here.later(Duration.ofSeconds(60));
        assertThat(here.api.job(job).run()).isEqualTo(2);
        here.api.settle(job, URL);
        here.later(Duration.ofSeconds(60));

        assertThat(here.api.job(job).run()).isEqualTo(2);
        assertThat(here.schedule("news").status()).isEqualTo(ScheduleStatus.FAILED);
        assertThat(here.schedule("news").failuresInARow()).isEqualTo(1);
    }

    @Test
    void failuresInARowDisableItUntilItsOwnerEnablesItAgain() {
        here.create(Specs.of("news").pauseAfterFailures(2));
        for (int i = 0; i < 2; i++) {
            here.later(MINUTE);
            here.api.settle(here.jobs("news").getFirst().id(), URL);
        }
        here.later(Duration.ofSeconds(4));

        Schedule disabled = here.schedule("news");
        assertThat(disabled.status()).isEqualTo(ScheduleStatus.DISABLED);
        assertThat(disabled.spec().enabled()).isFalse();
        assertThat(disabled.disabledReason()).contains("2 of its jobs in a row have failed");
        assertThat(disabled.nextRunAt()).isNull();

        here.schedules.enable("news", true, "mended");
        Schedule enabled = here.schedule("news");
        assertThat(enabled.disabledReason()).isNull();
        assertThat(enabled.failuresInARow()).isZero();
        assertThat(enabled.nextRunAt()).isNotNull();
    }

    @Test
    void aCancelledJobIsNotTriedAgainAndCountsNowhere() {
        here.create(Specs.of("news")
                .trigger("\"@hourly\"")
                .retries(3, Duration.ZERO)
                .pauseAfterFailures(1));
        here.due("news");
        String job = here.jobs("news").getFirst().id();

        here.api.cancellation.cancel(job);
        here.later(Duration.ofSeconds(4));

        assertThat(here.api.job(job).run()).isEqualTo(1);
        assertThat(here.schedule("news").status()).isEqualTo(ScheduleStatus.WAITING);
    }

    @Test
    void whatNoConsumerCanDoAnyMoreIsPassedOverForThat() {
        here.create(Specs.of("spider").work("{\"scraper\":\"gone\"}"));
        here.create(
                Specs.of("articles").work("{\"scraper\":\"gone\",\"articles\":[{\"url\":\"https://a.example/1\"}]}"));

        here.later(MINUTE);

        for (String id : List.of("spider", "articles")) {
            assertThat(here.outcomes(id)).containsExactly(SKIPPED_NO_SCRAPER);
            assertThat(here.history(id).getFirst().reason())
                    .isEqualTo("scraper is unknown: gone; the known scrapers are article");
            assertThat(here.jobs(id)).isEmpty();
        }
    }

    @Test
    void workThatIsNoSubmissionIsInvalidWithItsFaults() {
        here.create(Specs.of("news").work("{\"articles\":[{\"url\":\"ftp://a.example/1\"},{\"url\":\"x\"}]}"));
        here.create(Specs.of("empty").work("{\"articles\":[]}"));

        here.later(MINUTE);

        assertThat(here.outcomes("news")).containsExactly(INVALID);
        assertThat(here.history("news").getFirst().reason()).contains("articles[0].url", "articles[1].url");
        assertThat(here.history("empty").getFirst().reason()).contains("at least one article");
        assertThat(here.jobs("news")).isEmpty();
    }

    @Test
    void aListThatIsAwayIsTriedAgainWithinTheGraceTime() {
        here.listAway = "the list answers 503";
        here.create(Specs.of("news").trigger("\"@hourly\"").grace(Duration.ofSeconds(20)));
        here.create(Specs.of("other").trigger("\"@hourly\"").grace(Duration.ofHours(1)));
        here.due("news");
        assertThat(here.history("news")).isEmpty();

        here.later(Duration.ofSeconds(60));
        assertThat(here.outcomes("news")).containsExactly(MISSED);
        assertThat(here.history("news").getFirst().reason()).endsWith("before that: the list answers 503");

        here.listAway = null;
        here.later(Duration.ofSeconds(4));
        assertThat(here.outcomes("other")).containsExactly(FIRED);
    }

    @Test
    void whatFindsTheQueueFullFiresWhenThereIsRoom() {
        String full = here.api.submitted(
                IntStream.range(0, 10).mapToObj(i -> "https://b.example/" + i).toArray(String[]::new));
        here.create(Specs.of("news").trigger("\"@hourly\""));
        here.due("news");
        assertThat(here.history("news")).isEmpty();

        here.api.settle(full);
        here.later(Duration.ofSeconds(4));

        assertThat(here.outcomes("news")).containsExactly(FIRED);
    }

    @Test
    void whileAllArePausedNothingFiresAndItIsSaid() {
        here.create(Specs.of("news"));
        here.schedules.pause(true, "moving house");
        here.later(MINUTE);
        assertThat(here.outcomes("news")).containsExactly(SKIPPED_PAUSED);
        assertThat(here.history("news").getFirst().reason()).isEqualTo("all schedules were paused: moving house");

        here.schedules.pause(false, null);
        here.later(MINUTE);
        assertThat(here.outcomes("news")).containsExactly(SKIPPED_PAUSED, FIRED);
    }

    @Test
    void aDisabledOneDoesNotFireAndRunsNowAllTheSame() {
        here.create(Specs.of("news").disabled());
        here.later(MINUTE);
        assertThat(here.history("news")).isEmpty();

        Occurrence run = here.runs.now("news").orElseThrow();

        assertThat(run.outcome()).isEqualTo(FIRED);
        assertThat(run.cause()).isEqualTo(Occurrence.Cause.MANUAL);
        assertThat(here.jobs("news").getFirst().id()).isEqualTo(run.jobId());
        assertThat(here.schedule("news").lastJobId()).isEqualTo(run.jobId());
        assertThat(here.runs.now("none")).isEmpty();
    }

    @Test
    void aPastRangeIsFiredOnceAndOneAfterTheOther() {
        Instant now = here.api.stores.now();
        here.create(Specs.of("news").trigger("\"@hourly\""));
        Instant from = now.minus(Duration.ofHours(3));

        List<Instant> dry = here.runs.backfill("news", from, now, true).orElseThrow();
        assertThat(dry).hasSize(3);
        here.later(Duration.ofSeconds(4));
        assertThat(here.history("news")).isEmpty();

        assertThat(here.runs.backfill("news", from, now, false)).contains(dry);
        assertThat(here.runs.backfill("news", from, now, false)).contains(List.of());
        here.later(Duration.ofSeconds(4));
        assertThat(here.jobs("news")).hasSize(1);
        for (int i = 0; i < 2; i++) {
            here.api.settle(here.jobs("news").getFirst().id());
            here.later(Duration.ofSeconds(4));
        }

        assertThat(here.history("news").reversed().stream().map(Occurrence::dueAt))
                .isEqualTo(dry);
        assertThat(here.jobs("news")).hasSize(3);
        assertThat(here.runs.backfill("news", from, now, true)).contains(List.of());
    }

    @Test
    void oneThatIsOverIsDone() {
        Instant now = here.api.stores.now();
        here.create(Specs.of("news").between(null, now.plus(MINUTE)));
        here.later(MINUTE);
        here.api.settle(here.jobs("news").getFirst().id());
        here.later(Duration.ofSeconds(70));

        assertThat(here.schedule("news").status()).isEqualTo(ScheduleStatus.DONE);
        assertThat(here.history("news")).hasSize(1);
    }

    @Test
    void aChangeComputesTheNextTimeFromNowOnAndForgetsNoJob() {
        here.create(Specs.of("news"));
        // The process that fires dies right after its decision, and the owner changes the schedule.
        here.beforeNext("advance", () -> {
            throw new IllegalStateException("died");
        });
        here.later(MINUTE);
        Schedules.Change change =
                here.schedules.replace(Specs.of("news").trigger("\"@hourly\"").spec(), 1L);
        assertThat(change).isInstanceOf(Schedules.Changed.class);

        here.later(Duration.ofSeconds(20));

        assertThat(here.schedule("news").lastJobId())
                .isEqualTo(here.jobs("news").getFirst().id());
        assertThat(here.schedule("news").status()).isEqualTo(ScheduleStatus.RUNNING);
        assertThat(here.outcomes("news")).containsExactly(FIRED);
        assertThat(here.schedules.replace(Specs.of("news").spec(), 1L)).isEqualTo(new Schedules.Stale(2));
        assertThat(here.schedules.replace(Specs.of("none").spec(), null)).isEqualTo(new Schedules.Unknown());
    }

    @Test
    void aDeletedOneLeavesItsJobsTheirRetries() {
        here.create(Specs.of("news").trigger("\"@hourly\"").retries(1, Duration.ofSeconds(10)));
        here.due("news");
        String job = here.jobs("news").getFirst().id();
        here.api.settle(job, URL);

        here.schedules.delete("news", null);

        assertThat(here.schedules.find("news")).isEmpty();
        assertThat(here.history("news")).isEmpty();
        here.later(Duration.ofSeconds(20));
        assertThat(here.api.job(job).run()).isEqualTo(2);
        here.api.settle(job);
        here.later(Duration.ofSeconds(4));
        assertThat(here.stored.all()).isEmpty();
    }

    @Test
    void newRulesOfAZoneMoveTheNextTimeWhenAProcessStarts() {
        here.create(Specs.of("news").trigger("\"0 9 * * *\""));
        Instant right = here.schedule("news").nextRunAt();
        ScheduleState state = here.stored.find(List.of("news")).getFirst();
        Instant old = right.plus(Duration.ofHours(1));
        here.stored.advance(state, state.progress().withNext(state.progress().from(), old, old), null);

        here.process(here.api.stores.clock).turn();

        assertThat(here.schedule("news").nextRunAt()).isEqualTo(right);
    }
}
