package dev.gleaner.fetch.mongo;

import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.store.Seal;
import dev.gleaner.store.mongo.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
                .append("scraper", scraper(options.scraper()))
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
        ScraperChoice scraper = null;
        Document chosen = options.get("scraper", Document.class);
        if (chosen != null) {
            // The name stays: who asked for that scraper must not get what another finds.
            scraper = scraper(chosen).orElseGet(() -> ScraperChoice.of(Fields.text(chosen, "name")));
            unreadable |= scraper(chosen).isEmpty();
        }
        Long timeout = options.getLong("timeout_ms");
        Long delay = options.getLong("host_delay_ms");
        return new FetchOptions(
                unreadable ? Map.of() : headers,
                options.getString("language"),
                timeout == null ? null : Duration.ofMillis(timeout),
                options.getString("user_agent"),
                new JobPace(delay == null ? null : Duration.ofMillis(delay), options.getInteger("host_max_concurrent")),
                scraper,
                unreadable);
    }

    /** All values of params are sealed: which of them is a secret is said by whoever has the scraper, and may change. */
    private @Nullable Document scraper(@Nullable ScraperChoice choice) {
        if (choice == null) {
            return null;
        }
        List<Document> params = new ArrayList<>();
        choice.params()
                .forEach((name, values) -> params.add(new Document("name", name)
                        .append("values", values.stream().map(this::sealed).toList())));
        List<Document> settings = new ArrayList<>();
        choice.settings().forEach((name, value) -> settings.add(new Document("name", name).append("value", value)));
        return new Document("name", choice.name())
                .append("params", params)
                .append("settings", settings)
                .append("secrets", List.copyOf(choice.secrets()));
    }

    private Document sealed(String value) {
        Seal.Sealed sealed = seal.seal(value);
        return new Document("value", sealed.text()).append("key", sealed.key());
    }

    /** Empty if a value cannot be read any more. */
    private Optional<ScraperChoice> scraper(Document choice) {
        Map<String, List<String>> params = new HashMap<>();
        for (Document param : choice.getList("params", Document.class)) {
            List<String> values = new ArrayList<>();
            for (Document sealed : param.getList("values", Document.class)) {
                Optional<String> value = value(sealed);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                values.add(value.get());
            }
            params.put(Fields.text(param, "name"), values);
        }
        Map<String, String> settings = new HashMap<>();
        for (Document setting : choice.getList("settings", Document.class)) {
            settings.put(Fields.text(setting, "name"), Fields.text(setting, "value"));
        }
        return Optional.of(new ScraperChoice(
                Fields.text(choice, "name"), params, settings, new HashSet<>(Fields.texts(choice, "secrets"))));
    }

    /** Before headers were sealed there was no key beside the value. */
    private Optional<String> value(Document header) {
        String key = header.getString("key");
        String value = Fields.text(header, "value");
        return key == null ? Optional.of(value) : seal.open(new Seal.Sealed(key, value));
    }
}
