package dev.gleaner.api.schedules.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.Occurrence.Cause;
import dev.gleaner.api.schedules.OccurrenceIds;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.ScheduleFilter;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.api.schedules.firing.Progress;
import dev.gleaner.api.schedules.firing.Progress.Asked;
import dev.gleaner.api.schedules.firing.ScheduleState;
import dev.gleaner.id.Ids;
import dev.gleaner.store.mongo.Documents;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Schedules in MongoDB as their owners see them. */
public final class MongoSchedules implements Schedules {
    /** Clocks of processes differ by less: what is due within it may be under decision while its owner changes it. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private static final int MOST_TRIES = 20;

    private final MongoCollection<Document> schedules;
    private final MongoCollection<Document> occurrences;
    private final ScheduleDocuments documents;
    private final SharedState shared;
    private final InstantSource clock;

    public MongoSchedules(MongoCollections collections, InstantSource clock) {
        this.schedules = collections.schedules();
        this.occurrences = collections.occurrences();
        this.documents = new ScheduleDocuments(collections.seal());
        this.shared = new SharedState(collections);
        this.clock = clock;
    }

    @Override
    public Optional<Schedule> create(ScheduleSpec spec) {
        Instant now = now();
        String token = Ids.token();
        ScheduleState state = new ScheduleState(spec, 1, now.toEpochMilli(), null, null, false, Progress.start(now));
        Document document = new Document("_id", spec.id())
                .append("token", token)
                .append("revision", 1L)
                // Higher than that of one before it with the same id, so that nobody takes it for older.
                .append("turn", now.toEpochMilli())
                .append("disabled_reason", null)
                .append("created_at", Date.from(now));
        document.putAll(documents.of(spec));
        document.putAll(progress(state.with(state.from(now)), now));
        boolean made = TransientFaults.retry(() -> {
            try {
                schedules.insertOne(document);
                return true;
            } catch (MongoWriteException refused) {
                if (refused.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw refused;
                }
                // Ours, if an earlier try was applied and only its reply was lost.
                Document there = schedules.find(eq("_id", spec.id())).first();
                return there != null && token.equals(there.getString("token"));
            }
        });
        if (!made) {
            return Optional.empty();
        }
        shared.tell(spec.id());
        return Optional.of(documents.schedule(document));
    }

    @Override
    public Change replace(ScheduleSpec spec, @Nullable Long revision) {
        return change(spec.id(), revision, seen -> {
            ScheduleState wanted = new ScheduleState(
                    spec,
                    seen.revision(),
                    seen.turn(),
                    null,
                    null,
                    false,
                    seen.disabledReason() == null
                            ? seen.progress()
                            : seen.progress().withoutFailures());
            Document changed = documents.of(spec);
            changed.putAll(fromNow(wanted));
            return changed;
        });
    }

    @Override
    public Change enable(String id, boolean enabled, @Nullable String note) {
        return change(id, null, seen -> {
            ScheduleSpec spec = enabled(seen.spec(), enabled, note);
            Document changed = new Document("enabled", enabled).append("note", note);
            changed.putAll(fromNow(new ScheduleState(
                    spec,
                    seen.revision(),
                    seen.turn(),
                    null,
                    seen.unreadable(),
                    false,
                    enabled ? seen.progress().withoutFailures() : seen.progress())));
            return changed;
        });
    }

    private static ScheduleSpec enabled(ScheduleSpec spec, boolean enabled, @Nullable String note) {
        return new ScheduleSpec(
                spec.id(),
                spec.name(),
                spec.description(),
                spec.tags(),
                enabled,
                note,
                spec.trigger(),
                spec.zone(),
                spec.startAt(),
                spec.endAt(),
                spec.jitter(),
                spec.misfireGraceTime(),
                spec.coalesce(),
                spec.mostCoalesced(),
                spec.overlap(),
                spec.maxInstances(),
                spec.pauseAfterFailures(),
                spec.retries(),
                spec.jobName(),
                spec.work());
    }

    /** Its next time from now on. A time that may be under decision at this moment is left to whoever looks after it. */
    private Document fromNow(ScheduleState state) {
        Instant now = now();
        Progress progress = state.progress();
        Instant due = progress.nextDue();
        Instant fires = progress.nextRunAt();
        if (due != null && fires != null && fires.isBefore(now.plus(SKEW))) {
            progress = progress.withAsked(new Asked(OccurrenceIds.ofTrigger(state.id(), due), Cause.TRIGGER, due, now));
        }
        return progress(state.with(state.with(progress).from(now)), now).append("disabled_reason", null);
    }

    private static Document progress(ScheduleState state, Instant now) {
        return ProgressDocument.of(state.progress())
                .append("status", state.status().name())
                .append("updated_at", Date.from(now));
    }

    /** What is to be written, made of what is there; made again if somebody else was faster. */
    private Change change(String id, @Nullable Long revision, Function<ScheduleState, Document> made) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Document there = document(id);
            if (there == null) {
                return new Unknown();
            }
            ScheduleState seen = documents.state(there);
            if (revision != null && seen.revision() != revision) {
                return new Stale(seen.revision());
            }
            Optional<Document> after =
                    MongoFirings.change(schedules, id, seen.revision(), seen.turn(), made.apply(seen), true);
            if (after.isPresent()) {
                shared.tell(id);
                return new Changed(documents.schedule(after.get()));
            }
        }
        throw new IllegalStateException("%s was changed by others %d times in a row".formatted(id, MOST_TRIES));
    }

    @Override
    public Change delete(String id, @Nullable Long revision) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Document there = document(id);
            if (there == null) {
                return new Unknown();
            }
            ScheduleState seen = documents.state(there);
            if (revision != null && seen.revision() != revision) {
                return new Stale(seen.revision());
            }
            leaveJobs(there, seen);
            boolean gone = TransientFaults.retry(() -> schedules
                            .deleteOne(and(eq("_id", id), eq("revision", seen.revision()), eq("turn", seen.turn())))
                            .getDeletedCount()
                    > 0);
            if (gone || document(id) == null) {
                TransientFaults.retry(() -> occurrences.deleteMany(eq("schedule", id)));
                shared.tell(id);
                return new Changed(documents.schedule(there));
            }
        }
        throw new IllegalStateException("%s was changed by others %d times in a row".formatted(id, MOST_TRIES));
    }

    /** Its jobs stay, and their failed articles are tried again as they were promised: what is left of it sees to that. */
    private void leaveJobs(Document there, ScheduleState seen) {
        if (seen.unreadable() != null || seen.progress().active().isEmpty()) {
            return;
        }
        Progress jobsOnly = new Progress(
                seen.progress().from(),
                null,
                null,
                null,
                seen.progress().active(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                0);
        Document left = new Document(there);
        left.put("_id", ScheduleDocuments.REMOVED + Ids.token());
        left.putAll(ProgressDocument.of(jobsOnly));
        left.put("enabled", false);
        left.put("work", "{}");
        TransientFaults.retry(
                () -> schedules.replaceOne(eq("_id", left.getString("_id")), left, new ReplaceOptions().upsert(true)));
        shared.tell(left.getString("_id"));
    }

    private @Nullable Document document(String id) {
        return id.startsWith(ScheduleDocuments.REMOVED)
                ? null
                : TransientFaults.retry(() -> schedules.find(eq("_id", id)).first());
    }

    @Override
    public Optional<Schedule> find(String id) {
        return Optional.ofNullable(document(id)).map(documents::schedule);
    }

    @Override
    public List<Schedule> list(ScheduleFilter filter, int limit, int skip) {
        return TransientFaults.retry(() -> schedules
                .find(ScheduleQuery.of(filter))
                .sort(Sorts.ascending("_id"))
                .skip(skip)
                .limit(limit)
                .map(documents::schedule)
                .into(new ArrayList<>()));
    }

    @Override
    public long count(ScheduleFilter filter) {
        return TransientFaults.retry(() -> schedules.countDocuments(ScheduleQuery.of(filter)));
    }

    @Override
    public List<Occurrence> history(
            String id,
            @Nullable OccurrenceOutcome outcome,
            @Nullable Instant from,
            @Nullable Instant to,
            int limit,
            int skip) {
        return TransientFaults.retry(() -> Documents.list(
                occurrences
                        .find(ScheduleQuery.history(id, outcome, from, to))
                        .sort(Sorts.orderBy(Sorts.descending("due_at"), Sorts.descending("_id")))
                        .skip(skip)
                        .limit(limit),
                OccurrenceDocument::read));
    }

    @Override
    public Pause pause() {
        return shared.pause();
    }

    @Override
    public void pause(boolean paused, @Nullable String note) {
        shared.pause(paused, note, now());
    }

    /** As it can be stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
