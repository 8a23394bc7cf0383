package dev.gleaner.api.schedules.firing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.schedules.firing.Progress.Active;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DueViewTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final DueView view = new DueView(id -> 0);

    @Test
    void moreOpenJobsThanAreLookedAtHaveTheirTurnEach() {
        for (String id : List.of("a", "b", "c", "d", "e")) {
            view.put(running(id));
        }

        Set<String> seen = new TreeSet<>();
        for (int look = 0; look < 3; look++) {
            view.busy(NOW, 2, Set.of(), true).forEach(one -> seen.add(one.id()));
        }

        assertThat(seen).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void whoseHomeThisIsComesFirstAndTheOthersLater() {
        DueView second = new DueView(id -> id.equals("mine") ? 0 : id.equals("next") ? 1 : 2);
        second.put(due("mine", NOW));
        second.put(due("next", NOW.minusMillis(1)));
        second.put(due("last", NOW.minusMillis(2)));

        assertThat(second.due(NOW.minusMillis(1), 9, Set.of())).isEmpty();
        assertThat(second.due(NOW, 9, Set.of())).containsExactly("mine");
        assertThat(second.due(NOW.plus(DueView.STEP), 9, Set.of())).containsExactly("mine", "next");
        assertThat(second.due(NOW.plus(DueView.STEP), 9, Set.of("mine"))).containsExactly("next");
        assertThat(second.due(NOW.plus(DueView.STEP.multipliedBy(2)), 9, Set.of()))
                .containsExactly("mine", "next", "last");
        assertThat(second.due(NOW.plus(DueView.STEP.multipliedBy(2)), 1, Set.of()))
                .containsExactly("mine");
    }

    @Test
    void openJobsOfOthersAreLookedAtOnlyWhereThatIsAskedFor() {
        DueView one = new DueView(id -> id.equals("mine") ? 0 : 1);
        one.put(running("mine"));
        one.put(running("other"));

        assertThat(one.busy(NOW, 9, Set.of(), false))
                .extracting(ScheduleState::id)
                .containsExactly("mine");
        assertThat(one.busy(NOW, 9, Set.of(), true))
                .extracting(ScheduleState::id)
                .containsExactlyInAnyOrder("mine", "other");
    }

    private static ScheduleState due(String id, Instant at) {
        return new ScheduleState(
                Specs.of(id).spec(),
                1,
                1,
                null,
                null,
                false,
                Progress.start(NOW).withNext(NOW, at, at));
    }

    private static ScheduleState running(String id) {
        Progress progress = Progress.start(NOW).withActive(List.of(new Active(id + "@1", "job_" + id)), null);
        return new ScheduleState(Specs.of(id).spec(), 1, 1, null, null, false, progress);
    }
}
