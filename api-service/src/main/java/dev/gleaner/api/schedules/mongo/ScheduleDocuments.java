package dev.gleaner.api.schedules.mongo;

import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.ScheduleStatus;
import dev.gleaner.api.schedules.firing.Progress;
import dev.gleaner.api.schedules.firing.ScheduleState;
import dev.gleaner.api.schedules.firing.UnreadableWorkException;
import dev.gleaner.store.Seal;
import dev.gleaner.store.mongo.Fields;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads the documents of schedules. One that is spoiled is shown with the reason, and keeps no other from firing. */
final class ScheduleDocuments {
    /** Ids of what is left of deleted schedules begin with it; no schedule's does. */
    static final String REMOVED = "~";

    private final WorkText works;

    ScheduleDocuments(Seal seal) {
        this.works = new WorkText(seal);
    }

    /** What its owner says, as it is stored. */
    Document of(ScheduleSpec spec) {
        return SpecDocument.of(spec, works.of(spec.work()));
    }

    /** What firing needs; its work is not read. */
    ScheduleState state(Document schedule) {
        String id = String.valueOf(schedule.get("_id"));
        ScheduleSpec spec;
        Progress progress;
        String unreadable = null;
        try {
            spec = SpecDocument.read(schedule, SpecDocument.noWork());
            progress = ProgressDocument.read(schedule);
        } catch (RuntimeException spoiled) {
            spec = SpecDocument.unreadable(schedule, SpecDocument.noWork());
            progress = Progress.start(Instant.EPOCH);
            unreadable = "it cannot be read: " + spoiled.getMessage();
        }
        return new ScheduleState(
                spec,
                number(schedule, "revision"),
                number(schedule, "turn"),
                schedule.get("disabled_reason") instanceof String reason ? reason : null,
                unreadable,
                id.startsWith(REMOVED),
                progress);
    }

    /** What is shown. */
    Schedule schedule(Document document) {
        ScheduleState state = state(document);
        String trouble = state.unreadable();
        ObjectNode work = SpecDocument.noWork();
        try {
            String text = Fields.text(document, "work");
            work = works.readWithout(text);
            works.read(text);
        } catch (UnreadableWorkException | IllegalStateException | ClassCastException spoiled) {
            trouble = trouble == null ? String.valueOf(spoiled.getMessage()) : trouble;
        }
        ScheduleSpec spec = state.unreadable() == null
                ? SpecDocument.read(document, work)
                : SpecDocument.unreadable(document, work);
        Progress progress = state.progress();
        return new Schedule(
                spec,
                state.revision(),
                trouble == null ? state.status() : ScheduleStatus.DISABLED,
                trouble == null ? state.disabledReason() : trouble,
                progress.nextRunAt(),
                progress.nextRetryAt(),
                progress.lastRunAt(),
                progress.lastJobId(),
                progress.lastOutcome(),
                progress.failures(),
                time(document, "created_at"),
                time(document, "updated_at"));
    }

    /** @throws UnreadableWorkException if it is spoiled, or the key of a secret is not known */
    ObjectNode work(Document schedule) {
        String text = schedule.get("work") instanceof String stored ? stored : "";
        return works.read(text);
    }

    private static long number(Document document, String field) {
        return document.get(field) instanceof Number number ? number.longValue() : 0;
    }

    private static Instant time(Document document, String field) {
        @Nullable Object value = document.get(field);
        return value instanceof Date date ? date.toInstant() : Instant.EPOCH;
    }
}
