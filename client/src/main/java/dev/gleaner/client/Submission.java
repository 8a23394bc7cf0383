package dev.gleaner.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list of articles to be scraped, and how.
 *
 * <pre>{@code
 * Submission.builder().url("https://example.org/a").name("morning").maxAge(Duration.ofDays(1)).build()
 * }</pre>
 */
public final class Submission {

    private final List<Article> articles;
    private final Map<String, Object> options;
    private final @Nullable String idempotencyKey;

    private Submission(Builder from) {
        this.articles = List.copyOf(from.articles);
        this.options = new LinkedHashMap<>(from.options);
        if (!from.headers.isEmpty()) {
            options.put("headers", Map.copyOf(from.headers));
        }
        if (!from.tags.isEmpty()) {
            options.put("tags", List.copyOf(from.tags));
        }
        this.idempotencyKey = from.idempotencyKey;
    }

    /** An empty one, to be filled. */
    public static Builder builder() {
        return new Builder();
    }

    /** The articles, in order. */
    public List<Article> articles() {
        return articles;
    }

    @Nullable
    String idempotencyKey() {
        return idempotencyKey;
    }

    /** In the form of the API. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("articles", articles);
        body.putAll(options);
        return body;
    }

    /**
     * One article of the list.
     *
     * @param url http or https
     * @param source given back with the results, or null
     * @param category given back with the results, or null
     * @param priority 1 to 3 high, 4 to 7 medium, 8 to 10 low; 5 if null
     */
    public record Article(
            String url,
            @Nullable String source,
            @Nullable String category,
            @Nullable Integer priority) {}

    /**
     * Files that are written; null takes what is usual.
     *
     * @param format json, ndjson, csv or markdown
     * @param split what goes into a file of its own: run, host or article
     * @param include all or changed
     * @param fileName template of the names
     */
    public record Output(
            @Nullable String format,
            @Nullable String split,
            @Nullable String include,
            @Nullable String fileName) {}

    /** Gathers a submission. */
    public static final class Builder {

        private final List<Article> articles = new ArrayList<>();
        private final Map<String, Object> options = new LinkedHashMap<>();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final List<String> tags = new ArrayList<>();
        private @Nullable String idempotencyKey;

        private Builder() {}

        /** One more article. */
        public Builder article(Article article) {
            articles.add(article);
            return this;
        }

        /** One more address, without further facts. */
        public Builder url(String url) {
            return article(new Article(url, null, null, null));
        }

        /** A stored article that is older is fetched again: zero fetches always; without it any age will do. */
        public Builder maxAge(Duration age) {
            options.put("max_age", age.toSeconds());
            return this;
        }

        /** An address that is given twice is fetched once; without this the whole submission is refused for it. */
        public Builder skipDuplicates() {
            options.put("on_duplicate", "skip");
            return this;
        }

        /** To find the job again. */
        public Builder name(String name) {
            options.put("name", name);
            return this;
        }

        /** One more tag, to find the job again. */
        public Builder tag(String tag) {
            tags.add(tag);
            return this;
        }

        /** Sent to the sites with each request. */
        public Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /** Sent to the sites as {@code Accept-Language}, for example {@code de, en;q=0.5}. */
        public Builder language(String language) {
            options.put("language", language);
            return this;
        }

        /** How long an attempt may take, in whole seconds. */
        public Builder timeout(Duration timeout) {
            options.put("timeout", timeout.toSeconds());
            return this;
        }

        /** Files that the API writes when the job has ended. */
        public Builder output(Output output) {
            options.put("output", output);
            return this;
        }

        /** Within 24 hours a repeat with the same key gets the first answer instead of making another job. */
        public Builder idempotencyKey(String key) {
            idempotencyKey = key;
            return this;
        }

        /** What has been gathered. */
        public Submission build() {
            return new Submission(this);
        }
    }
}
