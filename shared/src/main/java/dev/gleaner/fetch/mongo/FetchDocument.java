package dev.gleaner.fetch.mongo;

import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.store.mongo.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How options of a fetch lie in a document, that of a job and those of its tasks. */
public final class FetchDocument {
    private FetchDocument() {}

    /** Null for none. Headers are a list of pairs, for a name may hold what a field must not. */
    public static @Nullable Document of(FetchOptions options) {
        if (options.isNone()) {
            return null;
        }
        List<Document> headers = new ArrayList<>();
        options.headers().forEach((name, value) -> headers.add(new Document("name", name).append("value", value)));
        Duration timeout = options.timeout();
        return new Document("headers", headers)
                .append("language", options.language())
                .append("timeout_ms", timeout == null ? null : timeout.toMillis());
    }

    /** What was written. */
    public static FetchOptions read(@Nullable Document options) {
        if (options == null) {
            return FetchOptions.NONE;
        }
        Map<String, String> headers = new HashMap<>();
        options.getList("headers", Document.class)
                .forEach(header -> headers.put(Fields.text(header, "name"), Fields.text(header, "value")));
        Long timeout = options.getLong("timeout_ms");
        return new FetchOptions(
                headers, options.getString("language"), timeout == null ? null : Duration.ofMillis(timeout));
    }
}
