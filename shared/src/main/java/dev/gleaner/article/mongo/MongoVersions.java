package dev.gleaner.article.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.WriteModel;
import dev.gleaner.article.Articles.Edition;
import dev.gleaner.store.mongo.Bulk;
import dev.gleaner.store.mongo.Documents;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * The contents that articles had before. One document each, under an id that is made of the article and the number of the version:
 * so they are found and removed without an index, and a repeat meets the same document. The article itself counts in
 * {@code changes} how often its content was replaced, so that the number of what is there is one more.
 */
final class MongoVersions {
    static final String CHANGES = "changes";

    private static final int CHUNK = 1000;

    /** Of an article, whatever the setting is or was. */
    private static final int MOST = 100;

    private static final List<String> LARGE = List.of("content", "markdown", "data");

    private static final List<String> KEPT = Stream.concat(ContentFields.names(), Stream.of("data", "scraped_at"))
            .toList();

    private final MongoCollection<Document> articles;
    private final MongoCollection<Document> versions;
    private final int most;

    /** @param most contents that are kept of an article beside the one that it has */
    MongoVersions(MongoCollections collections, int most) {
        if (most < 0 || most > MOST) {
            throw new IllegalArgumentException("ARTICLE_VERSIONS must be from 0 to %d, not %d".formatted(MOST, most));
        }
        this.articles = collections.articles();
        this.versions = collections.articleVersions();
        this.most = most;
    }

    /** Keeps what is stored of articles whose content is about to be replaced, and removes what is too old for its place. */
    void keep(Collection<String> articleIds) {
        if (most == 0 || articleIds.isEmpty()) {
            return;
        }
        List<WriteModel<Document>> writes = new ArrayList<>();
        TransientFaults.retry(() -> {
            writes.clear();
            articles.find(in("_id", articleIds))
                    .projection(Projections.include(
                            Stream.concat(KEPT.stream(), Stream.of(CHANGES)).toList()))
                    .forEach(article -> add(writes, article));
        });
        Bulk.write(versions, writes);
    }

    private void add(List<WriteModel<Document>> writes, Document article) {
        if (article.getDate("scraped_at") == null) {
            return;
        }
        String articleId = Fields.text(article, "_id");
        int number = number(article);
        Document kept = new Document("_id", id(articleId, number)).append("version", number);
        KEPT.stream().filter(article::containsKey).forEach(field -> kept.append(field, article.get(field)));
        writes.add(new InsertOneModel<>(kept));
        IntStream.rangeClosed(Math.max(1, number - MOST), number - most)
                .forEach(old -> writes.add(new DeleteOneModel<>(eq("_id", id(articleId, old)))));
    }

    /** All that are there, newest first, the one that the article has among them; without their texts. */
    List<Edition> list(String articleId) {
        Optional<Document> current = TransientFaults.retry(() -> Optional.ofNullable(articles.find(eq("_id", articleId))
                .projection(Projections.exclude(LARGE))
                .first()));
        if (current.isEmpty() || current.get().getDate("scraped_at") == null) {
            return List.of();
        }
        int number = number(current.get());
        List<Edition> found = new ArrayList<>();
        found.add(edition(current.get(), number, true));
        TransientFaults.retry(() -> {
            found.subList(1, found.size()).clear();
            Documents.each(
                    versions.find(in("_id", ids(articleId, number))).projection(Projections.exclude(LARGE)),
                    document -> edition(document, Fields.number(document, "version"), false),
                    found::add);
        });
        found.sort(Comparator.comparingInt(Edition::version).reversed());
        return found;
    }

    /** One with its texts; empty if it is not kept any more, or is none. */
    Optional<Edition> find(String articleId, int number) {
        return TransientFaults.retry(() -> {
            Document current = articles.find(eq("_id", articleId))
                    .projection(Projections.include(
                            Stream.concat(KEPT.stream(), Stream.of(CHANGES)).toList()))
                    .first();
            if (current == null || current.getDate("scraped_at") == null || number > number(current)) {
                return Optional.empty();
            }
            return number == number(current)
                    ? Optional.of(edition(current, number, true))
                    : Optional.ofNullable(versions.find(eq("_id", id(articleId, number)))
                                    .first())
                            .map(document -> edition(document, number, false));
        });
    }

    /** Removes those of articles that are about to be removed: an article that is asked for in this instant loses them, too. */
    void removeUntouchedSince(Instant time) {
        List<String> ids = new ArrayList<>();
        TransientFaults.retry(() -> {
            ids.clear();
            articles.find(and(lt("updated_at", Date.from(time)), gt(CHANGES, 0)))
                    .projection(Projections.include(CHANGES))
                    .forEach(article -> ids.addAll(ids(Fields.text(article, "_id"), number(article))));
        });
        ids.stream()
                .gather(Gatherers.windowFixed(CHUNK))
                .forEachOrdered(chunk -> TransientFaults.retry(() -> versions.deleteMany(in("_id", chunk))));
    }

    private static int number(Document article) {
        return article.get(CHANGES) instanceof Number changes ? changes.intValue() + 1 : 1;
    }

    private static Edition edition(Document document, int number, boolean current) {
        return new Edition(
                number,
                ContentFields.read(document),
                document.getString("data"),
                Fields.instant(document, "scraped_at"),
                current);
    }

    private static List<String> ids(String articleId, int current) {
        return IntStream.range(Math.max(1, current - MOST - 1), current)
                .mapToObj(number -> id(articleId, number))
                .toList();
    }

    private static String id(String articleId, int number) {
        return articleId + "#" + number;
    }
}
