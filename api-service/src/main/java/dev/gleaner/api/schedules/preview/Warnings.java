package dev.gleaner.api.schedules.preview;

import dev.gleaner.api.schedules.BoundedTimes;
import dev.gleaner.api.schedules.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What is allowed in a schedule, but hardly what its owner means. */
public final class Warnings {
    private static final Duration DAY = Duration.ofDays(1);

    private Warnings() {}

    /** One sentence for each; empty if nothing is odd. */
    public static List<String> of(ScheduleSpec spec, Instant now) {
        List<String> warnings = new ArrayList<>();
        due(spec, now, warnings);
        spec.trigger().shortestGap(spec.zone(), now).ifPresent(gap -> {
            age(spec, gap, warnings);
            if (spec.jitter().compareTo(gap) >= 0) {
                warnings.add(
                        "jitter (%d s) is not shorter than the time between two runs (%d s): runs may overtake each other"
                                .formatted(spec.jitter().toSeconds(), gap.toSeconds()));
            }
        });
        return warnings;
    }

    private static void due(ScheduleSpec spec, Instant now, List<String> warnings) {
        Optional<Instant> next = BoundedTimes.of(spec).next(now);
        Instant end = spec.endAt();
        if (end != null && !end.isAfter(now)) {
            warnings.add("end_at (%s) is over: nothing will be due any more".formatted(end));
        } else if (next.isEmpty()) {
            warnings.add("nothing will be due any more");
        }
    }

    private static void age(ScheduleSpec spec, Duration gap, List<String> warnings) {
        JsonNode age = spec.work().path("max_age");
        if (age.isIntegralNumber() && age.asLong() >= gap.toSeconds()) {
            warnings.add(
                    "max_age (%d s) is not shorter than the time between two runs (%d s): a run may find every article fresh, and fetch nothing"
                            .formatted(age.asLong(), gap.toSeconds()));
        } else if (age.isString() && age.asString().equals("day") && gap.compareTo(DAY) < 0) {
            warnings.add(
                    "max_age \"day\" is longer than the time between two runs (%d s): only the first run of a day fetches an article"
                            .formatted(gap.toSeconds()));
        } else if (age.isMissingNode() && spec.work().has("articles")) {
            warnings.add(
                    "without max_age an article that is stored is fresh at any age: runs after the first fetch only what failed; 0 fetches always");
        }
    }
}
