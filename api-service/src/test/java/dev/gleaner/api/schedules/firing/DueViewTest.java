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

    private static ScheduleState running(String id) {
        Progress progress = Progress.start(NOW).withActive(List.of(new Active(id + "@1", "job_" + id)), null);
        return new ScheduleState(Specs.of(id).spec(), 1, 1, null, null, false, progress);
    }
}
