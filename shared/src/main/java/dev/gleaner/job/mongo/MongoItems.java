package dev.gleaner.job.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import dev.gleaner.fetch.mongo.FetchDocument;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.store.mongo.Bulk;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;

/** Pages of submitted items in MongoDB; their ids are derived, so a repeated write meets the same page. */
public final class MongoItems implements Items {
    private final MongoCollection<Document> pages;

    private final FetchDocument fetch;

    public MongoItems(MongoCollections collections) {
        this.pages = collections.jobItems();
        this.fetch = new FetchDocument(collections.seal());
    }

    @Override
    public void write(String jobId, List<Item> items) {
        List<ReplaceOneModel<Document>> writes = new ArrayList<>();
        items.stream()
                .map(this::write)
                .gather(Gatherers.windowFixed(PAGE))
                .forEachOrdered(content -> writes.add(write(jobId, writes.size(), content)));
        Bulk.write(pages, writes);
    }

    @Override
    public void writeRun(String jobId, Item run) {
        Document document =
                new Document("_id", runPage(jobId)).append("job_id", jobId).append("items", List.of(write(run)));
        Bulk.write(
                pages,
                List.of(new ReplaceOneModel<>(eq("_id", runPage(jobId)), document, new ReplaceOptions().upsert(true))));
    }

    @Override
    public Optional<Item> run(String jobId) {
        Document found = TransientFaults.retry(
                () -> pages.find(eq("_id", runPage(jobId))).first());
        return Optional.ofNullable(found)
                .flatMap(page -> Fields.documents(page, "items").stream().findFirst())
                .map(this::read);
    }

    @Override
    public boolean writeFound(String jobId, int page, List<Item> items, long start) {
        String id = id(jobId, page);
        Document document = new Document("_id", id)
                .append("job_id", jobId)
                .append("page", page)
                .append("start", start)
                .append("items", items.stream().map(this::write).toList());
        return TransientFaults.retry(() -> {
            try {
                pages.replaceOne(and(eq("_id", id), lte("start", start)), document, new ReplaceOptions().upsert(true));
                return true;
            } catch (MongoWriteException refused) {
                if (refused.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw refused;
                }
                // The page of a later start is there: the filter missed it, and the insert met it.
                return false;
            }
        });
    }

    @Override
    public List<Item> page(String jobId, int page) {
        Document found = TransientFaults.retry(
                () -> pages.find(eq("_id", id(jobId, page))).first());
        return found == null
                ? List.of()
                : Fields.documents(found, "items").stream().map(this::read).toList();
    }

    @Override
    public Map<String, Boolean> jobsOf(String articleId) {
        return TransientFaults.retry(() -> {
            Map<String, Boolean> found = new HashMap<>();
            pages.find(eq("items.article", articleId))
                    .projection(Projections.fields(
                            Projections.include("job_id"), Projections.elemMatch("items", eq("article", articleId))))
                    .forEach(page -> found.put(
                            Fields.text(page, "job_id"),
                            Fields.documents(page, "items").stream()
                                    .anyMatch(item -> item.getBoolean("cached", false))));
            return found;
        });
    }

    @Override
    public void remove(String jobId, int total) {
        TransientFaults.retry(() -> pages.deleteMany(in("_id", ids(jobId, total))));
    }

    private static List<String> ids(String jobId, int total) {
        // What a run found last may fill another page, and is not counted yet.
        IntStream pages = IntStream.rangeClosed(0, Items.pagesOf(total));
        return Stream.concat(pages.mapToObj(page -> id(jobId, page)), Stream.of(runPage(jobId)))
                .toList();
    }

    private static String runPage(String jobId) {
        return jobId + ":run";
    }

    private static String id(String jobId, int page) {
        return "%s:%04d".formatted(jobId, page);
    }

    private static ReplaceOneModel<Document> write(String jobId, int page, List<Document> content) {
        Document document = new Document("_id", id(jobId, page))
                .append("job_id", jobId)
                .append("page", page)
                .append("items", content);
        return new ReplaceOneModel<>(eq("_id", id(jobId, page)), document, new ReplaceOptions().upsert(true));
    }

    /** What an item does not have of its own stands in no field: few have any of it. */
    private Document write(Item item) {
        Document document = new Document("article", item.articleId())
                .append("url", item.url())
                .append("host", item.host())
                .append("source", item.source())
                .append("category", item.category())
                .append("priority", item.priority())
                .append("cached", item.cached());
        if (!item.fetch().isNone()) {
            document.append("fetch", fetch.of(item.fetch()));
        }
        if (item.needAfter() != null) {
            document.append("need_after", Date.from(item.needAfter()));
        }
        return document;
    }

    private Item read(Document item) {
        return new Item(
                Fields.text(item, "article"),
                Fields.text(item, "url"),
                Fields.text(item, "host"),
                item.getString("source"),
                item.getString("category"),
                Fields.number(item, "priority"),
                item.getBoolean("cached", false),
                fetch.read(item.get("fetch", Document.class)),
                Fields.maybeInstant(item, "need_after"));
    }
}
