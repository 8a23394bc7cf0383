package dev.gleaner.job.mongo;

import static com.mongodb.client.model.Filters.all;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.size;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pullAll;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.mongo.FetchDocument;
import dev.gleaner.job.Ends;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobControl;
import dev.gleaner.job.JobFilter;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.JobOrder;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.NextRun;
import dev.gleaner.job.Orders;
import dev.gleaner.store.mongo.Documents;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Jobs in MongoDB. */
public final class MongoJobs implements Jobs {
    private static final List<String> OPEN =
            JobStatus.OPEN.stream().map(JobStatus::name).toList();

    private static final List<String> ENDED = Stream.of(JobStatus.values())
            .filter(JobStatus::ended)
            .map(JobStatus::name)
            .toList();

    /** All but the lists, which may be long. */
    private static final Bson NUMBERS = Projections.include(
            "status",
            "total_articles",
            "new_articles",
            "cached_articles",
            "completed_count",
            "failed_count",
            "created_at",
            "updated_at",
            "completed_at",
            "revision",
            "run",
            "name",
            "tags",
            "orders.origin.schedule",
            "paused_at",
            "priority",
            "control_token",
            "outline");

    /** Where the order of the ends of a run is kept, before its number. */
    private static final String ENDS_OF_RUN = "ended.r";

    private static final FindOneAndUpdateOptions AFTER =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER).projection(NUMBERS);

    private final MongoCollection<Document> jobs;
    private final FetchDocument fetch;
    private final OrdersDocument orders;
    private final InstantSource clock;

    public MongoJobs(MongoCollections collections, InstantSource clock) {
        this.jobs = collections.jobs();
        this.fetch = new FetchDocument(collections.seal());
        this.orders = new OrdersDocument(collections.seal());
        this.clock = clock;
    }

    @Override
    public boolean insert(NewJob job) {
        boolean done = job.pending().isEmpty();
        Date created = Date.from(job.createdAt());
        Document document = new Document("_id", job.id())
                .append("token", job.token())
                .append("status", (done ? JobStatus.COMPLETED : JobStatus.PENDING).name())
                .append("total_articles", job.articleIds().size())
                .append("new_articles", job.pending().size())
                .append("cached_articles", job.cached())
                .append("completed_count", job.cached())
                .append("failed_count", 0)
                .append("revision", 1L)
                .append("run", 1)
                .append("created_at", created)
                .append("updated_at", created)
                .append("completed_at", done ? created : null)
                .append("need_after", Date.from(job.needAfter()))
                .append(
                        "options",
                        new Document(
                                        "max_age",
                                        job.maxAge() == null
                                                ? null
                                                : job.maxAge().toSeconds())
                                .append("fetch", fetch.of(job.fetch())))
                .append("name", job.label().name())
                .append("tags", job.label().tags())
                .append("outline", OutlineDocument.write(job.outline()))
                .append("idempotency_key", job.idempotencyKey())
                .append("orders", orders.of(job.orders()))
                .append("failures", List.of())
                .append("pending", job.pending())
                .append("article_ids", job.articleIds());
        if (job.findingRun() != null) {
            document.append("run_id", job.findingRun()).append("run_start", 0L);
        }
        return TransientFaults.retry(() -> {
            try {
                jobs.insertOne(document);
                return true;
            } catch (MongoWriteException refused) {
                if (refused.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw refused;
                }
                // Ours, if an earlier try was applied and only its reply was lost.
                Document there = jobs.find(eq("_id", job.id()))
                        .projection(Projections.include("token"))
                        .first();
                return there != null && job.token().equals(there.getString("token"));
            }
        });
    }

    @Override
    public Optional<Job> find(String jobId) {
        return TransientFaults.retry(() -> Optional.ofNullable(
                        jobs.find(eq("_id", jobId)).projection(NUMBERS).first())
                .map(MongoJobs::read));
    }

    @Override
    public List<Job> findAll(Collection<String> jobIds) {
        return TransientFaults.retry(
                () -> Documents.list(jobs.find(in("_id", jobIds)).projection(NUMBERS), MongoJobs::read));
    }

    @Override
    public List<String> ended(Collection<String> jobIds) {
        return TransientFaults.retry(() -> Documents.list(
                jobs.find(and(in("_id", jobIds), nin("status", OPEN))).projection(Projections.include("_id")),
                document -> document.getString("_id")));
    }

    @Override
    public List<Job> list(JobFilter filter, int limit, int skip) {
        return newestFirst(JobQuery.of(filter), limit, skip);
    }

    @Override
    public List<Job> list(JobFilter filter, JobOrder order, int limit, int skip) {
        return sorted(JobQuery.of(filter), JobQuery.order(order), limit, skip);
    }

    @Override
    public long count(JobFilter filter) {
        return TransientFaults.retry(() -> jobs.countDocuments(JobQuery.of(filter)));
    }

    @Override
    public List<Job> open(int limit) {
        return newestFirst(in("status", OPEN), limit, 0);
    }

    private List<Job> newestFirst(Bson filter, int limit, int skip) {
        return sorted(filter, JobQuery.order(JobOrder.NEWEST), limit, skip);
    }

    private List<Job> sorted(Bson filter, Bson order, int limit, int skip) {
        return TransientFaults.retry(() -> Documents.list(
                jobs.find(filter).projection(NUMBERS).sort(order).skip(skip).limit(limit), MongoJobs::read));
    }

    @Override
    public Optional<Job> begin(String jobId) {
        return change(
                and(eq("_id", jobId), eq("status", JobStatus.PENDING.name())),
                set("status", JobStatus.IN_PROGRESS.name()),
                inc("revision", 1L));
    }

    @Override
    public Optional<Job> settle(String jobId, int run, List<String> succeeded, List<Failure> failed) {
        List<String> articles = new ArrayList<>(succeeded);
        failed.forEach(failure -> articles.add(failure.articleId()));
        List<Bson> effects = new ArrayList<>(List.of(
                pullAll("pending", articles),
                inc("completed_count", succeeded.size()),
                inc("failed_count", failed.size()),
                inc("revision", (long) articles.size()),
                pushEach(ENDS_OF_RUN + run, endsOf(succeeded, failed)),
                set("status", JobStatus.IN_PROGRESS.name())));
        if (!failed.isEmpty()) {
            effects.add(
                    pushEach("failures", failed.stream().map(MongoJobs::write).toList()));
        }
        Bson stillPending = articles.size() == 1 ? eq("pending", articles.getFirst()) : all("pending", articles);
        return change(
                and(eq("_id", jobId), eq("run", run), in("status", OPEN), stillPending), effects.toArray(Bson[]::new));
    }

    private static List<String> endsOf(List<String> succeeded, List<Failure> failed) {
        return Stream.concat(
                        succeeded.stream(),
                        failed.stream()
                                .map(failure -> failure.articleId()
                                        + ' '
                                        + failure.code().code()))
                .toList();
    }

    @Override
    public Optional<Ends> ends(String jobId, int run) {
        return TransientFaults.retry(() -> Optional.ofNullable(jobs.find(eq("_id", jobId))
                        .projection(Projections.fields(NUMBERS, Projections.include(ENDS_OF_RUN + run)))
                        .first())
                .map(job -> new Ends(read(job), readEnds(job, run))));
    }

    private static List<Ends.End> readEnds(Document job, int run) {
        Document ended = job.get("ended", Document.class);
        List<String> kept = ended == null ? null : ended.getList("r" + run, String.class);
        return kept == null ? List.of() : kept.stream().map(MongoJobs::readEnd).toList();
    }

    private static Ends.End readEnd(String end) {
        int space = end.indexOf(' ');
        return space < 0
                ? new Ends.End(end, null)
                : new Ends.End(end.substring(0, space), ErrorCode.ofCode(end.substring(space + 1)));
    }

    @Override
    public Optional<RunStart> startRun(String jobId, int run, String runId) {
        // A repeat because the reply was lost takes a greater number, and nobody uses the one before.
        return TransientFaults.retry(() -> Optional.ofNullable(jobs.findOneAndUpdate(
                        pendingRun(jobId, run, runId),
                        inc("run_start", 1L),
                        new FindOneAndUpdateOptions()
                                .returnDocument(ReturnDocument.AFTER)
                                .projection(Projections.exclude("article_ids", "failures", "ended"))))
                .map(job -> new RunStart(read(job), Fields.big(job, "run_start"))));
    }

    @Override
    public Optional<Job> addFound(String jobId, int run, String runId, long start, int total, int found) {
        Bson asExpected = and(pendingRun(jobId, run, runId), eq("run_start", start), eq("total_articles", total));
        Optional<Job> added = change(
                asExpected,
                inc("total_articles", found),
                inc("new_articles", found),
                inc("completed_count", found),
                inc("revision", (long) found),
                set("status", JobStatus.IN_PROGRESS.name()));
        // Ours, if an earlier try was applied and only its reply was lost: nobody else adds under this start.
        return added.or(() -> TransientFaults.retry(() -> Optional.ofNullable(jobs.find(and(
                                pendingRun(jobId, run, runId),
                                eq("run_start", start),
                                eq("total_articles", total + found)))
                        .projection(NUMBERS)
                        .first())
                .map(MongoJobs::read)));
    }

    @Override
    public Optional<Job> endRun(String jobId, int run, String runId) {
        return change(
                pendingRun(jobId, run, runId),
                pullAll("pending", List.of(runId)),
                inc("total_articles", -1),
                inc("new_articles", -1),
                inc("revision", 1L),
                set("status", JobStatus.IN_PROGRESS.name()));
    }

    private static Bson pendingRun(String jobId, int run, String runId) {
        return and(eq("_id", jobId), eq("run", run), in("status", OPEN), eq("pending", runId));
    }

    @Override
    public Optional<Job> complete(String jobId, int run) {
        Bson nothingLeft = and(eq("_id", jobId), eq("run", run), in("status", OPEN), size("pending", 0));
        return end(and(nothingLeft, gt("completed_count", 0)), JobStatus.COMPLETED)
                .or(() -> end(and(nothingLeft, eq("completed_count", 0)), JobStatus.FAILED));
    }

    private Optional<Job> end(Bson filter, JobStatus status) {
        return change(
                filter,
                set("status", status.name()),
                set("completed_at", Date.from(clock.instant())),
                inc("revision", 1L));
    }

    @Override
    public Optional<Cancelled> cancel(String jobId, String token) {
        Date now = Date.from(clock.instant());
        Bson effect = combine(
                set("status", JobStatus.CANCELLED.name()),
                set("cancel_token", token),
                set("completed_at", now),
                set("updated_at", now),
                inc("revision", 1L));
        Bson openWithSomethingLeft = and(eq("_id", jobId), in("status", OPEN), gt("pending.0", ""));
        FindOneAndUpdateOptions withPending = new FindOneAndUpdateOptions()
                .returnDocument(ReturnDocument.AFTER)
                .projection(Projections.exclude("article_ids", "failures", "ended"));
        return TransientFaults.retry(() -> {
            Document after = jobs.findOneAndUpdate(openWithSomethingLeft, effect, withPending);
            if (after == null) {
                // Ours, if an earlier try was applied and only its reply was lost.
                after = jobs.find(and(eq("_id", jobId), eq("cancel_token", token)))
                        .projection(Projections.exclude("article_ids", "failures", "ended"))
                        .first();
            }
            return Optional.ofNullable(after).map(job -> new Cancelled(read(job), Fields.texts(job, "pending")));
        });
    }

    @Override
    public boolean wants(String jobId, String articleId) {
        return TransientFaults.retry(() -> jobs.find(and(eq("_id", jobId), eq("article_ids", articleId)))
                        .projection(Projections.include("_id"))
                        .first()
                != null);
    }

    @Override
    public Optional<Job> pause(String jobId, String token) {
        Date now = Date.from(clock.instant());
        return steer(jobId, token, eq("paused_at", null), set("paused_at", now));
    }

    @Override
    public Optional<Job> resume(String jobId, String token) {
        return steer(jobId, token, ne("paused_at", null), set("paused_at", null));
    }

    @Override
    public Optional<Job> prioritise(String jobId, int priority, String token) {
        return steer(jobId, token, ne("priority", priority), set("priority", priority));
    }

    private Optional<Job> steer(String jobId, String token, Bson unlessSo, Bson effect) {
        Optional<Job> changed = change(
                and(eq("_id", jobId), in("status", OPEN), unlessSo),
                effect,
                set("control_token", token),
                inc("revision", 1L));
        // Ours, if an earlier try was applied and only its reply was lost.
        return changed.or(() -> find(jobId)
                .filter(job ->
                        !job.status().ended() && token.equals(job.control().token())));
    }

    @Override
    public Optional<Job> reopen(String jobId, int run, NextRun next, Instant needAfter) {
        // What an ended run failed at and gave up does not change, so the caller's lists are those that the condition
        // meets.
        Optional<Job> opened = change(
                and(eq("_id", jobId), eq("run", run), in("status", ENDED), eq("failed_count", next.failed())),
                set("status", JobStatus.IN_PROGRESS.name()),
                set("run", run + 1),
                set("pending", next.again()),
                set("failures", next.kept().stream().map(MongoJobs::write).toList()),
                set("failed_count", next.kept().size()),
                set("completed_at", null),
                set("paused_at", null),
                set("need_after", Date.from(needAfter)),
                inc("revision", 1L));
        // Ours or another's, if an earlier try was applied and only its reply was lost: the run is open either way.
        return opened.or(() ->
                find(jobId).filter(job -> job.run() == run + 1 && !job.status().ended()));
    }

    @Override
    public boolean remove(String jobId, int run) {
        TransientFaults.retry(() -> jobs.deleteOne(and(eq("_id", jobId), eq("run", run))));
        return find(jobId).isEmpty();
    }

    @Override
    public List<Job> endedBefore(Instant time, int limit) {
        return TransientFaults.retry(() -> Documents.list(
                jobs.find(lt("completed_at", Date.from(time)))
                        .projection(NUMBERS)
                        .sort(Sorts.ascending("completed_at"))
                        .limit(limit),
                MongoJobs::read));
    }

    @Override
    public List<Job> endedSince(Instant time, int limit) {
        return TransientFaults.retry(() -> Documents.list(
                jobs.find(gte("completed_at", Date.from(time)))
                        .projection(NUMBERS)
                        .sort(Sorts.descending("completed_at"))
                        .limit(limit),
                MongoJobs::read));
    }

    @Override
    public Optional<Instant> oldestCreation() {
        return TransientFaults.retry(() -> Optional.ofNullable(jobs.find()
                        .projection(Projections.include("created_at"))
                        .sort(Sorts.ascending("created_at"))
                        .first())
                .map(job -> Fields.instant(job, "created_at")));
    }

    @Override
    public Optional<String> idempotencyKey(String jobId) {
        return TransientFaults.retry(() -> Optional.ofNullable(jobs.find(eq("_id", jobId))
                        .projection(Projections.include("idempotency_key"))
                        .first())
                .map(job -> job.getString("idempotency_key")));
    }

    @Override
    public Optional<Orders> orders(String jobId) {
        return TransientFaults.retry(() -> Optional.ofNullable(jobs.find(eq("_id", jobId))
                        .projection(Projections.include("orders"))
                        .first())
                .map(job -> orders.read(job.get("orders", Document.class))));
    }

    @Override
    public void dropRetries(String jobId, int run) {
        TransientFaults.retry(() -> jobs.updateOne(
                and(eq("_id", jobId), eq("run", run), nin("status", OPEN)), set("orders.retries", null)));
    }

    @Override
    public List<String> pending(String jobId) {
        return TransientFaults.retry(() -> {
            Document job = jobs.find(eq("_id", jobId))
                    .projection(Projections.include("pending"))
                    .first();
            return job == null ? List.of() : Fields.texts(job, "pending");
        });
    }

    @Override
    public Optional<Detail> detail(String jobId) {
        return TransientFaults.retry(() -> Optional.ofNullable(jobs.find(eq("_id", jobId))
                        .projection(Projections.exclude("article_ids", "ended"))
                        .first())
                .map(job -> new Detail(
                        read(job),
                        Fields.texts(job, "pending"),
                        Fields.documents(job, "failures").stream()
                                .map(MongoJobs::readFailure)
                                .toList(),
                        Fields.instant(job, "need_after"),
                        fetch.read(job.get("options", Document.class).get("fetch", Document.class)),
                        job.getString("run_id") != null)));
    }

    private Optional<Job> change(Bson filter, Bson... effects) {
        List<Bson> all = new ArrayList<>(List.of(effects));
        all.add(set("updated_at", Date.from(clock.instant())));
        return TransientFaults.retry(() -> Optional.ofNullable(jobs.findOneAndUpdate(filter, combine(all), AFTER))
                .map(MongoJobs::read));
    }

    private static Job read(Document job) {
        return new Job(
                Fields.text(job, "_id"),
                JobStatus.valueOf(Fields.text(job, "status")),
                Fields.number(job, "total_articles"),
                Fields.number(job, "new_articles"),
                Fields.number(job, "cached_articles"),
                Fields.number(job, "completed_count"),
                Fields.number(job, "failed_count"),
                Fields.instant(job, "created_at"),
                Fields.instant(job, "updated_at"),
                Fields.maybeInstant(job, "completed_at"),
                Fields.big(job, "revision"),
                Fields.number(job, "run"),
                new JobLabel(job.getString("name"), Fields.texts(job, "tags")),
                new JobControl(
                        Fields.maybeInstant(job, "paused_at"),
                        job.getInteger("priority"),
                        job.getString("control_token")),
                schedule(job),
                OutlineDocument.read(job.get("outline", Document.class)));
    }

    private static @Nullable String schedule(Document job) {
        return job.getEmbedded(List.of("orders", "origin", "schedule"), String.class);
    }

    private static Document write(Failure failure) {
        return new Document("article", failure.articleId())
                .append("code", failure.code().code())
                .append("error", failure.error())
                .append("at", Date.from(failure.at()));
    }

    private static Failure readFailure(Document failure) {
        return new Failure(
                Fields.text(failure, "article"),
                ErrorCode.ofCode(Fields.text(failure, "code")),
                Fields.text(failure, "error"),
                Fields.instant(failure, "at"));
    }
}
