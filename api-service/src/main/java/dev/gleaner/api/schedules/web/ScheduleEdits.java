package dev.gleaner.api.schedules.web;

import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.api.schedules.form.InvalidScheduleException;
import dev.gleaner.api.schedules.form.ScheduleReader;
import dev.gleaner.api.schedules.form.ScheduleWriter;
import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.id.Ids;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates, replaces and changes schedules. What depends on the stored one, as a masked secret does, is stored only over the
 * very revision that was looked at; where the client set no condition it is tried again on the newer one.
 */
@Component
class ScheduleEdits {
    /** Others can overtake a change only so often before it is told. */
    private static final int TRIES = 5;

    private final Schedules schedules;
    private final ScheduleReader reader;
    private final ScheduleWriter writer;

    ScheduleEdits(Schedules schedules, ScheduleReader reader, ScheduleWriter writer) {
        this.schedules = schedules;
        this.reader = reader;
        this.writer = writer;
    }

    /** A new one, of the id that the body says or of a made one. */
    Schedule create(ObjectNode body) {
        JsonNode given = body.path("id");
        boolean made = given.isMissingNode() || given.isNull();
        for (int i = 0; i < TRIES; i++) {
            String id = made ? "sch_" + Ids.token().substring(0, 12) : given.asString("");
            Optional<Schedule> created = schedules.create(read(body, new ScheduleReader.Asked(id, null, false)));
            if (created.isPresent()) {
                return created.get();
            }
            if (!made) {
                throw ScheduleProblems.taken(id);
            }
        }
        throw new IllegalStateException("No id is free");
    }

    /** Creates one, or replaces what is there. */
    Edited put(String id, ObjectNode body, Preconditions conditions) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Schedule> stored = schedules.find(id);
            conditions.require(id, stored);
            ScheduleSpec spec = read(body, new ScheduleReader.Asked(id, stored.orElse(null), false));
            if (stored.isEmpty()) {
                Optional<Schedule> created = schedules.create(spec);
                if (created.isPresent()) {
                    return new Edited(created.get(), true);
                }
            } else {
                switch (schedules.replace(spec, stored.get().revision())) {
                    case Schedules.Changed(Schedule changed) -> {
                        return new Edited(changed, false);
                    }
                    case Schedules.Stale stale -> requireNoCondition(id, conditions, stale);
                    case Schedules.Unknown gone -> {}
                }
            }
        }
        throw busy(id);
    }

    /** Changes some fields of one (RFC 7396). */
    Schedule patch(String id, ObjectNode patch, Preconditions conditions) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Schedule> stored = schedules.find(id);
            if (stored.isEmpty()) {
                throw ScheduleProblems.unknown(id);
            }
            conditions.require(id, stored);
            ObjectNode merged = MergePatch.merged(writer.shown(stored.get().spec()), patch);
            ScheduleSpec spec = read(merged, new ScheduleReader.Asked(id, stored.get(), false));
            switch (schedules.replace(spec, stored.get().revision())) {
                case Schedules.Changed(Schedule changed) -> {
                    return changed;
                }
                case Schedules.Stale stale -> requireNoCondition(id, conditions, stale);
                case Schedules.Unknown gone -> throw ScheduleProblems.unknown(id);
            }
        }
        throw busy(id);
    }

    private ScheduleSpec read(ObjectNode body, ScheduleReader.Asked asked) {
        try {
            return reader.read(body, asked);
        } catch (InvalidScheduleException invalid) {
            throw ScheduleProblems.invalid(invalid);
        }
    }

    private static void requireNoCondition(String id, Preconditions conditions, Schedules.Stale stale) {
        if (!conditions.isEmpty()) {
            throw ScheduleProblems.stale(id, stale.revision());
        }
    }

    private static Problem busy(String id) {
        return new Problem(HttpStatus.CONFLICT, "The schedule is changed by others all the time; try again")
                .with("schedule_id", id);
    }

    /** What was made of one. */
    record Edited(Schedule schedule, boolean created) {}
}
