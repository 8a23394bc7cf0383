package dev.gleaner.article.mongo;

import dev.gleaner.article.ArticleRecord;
import dev.gleaner.article.ArticleStatus;
import dev.gleaner.store.mongo.Fields;
import org.bson.Document;

/** How an article lies in its document. */
final class ArticleDocument {
    private ArticleDocument() {}

    static ArticleRecord read(Document article) {
        return new ArticleRecord(
                Fields.text(article, "_id"),
                Fields.text(article, "url"),
                article.getString("final_url"),
                article.getString("source"),
                article.getString("category"),
                Fields.number(article, "priority"),
                ArticleStatus.valueOf(Fields.text(article, "status")),
                ContentFields.read(article),
                article.getString("data"),
                article.getString("etag"),
                article.getString("last_modified"),
                article.getInteger("http_status"),
                article.getString("error_code"),
                article.getString("error_message"),
                Fields.number(article, "retry_count"),
                Fields.number(article, "reference_count"),
                Fields.instant(article, "created_at"),
                Fields.instant(article, "updated_at"),
                Fields.maybeInstant(article, "scraped_at"),
                FetchFactsDocument.read(article.get("fetch", Document.class)));
    }
}
