package dev.gleaner.api.schedules.firing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.schedules.Coalesce;
import dev.gleaner.api.schedules.DueTimes;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.firing.LatePlan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatePlanTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void whatIsNotDueYetIsLeftAlone() {
        assertThat(plan(Specs.of("a").spec(), NOON.minusMillis(1))).isEmpty();
    }

    @Test
    void whatIsDueFires() {
        assertThat(plan(Specs.of("a").spec(), NOON)).containsExactly(new Step.Fire(NOON));
    }

    @Test
    void theLastMomentOfTheGraceTimeStillFires() {
        ScheduleSpec hourly = Specs.of("a").trigger("\"@hourly\"").spec();

        assertThat(plan(hourly, NOON.plusSeconds(300))).containsExactly(new Step.Fire(NOON));
        assertThat(outcomes(plan(hourly, NOON.plusMillis(300_001)))).containsExactly("12:00 MISSED");
    }

    @Test
    void ofSeveralTheLatestFires() {
        assertThat(outcomes(plan(Specs.of("a").spec(), NOON.plusSeconds(125))))
                .containsExactly("12:00 COALESCED", "12:01 COALESCED", "12:02 FIRE");
    }

    @Test
    void orTheEarliest() {
        ScheduleSpec spec = Specs.of("a").coalesce(Coalesce.EARLIEST, 1).spec();

        assertThat(outcomes(plan(spec, NOON.plusSeconds(125))))
                .containsExactly("12:00 FIRE", "12:01 COALESCED", "12:02 COALESCED");
    }

    @Test
    void orAllUpToTheCapTheNewestOfThem() {
        ScheduleSpec spec = Specs.of("a").coalesce(Coalesce.ALL, 2).spec();

        assertThat(outcomes(plan(spec, NOON.plusSeconds(125))))
                .containsExactly("12:00 COALESCED", "12:01 FIRE", "12:02 FIRE");
    }

    @Test
    void whatIsBeyondTheGraceTimeIsMissedAndTheRestCoalesced() {
        ScheduleSpec spec = Specs.of("a").grace(Duration.ofSeconds(90)).spec();

        assertThat(outcomes(plan(spec, NOON.plusSeconds(185))))
                .containsExactly("12:00 MISSED", "12:01 MISSED", "12:02 COALESCED", "12:03 FIRE");
    }

    @Test
    void aMissedTimeTellsHowLateItWasAndWhatKeptIt() {
        ScheduleSpec hourly = Specs.of("a").trigger("\"@hourly\"").spec();

        List<Step> steps = LatePlan.of(hourly, NOON, NOON.plusSeconds(400), "the list could not be had");

        assertThat(((Step.Pass) steps.getFirst()).reason())
                .isEqualTo(
                        "it was looked at 400 s after it was due, and its grace time is 300 s; before that: the list "
                                + "could not be had");
    }

    @Test
    void aLongDowntimeKeepsTheNewestTimesAndTellsOfTheOthersInOne() {
        List<Step> steps = plan(Specs.of("a").spec(), NOON.plus(Duration.ofHours(10)));

        // 601 minutes; six within the grace time, of which one fires.
        assertThat(steps).hasSize(1 + LatePlan.MOST_ENTRIES + 6);
        assertThat(steps.getFirst()).isInstanceOfSatisfying(Step.Pass.class, pass -> {
            assertThat(pass.due()).isEqualTo(NOON);
            assertThat(pass.reason())
                    .startsWith("495 times from 2026-11-30T12:00:00Z until about 2026-11-30T20:14:00Z");
        });
        assertThat(steps.getLast()).isEqualTo(new Step.Fire(NOON.plus(Duration.ofHours(10))));
    }

    @Test
    void aVeryLongDowntimeOfAVeryBusyScheduleIsNotCountedOut() {
        ScheduleSpec spec = Specs.of("a")
                .trigger("\"* * * * * *\"")
                .grace(Duration.ofSeconds(5))
                .spec();

        List<Step> steps = plan(spec, NOON.plus(Duration.ofDays(300)));

        assertThat(steps).hasSizeLessThanOrEqualTo(2 * LatePlan.MOST_ENTRIES + 2);
        assertThat(((Step.Pass) steps.getFirst()).reason()).startsWith("more than ");
        assertThat(steps.getLast()).isEqualTo(new Step.Fire(NOON.plus(Duration.ofDays(300))));
        assertThat(steps).isSortedAccordingTo(Comparator.comparing(Step::due));
    }

    @Test
    void jitterMakesEachTimeLaterByTheSameForEverybody() {
        ScheduleSpec spec = Specs.of("a").jitter(Duration.ofSeconds(30)).spec();
        DueTimes times = new DueTimes(spec);
        Instant fires = times.firesAt(NOON);

        assertThat(fires).isBetween(NOON, NOON.plusSeconds(30)).isEqualTo(new DueTimes(spec).firesAt(NOON));
        assertThat(times.firesAt(NOON.plusSeconds(60))).isNotEqualTo(fires.plusSeconds(60));
        assertThat(plan(spec, fires.minusMillis(1))).isEmpty();
        assertThat(plan(spec, fires)).containsExactly(new Step.Fire(NOON));
    }

    @Test
    void nothingIsDueBeforeTheStartAndAfterTheEnd() {
        DueTimes times =
                new DueTimes(Specs.of("a").between(NOON, NOON.plusSeconds(60)).spec());

        assertThat(times.after(Instant.EPOCH)).contains(NOON);
        assertThat(times.after(NOON)).contains(NOON.plusSeconds(60));
        assertThat(times.after(NOON.plusSeconds(60))).isEmpty();
        assertThat(times.before(NOON.plusSeconds(600))).contains(NOON.plusSeconds(60));
        assertThat(times.before(NOON)).isEmpty();
    }

    private static List<Step> plan(ScheduleSpec spec, Instant now) {
        return LatePlan.of(spec, NOON, now, null);
    }

    private static List<String> outcomes(List<Step> steps) {
        return steps.stream()
                .map(step -> step.due().toString().substring(11, 16)
                        + switch (step) {
                            case Step.Fire fire -> " FIRE";
                            case Step.Pass(Instant due, OccurrenceOutcome outcome, String reason) -> " " + outcome;
                        })
                .toList();
    }
}
