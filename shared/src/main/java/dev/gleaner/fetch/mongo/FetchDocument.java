package dev.gleaner.fetch.mongo;

import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.store.Seal;
import dev.gleaner.store.mongo.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * How options of a fetch lie in a document, that of a job and those of its tasks. The values of headers, which may be
 * somebody's password, are sealed.
 */
public final class FetchDocument {
    private final Seal seal;

    public FetchDocument(Seal seal) {
        this.seal = seal;
    }

    /** Null for none. Headers are a list of pairs, for a name may hold what a field must not. */
    public @Nullable Document of(FetchOptions options) {
        if (options.isNone()) {
            return null;
        }
        List<Document> headers = new ArrayList<>();
        options.headers().forEach((name, value) -> {
            Seal.Sealed sealed = seal.seal(value);
            headers.add(
                    new Document("name", name).append("value", sealed.text()).append("key", sealed.key()));
        });
        Duration timeout = options.timeout();
        Duration delay = options.pace().delay();
        return new Document("headers", headers)
                .append("language", options.language())
                .append("timeout_ms", timeout == null ? null : timeout.toMillis())
                .append("user_agent", options.userAgent())
                .append("host_delay_ms", delay == null ? null : delay.toMillis())
                .append("host_max_concurrent", options.pace().mostAtOnce())
                .append("unreadable", options.unreadable() ? true : null);
    }

    /** What was written; without headers, and marked so, where the key of one is not known any more. */
    public FetchOptions read(@Nullable Document options) {
        if (options == null) {
            return FetchOptions.NONE;
        }
        Map<String, String> headers = new HashMap<>();
        boolean unreadable = options.getBoolean("unreadable", false);
        for (Document header : options.getList("headers", Document.class)) {
            Optional<String> value = value(header);
            value.ifPresent(text -> headers.put(Fields.text(header, "name"), text));
            unreadable |= value.isEmpty();
        }
        Long timeout = options.getLong("timeout_ms");
        Long delay = options.getLong("host_delay_ms");
        return new FetchOptions(
                unreadable ? Map.of() : headers,
                options.getString("language"),
                timeout == null ? null : Duration.ofMillis(timeout),
                options.getString("user_agent"),
                new JobPace(delay == null ? null : Duration.ofMillis(delay), options.getInteger("host_max_concurrent")),
                unreadable);
    }

    /** Before headers were sealed there was no key beside the value. */
    private Optional<String> value(Document header) {
        String key = header.getString("key");
        String value = Fields.text(header, "value");
        return key == null ? Optional.of(value) : seal.open(new Seal.Sealed(key, value));
    }
}
