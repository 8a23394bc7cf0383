package dev.gleaner.article.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import dev.gleaner.article.ArticleRecord;
import dev.gleaner.article.ArticleStatus;
import dev.gleaner.article.Articles;
import dev.gleaner.id.Ids;
import dev.gleaner.store.mongo.Bulk;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Articles in MongoDB. */
public final class MongoArticles implements Articles {
    private static final int CHUNK = 1000;

    /** Only an id that is taken by chance makes a second round; a third would mean a broken generator. */
    private static final int MOST_ROUNDS = 5;

    /** What decides about a fetch. */
    private static final List<String> KNOWN = List.of(
            "scraped_at",
            "final_url",
            "etag",
            "last_modified",
            "content_hash",
            "data_hash",
            "content_bytes",
            "changed_at");

    /** What results show of an article. */
    private static final List<String> STORED = Stream.concat(
                    ContentFields.names(), Stream.of("data", "final_url", "scraped_at"))
            .toList();

    /** Where nobody says how many. */
    private static final int EDITIONS = 5;

    private final MongoCollection<Document> articles;
    private final MongoVersions versions;

    public MongoArticles(MongoCollections collections) {
        this(collections, EDITIONS);
    }

    /** @param editions that are kept of an article beside the one that it has */
    public MongoArticles(MongoCollections collections, int editions) {
        this.articles = collections.articles();
        this.versions = new MongoVersions(collections, editions);
    }

    @Override
    public Map<String, Known> register(Collection<Wanted> wanted, Instant now) {
        Map<String, Known> found = new HashMap<>();
        wanted.stream()
                .sorted(Comparator.comparing(Wanted::key))
                .gather(Gatherers.windowFixed(CHUNK))
                .forEachOrdered(chunk -> registerChunk(chunk, now, found));
        return found;
    }

    private void registerChunk(List<Wanted> chunk, Instant now, Map<String, Known> found) {
        List<Wanted> left = chunk;
        for (int round = 0; !left.isEmpty(); round++) {
            if (round == MOST_ROUNDS) {
                throw new IllegalStateException(left.size() + " articles could not be registered");
            }
            Bulk.write(articles, left.stream().map(one -> insert(one, now)).toList());
            findByKey(left.stream().map(Wanted::key).toList(), found);
            left = left.stream().filter(one -> !found.containsKey(one.key())).toList();
        }
    }

    private static UpdateOneModel<Document> insert(Wanted wanted, Instant now) {
        Date date = Date.from(now);
        return new UpdateOneModel<>(
                eq("url_key", wanted.key()),
                combine(
                        setOnInsert("_id", Ids.article()),
                        setOnInsert("url", wanted.url().given()),
                        setOnInsert("source", wanted.source()),
                        setOnInsert("category", wanted.category()),
                        setOnInsert("priority", wanted.priority()),
                        setOnInsert("status", ArticleStatus.PENDING.name()),
                        setOnInsert("created_at", date),
                        setOnInsert("retry_count", 0),
                        set("updated_at", date),
                        inc("reference_count", 1)),
                new UpdateOptions().upsert(true));
    }

    @Override
    public Map<String, Known> knownByKey(Collection<String> keys) {
        Map<String, Known> found = new HashMap<>();
        keys.stream().sorted().gather(Gatherers.windowFixed(CHUNK)).forEachOrdered(chunk -> findByKey(chunk, found));
        return found;
    }

    private void findByKey(List<String> keys, Map<String, Known> found) {
        TransientFaults.retry(() -> articles.find(in("url_key", keys))
                .projection(Projections.include("url_key", "scraped_at"))
                .forEach(document -> found.put(Fields.text(document, "url_key"), readKnown(document))));
    }

    @Override
    public Map<String, Known> known(Collection<String> articleIds) {
        Map<String, Known> found = new HashMap<>();
        TransientFaults.retry(() -> articles.find(in("_id", articleIds))
                .projection(Projections.include(KNOWN))
                .forEach(document -> found.put(Fields.text(document, "_id"), readKnown(document))));
        return found;
    }

    @Override
    public Map<String, Stored> stored(Collection<String> articleIds) {
        Map<String, Stored> found = new HashMap<>();
        TransientFaults.retry(() -> articles.find(in("_id", articleIds))
                .projection(Projections.include(STORED))
                .forEach(document -> found.put(
                        Fields.text(document, "_id"),
                        new Stored(
                                Fields.text(document, "_id"),
                                ContentFields.read(document),
                                document.getString("data"),
                                document.getString("final_url"),
                                Fields.maybeInstant(document, "scraped_at")))));
        return found;
    }

    @Override
    public Optional<ArticleRecord> find(String articleId) {
        return TransientFaults.retry(() ->
                Optional.ofNullable(articles.find(eq("_id", articleId)).first()).map(ArticleDocument::read));
    }

    @Override
    public Optional<ArticleRecord> findByKey(String key) {
        return TransientFaults.retry(() ->
                Optional.ofNullable(articles.find(eq("url_key", key)).first()).map(ArticleDocument::read));
    }

    @Override
    public void storeScraped(Collection<Scraped> scraped) {
        // First: one that is kept and not replaced after all stands under the number that it has, and is not shown
        // twice.
        versions.keep(scraped.stream()
                .filter(Scraped::replaces)
                .map(Scraped::articleId)
                .sorted()
                .toList());
        Bulk.write(
                articles,
                scraped.stream()
                        .sorted(Comparator.comparing(Scraped::articleId))
                        .map(MongoArticles::store)
                        .toList());
    }

    private static UpdateOneModel<Document> store(Scraped scraped) {
        List<Bson> effects = ContentFields.updates(scraped.content());
        effects.addAll(List.of(
                set("status", ArticleStatus.SCRAPED.name()),
                set("data", scraped.data()),
                set("data_hash", scraped.dataHash()),
                set("final_url", scraped.finalUrl()),
                set("http_status", scraped.httpStatus()),
                set("content_bytes", scraped.contentBytes()),
                set("etag", scraped.etag()),
                set("last_modified", scraped.lastModified()),
                set("retry_count", scraped.attempts()),
                set("fetch", FetchFactsDocument.of(scraped.fetch())),
                set("error_code", null),
                set("error_message", null),
                set("scraped_at", Date.from(scraped.scrapedAt())),
                set("updated_at", Date.from(scraped.scrapedAt()))));
        if (scraped.changed()) {
            effects.add(set("changed_at", Date.from(scraped.scrapedAt())));
        }
        if (scraped.replaces()) {
            effects.add(inc(MongoVersions.CHANGES, 1));
        }
        return new UpdateOneModel<>(
                and(
                        eq("_id", scraped.articleId()),
                        or(eq("scraped_at", null), lt("scraped_at", Date.from(scraped.startedAt())))),
                combine(effects));
    }

    @Override
    public void storeUnchanged(Collection<Unchanged> unchanged) {
        Bulk.write(
                articles,
                unchanged.stream()
                        .sorted(Comparator.comparing(Unchanged::articleId))
                        .map(one -> new UpdateOneModel<Document>(
                                and(
                                        eq("_id", one.articleId()),
                                        eq("status", ArticleStatus.SCRAPED.name()),
                                        lt("scraped_at", Date.from(one.startedAt()))),
                                combine(
                                        set("scraped_at", Date.from(one.at())),
                                        set("updated_at", Date.from(one.at())))))
                        .toList());
    }

    @Override
    public void storeFailed(Collection<Missed> missed) {
        Bulk.write(
                articles,
                missed.stream()
                        .sorted(Comparator.comparing(Missed::articleId))
                        .map(one -> new UpdateOneModel<Document>(
                                and(eq("_id", one.articleId()), ne("status", ArticleStatus.SCRAPED.name())),
                                combine(
                                        set("status", ArticleStatus.FAILED.name()),
                                        set("error_code", one.code().code()),
                                        set("error_message", one.error()),
                                        set("http_status", one.httpStatus()),
                                        set("retry_count", one.attempts()),
                                        set("updated_at", Date.from(one.at())))))
                        .toList());
    }

    @Override
    public List<Edition> editions(String articleId) {
        return versions.list(articleId);
    }

    @Override
    public Optional<Edition> edition(String articleId, int version) {
        return versions.find(articleId, version);
    }

    @Override
    public long removeUntouchedSince(Instant time) {
        versions.removeUntouchedSince(time);
        return TransientFaults.retry(
                () -> articles.deleteMany(lt("updated_at", Date.from(time))).getDeletedCount());
    }

    private static Known readKnown(Document document) {
        return new Known(
                Fields.text(document, "_id"),
                Fields.maybeInstant(document, "scraped_at"),
                readVersion(document),
                readText(document));
    }

    private static @Nullable Text readText(Document document) {
        String hash = Text.hash(document.getString("content_hash"), document.getString("data_hash"));
        return hash == null
                ? null
                : new Text(
                        hash,
                        document.get("content_bytes") instanceof Number bytes ? bytes.longValue() : null,
                        Fields.maybeInstant(document, "changed_at"));
    }

    private static @Nullable Version readVersion(Document document) {
        String url = document.getString("final_url");
        String etag = document.getString("etag");
        String lastModified = document.getString("last_modified");
        return url == null || (etag == null && lastModified == null) ? null : new Version(url, etag, lastModified);
    }
}
