package dev.gleaner.api.schedules.firing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.OccurrenceIds;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.ScheduleStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HomesTest {
    private static final List<String> SCHEDULES =
            IntStream.range(0, 300).mapToObj(i -> "news-" + i).toList();

    private final Scheduled here = new Scheduled();
    private final Homes a = new Homes(here.stored, "aa");
    private final Homes b = new Homes(here.stored, "bb");
    private final Homes c = new Homes(here.stored, "cc");

    @BeforeEach
    void allFire() {
        pass(Homes.BEATS_EVERY, a, b, c);
        pass(Homes.BEATS_EVERY, a, b, c);
    }

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void processesLookAtAScheduleOneAfterTheOtherAndEachHasItsShare() {
        for (String schedule : SCHEDULES) {
            assertThat(List.of(a.rank(schedule), b.rank(schedule), c.rank(schedule)))
                    .containsExactlyInAnyOrder(0, 1, 2);
        }
        for (Homes one : List.of(a, b, c)) {
            assertThat(SCHEDULES.stream().filter(schedule -> one.rank(schedule) == 0))
                    .hasSizeBetween(70, 130);
        }
    }

    @Test
    void whoLeavesGivesItsOwnToTheNextAndWhoComesTakesNoMore() {
        Map<String, Integer> before = ranks(a);
        Map<String, Integer> last = ranks(c);

        c.leave();
        pass(Homes.BEATS_EVERY, a, b);

        ranks(a).forEach((schedule, rank) ->
                assertThat(rank).isEqualTo(before.get(schedule) - (last.get(schedule) < before.get(schedule) ? 1 : 0)));

        pass(Homes.BEATS_EVERY, c, a);
        assertThat(ranks(a)).isEqualTo(before);
    }

    @Test
    void whoIsSilentIsGoneUntilItIsHeardAgainAndForgottenInTheEnd() {
        Map<String, Integer> before = ranks(a);

        // Hears the last beats of the others, which came after its own.
        pass(Homes.BEATS_EVERY, a);
        pass(Homes.GONE_AFTER, a);
        assertThat(ranks(a)).isEqualTo(before);
        pass(Homes.BEATS_EVERY, a);
        assertThat(ranks(a).values()).containsOnly(0);

        pass(Homes.BEATS_EVERY, b, a);
        assertThat(ranks(a).values()).containsOnly(0, 1);

        pass(Homes.FORGOTTEN_AFTER, a);
        pass(Homes.BEATS_EVERY, a);
        pass(Homes.BEATS_EVERY, a);
        assertThat(here.stored.beat("aa")).containsOnlyKeys("aa");
    }

    @Test
    void clocksNeedNotAgree() {
        Homes behind = new Homes(here.stored, "dd");
        behind.look(here.api.stores.now().minus(Duration.ofHours(1)));
        pass(Homes.BEATS_EVERY, a, b, c);

        behind.look(here.api.stores.now().minus(Duration.ofHours(1)));

        assertThat(ranks(behind).values()).containsOnly(0, 1, 2, 3);
        assertThat(ranks(a).values()).containsOnly(0, 1, 2, 3);
    }

    @Test
    void aScheduleFiresAlthoughItsHomeDoesNothing() {
        List<String> some = SCHEDULES.subList(0, 8);
        some.forEach(id -> here.create(Specs.of(id).trigger("\"@hourly\"")));
        here.scheduler.turn();
        here.api.stores.later(Duration.between(
                here.api.stores.now(), here.schedule(some.getFirst()).nextRunAt()));

        // The three beat all the while, and none of them fires.
        for (int looks = 0; looks < 4; looks++) {
            here.scheduler.turn();
            pass(DueView.STEP, a, b, c);
        }

        assertThat(some).allSatisfy(id -> assertThat(here.outcomes(id)).containsExactly(OccurrenceOutcome.FIRED));
    }

    @Test
    void whatAnotherHasDecidedIsLeftToItForAWhile() {
        List<String> some = SCHEDULES.subList(0, 8);
        some.forEach(id -> here.create(Specs.of(id).trigger("\"@hourly\"")));
        here.scheduler.turn();
        Instant due = Objects.requireNonNull(here.schedule(some.getFirst()).nextRunAt());
        here.api.stores.later(Duration.between(here.api.stores.now(), due));
        some.forEach(id -> here.stored.decide(new Occurrence(
                OccurrenceIds.ofTrigger(id, due),
                id,
                Occurrence.Cause.TRIGGER,
                due,
                OccurrenceOutcome.FIRED,
                "it was due",
                due,
                OccurrenceIds.job(OccurrenceIds.ofTrigger(id, due)))));

        for (int looks = 0; looks < 4; looks++) {
            here.scheduler.turn();
            pass(DueView.STEP, a, b, c);
        }
        assertThat(some).allSatisfy(id -> assertThat(here.jobs(id)).isEmpty());

        for (int looks = 0; looks < 4; looks++) {
            here.scheduler.turn();
            pass(Duration.ofSeconds(1), a, b, c);
        }
        assertThat(some).allSatisfy(id -> assertThat(here.jobs(id)).hasSize(1));
    }

    @Test
    void anEndIsSeenToAlthoughTheHomeDoesNothing() {
        List<String> some = SCHEDULES.subList(0, 8);
        some.forEach(id -> here.create(Specs.of(id).trigger("\"@hourly\"")));
        here.due(some.getFirst());
        some.forEach(id -> here.api.settle(here.jobs(id).getFirst().id()));

        for (int seconds = 0; seconds < 6; seconds++) {
            pass(Duration.ofSeconds(1), a, b, c);
            here.scheduler.turn();
        }

        assertThat(some).allSatisfy(id -> assertThat(here.schedule(id).status()).isEqualTo(ScheduleStatus.COMPLETED));
    }

    private void pass(Duration time, Homes... beating) {
        here.api.stores.later(time);
        for (Homes one : beating) {
            one.look(here.api.stores.now());
        }
    }

    private static Map<String, Integer> ranks(Homes process) {
        Map<String, Integer> ranks = new HashMap<>();
        SCHEDULES.forEach(schedule -> ranks.put(schedule, process.rank(schedule)));
        return ranks;
    }
}
