package dev.gleaner.scraper.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import dev.gleaner.scraper.ScraperRegistry;
import dev.gleaner.scraper.ScraperSummary;
import dev.gleaner.store.mongo.Bulk;
import dev.gleaner.store.mongo.Documents;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The registry in MongoDB: a document for each scraper, which outlives the consumers that had it, and one for each consumer with the
 * names of those it has. All of them together are few, and read at once.
 */
public final class MongoScraperRegistry implements ScraperRegistry {
    /** Neither is in a name. */
    private static final String SCRAPER = "scraper:";

    private static final String CONSUMER = "consumer:";

    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    private final MongoCollection<Document> scrapers;

    public MongoScraperRegistry(MongoCollections collections) {
        this.scrapers = collections.scrapers();
    }

    @Override
    public void announce(String consumer, List<ScraperSummary> told, Instant now) {
        Date at = Date.from(now);
        List<WriteModel<Document>> writes = new ArrayList<>();
        writes.add(replace(new Document("_id", CONSUMER + consumer)
                .append("told_at", at)
                .append("names", told.stream().map(ScraperSummary::name).toList())));
        told.stream()
                .sorted(Comparator.comparing(ScraperSummary::name))
                .forEach(scraper -> writes.add(replace(new Document("_id", SCRAPER + scraper.name())
                        .append("told_at", at)
                        .append("summary", SummaryDocument.of(scraper)))));
        Bulk.write(scrapers, writes);
        TransientFaults.retry(() -> scrapers.deleteMany(lt("told_at", Date.from(now.minus(FORGOTTEN_AFTER)))));
    }

    @Override
    public void leave(String consumer) {
        TransientFaults.retry(() -> scrapers.deleteOne(eq("_id", CONSUMER + consumer)));
    }

    @Override
    public List<Known> known(Instant now) {
        return TransientFaults.retry(() -> {
            Map<String, ScraperSummary> summaries = new TreeMap<>();
            Map<String, Integer> consumers = new HashMap<>();
            Documents.each(scrapers.find(), document -> Entry.read(document, now), entry -> {
                if (entry.scraper() != null) {
                    summaries.put(entry.scraper().name(), entry.scraper());
                }
                entry.names().forEach(name -> consumers.merge(name, 1, Integer::sum));
            });
            return summaries.values().stream()
                    .map(scraper -> new Known(scraper, consumers.getOrDefault(scraper.name(), 0)))
                    .toList();
        });
    }

    private static WriteModel<Document> replace(Document document) {
        return new ReplaceOneModel<>(eq("_id", document.get("_id")), document, UPSERT);
    }

    /**
     * What one document says at a moment.
     *
     * @param scraper that is known; null if it is forgotten, or the document is of a consumer
     * @param names of the scrapers that a consumer has; none if it has gone
     */
    private record Entry(@Nullable ScraperSummary scraper, List<String> names) {
        static Entry read(Document document, Instant now) {
            Instant told = Fields.instant(document, "told_at");
            if (Fields.text(document, "_id").startsWith(CONSUMER)) {
                boolean gone = told.isBefore(now.minus(GONE_AFTER));
                return new Entry(null, gone ? List.of() : Fields.texts(document, "names"));
            }
            boolean forgotten = told.isBefore(now.minus(FORGOTTEN_AFTER));
            return new Entry(
                    forgotten ? null : SummaryDocument.read(document.get("summary", Document.class)), List.of());
        }
    }
}
