package dev.gleaner.article.mongo;

import dev.gleaner.article.FetchFacts;
import dev.gleaner.article.FetchFacts.Redirect;
import dev.gleaner.article.FetchFacts.Timings;
import dev.gleaner.store.mongo.Fields;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How it lies in a document what a fetch saw. */
final class FetchFactsDocument {
    private FetchFactsDocument() {}

    static @Nullable Document of(@Nullable FetchFacts facts) {
        if (facts == null) {
            return null;
        }
        Timings timings = facts.timings();
        return new Document("started_at", Date.from(facts.startedAt()))
                .append("http_status", facts.httpStatus())
                .append("body_bytes", facts.bodyBytes())
                .append("content_type", facts.contentType())
                .append(
                        "redirects",
                        facts.redirects().stream()
                                .map(one -> new Document("url", one.url()).append("status", one.status()))
                                .toList())
                .append("final_url", facts.finalUrl())
                .append("protocol", facts.protocol())
                .append(
                        "ms",
                        new Document("waited", timings.waited())
                                .append("connected", timings.connected())
                                .append("first_byte", timings.firstByte())
                                .append("body", timings.body())
                                .append("read", timings.read()));
    }

    /** Null where there is none, as in what earlier versions wrote. */
    static @Nullable FetchFacts read(@Nullable Document facts) {
        if (facts == null) {
            return null;
        }
        Document ms = facts.get("ms", new Document());
        return new FetchFacts(
                Fields.instant(facts, "started_at"),
                Fields.number(facts, "http_status"),
                Fields.number(facts, "body_bytes"),
                facts.getString("content_type"),
                Fields.documents(facts, "redirects").stream()
                        .map(one -> new Redirect(Fields.text(one, "url"), Fields.number(one, "status")))
                        .toList(),
                Fields.text(facts, "final_url"),
                facts.getString("protocol"),
                new Timings(
                        ms.getLong("waited"),
                        ms.getLong("connected"),
                        Fields.big(ms, "first_byte"),
                        Fields.big(ms, "body"),
                        ms.getLong("read")));
    }
}
