package dev.gleaner.api.schedules.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.ScheduleStatus;
import dev.gleaner.api.schedules.firing.Firings;
import dev.gleaner.api.schedules.firing.Progress;
import dev.gleaner.api.schedules.firing.ScheduleState;
import dev.gleaner.id.Ids;
import dev.gleaner.store.mongo.Documents;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Schedules in MongoDB as those see them who fire them: by their ids, without their work. */
public final class MongoFirings implements Firings {
    private static final Bson WITHOUT_WORK = Projections.exclude("work", "description");

    private final MongoCollection<Document> schedules;
    private final MongoCollection<Document> occurrences;
    private final ScheduleDocuments documents;
    private final SharedState shared;
    private final Beats beats;
    private final InstantSource clock;

    public MongoFirings(MongoCollections collections, InstantSource clock) {
        this.schedules = collections.schedules();
        this.occurrences = collections.occurrences();
        this.documents = new ScheduleDocuments(collections.seal());
        this.shared = new SharedState(collections);
        this.beats = new Beats(collections);
        this.clock = clock;
    }

    @Override
    public Changes changes() {
        return shared.changes();
    }

    @Override
    public List<ScheduleState> all() {
        return states(new Document());
    }

    @Override
    public List<ScheduleState> find(Collection<String> ids) {
        return ids.isEmpty() ? List.of() : states(in("_id", ids));
    }

    private List<ScheduleState> states(Bson filter) {
        return TransientFaults.retry(() -> schedules
                .find(filter)
                .projection(WITHOUT_WORK)
                .map(documents::state)
                .into(new ArrayList<>()));
    }

    @Override
    public Optional<ObjectNode> work(String id, long revision) {
        return TransientFaults.retry(() -> Optional.ofNullable(schedules
                        .find(and(eq("_id", id), eq("revision", revision)))
                        .projection(Projections.include("work"))
                        .first()))
                .map(documents::work);
    }

    @Override
    public Decided decide(Occurrence occurrence) {
        String token = Ids.token();
        Document document = OccurrenceDocument.of(occurrence, token);
        return TransientFaults.retry(() -> {
            try {
                occurrences.insertOne(document);
                return new Decided(occurrence, true);
            } catch (MongoWriteException refused) {
                if (refused.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw refused;
                }
                // Ours, if an earlier try was applied and only its reply was lost.
                Document there = occurrences.find(eq("_id", occurrence.id())).first();
                if (there == null) {
                    throw new IllegalStateException(occurrence.id() + " was decided and removed at this moment");
                }
                return new Decided(OccurrenceDocument.read(there), token.equals(there.getString("token")));
            }
        });
    }

    @Override
    public Optional<Occurrence> occurrence(String id) {
        return occurrences(List.of(id)).stream().findFirst();
    }

    @Override
    public List<Occurrence> occurrences(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : TransientFaults.retry(
                        () -> Documents.list(occurrences.find(in("_id", ids)), OccurrenceDocument::read));
    }

    @Override
    public boolean revise(Occurrence fired, Occurrence revised) {
        Document changed = new Document("outcome", revised.outcome().name())
                .append("reason", revised.reason())
                .append("job_id", revised.jobId());
        return TransientFaults.retry(() -> occurrences
                        .updateOne(
                                and(eq("_id", fired.id()), eq("outcome", OccurrenceOutcome.FIRED.name())),
                                new Document("$set", changed))
                        .getMatchedCount()
                > 0);
    }

    @Override
    public Optional<ScheduleState> advance(ScheduleState seen, Progress progress, @Nullable String disabledReason) {
        ScheduleState after = seen.with(progress);
        Document changed = ProgressDocument.of(progress)
                .append("status", after.status().name())
                .append("updated_at", Date.from(clock.instant()));
        if (disabledReason != null) {
            changed.append("enabled", false)
                    .append("disabled_reason", disabledReason)
                    .append("status", ScheduleStatus.DISABLED.name());
        }
        return change(schedules, seen.id(), seen.revision(), seen.turn(), changed, false)
                .map(documents::state);
    }

    /** Changes a schedule, if it is as it was seen; empty if not. */
    static Optional<Document> change(
            MongoCollection<Document> schedules,
            String id,
            long revision,
            long turn,
            Document changed,
            boolean byOwner) {
        Document update = new Document("$set", changed)
                .append("$inc", byOwner ? new Document("turn", 1L).append("revision", 1L) : new Document("turn", 1L));
        return TransientFaults.retry(() -> Optional.ofNullable(schedules.findOneAndUpdate(
                and(eq("_id", id), eq("revision", revision), eq("turn", turn)),
                update,
                new FindOneAndUpdateOptions()
                        .returnDocument(ReturnDocument.AFTER)
                        .projection(byOwner ? new Document() : WITHOUT_WORK))));
    }

    @Override
    public void tell(String id) {
        shared.tell(id);
    }

    @Override
    public Map<String, Long> beat(String process) {
        return beats.beat(process);
    }

    @Override
    public void leave(String process) {
        beats.leave(process);
    }

    @Override
    public void forget(ScheduleState removed) {
        TransientFaults.retry(() -> schedules.deleteOne(and(eq("_id", removed.id()), eq("turn", removed.turn()))));
    }

    @Override
    public long removeDecidedBefore(Instant time) {
        return TransientFaults.retry(
                () -> occurrences.deleteMany(lt("decided_at", Date.from(time))).getDeletedCount());
    }
}
