package dev.gleaner.client;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Articles to be scraped, and how: a list of them, or where one is.
 *
 * <pre>{@code
 * Submission.builder().url("https://example.org/a").name("morning").maxAge(Duration.ofDays(1)).build()
 * }</pre>
 */
public final class Submission {
    /** What may stand in place of articles. */
    private static final List<String> INSTEAD = List.of("article_list_url", "preset", "scraper");

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
        if (!articles.isEmpty() || INSTEAD.stream().noneMatch(options::containsKey)) {
            body.put("articles", articles.stream().map(Article::body).toList());
        }
        body.putAll(options);
        return body;
    }

    /**
     * One article of the list.
     *
     * @param url http or https
     * @param source given back with the results, or null
     * @param category given back with the results, or null
     * @param priority 1 to 3 high, 4 to 7 medium, 8 to 10 low; that of the submission if null
     * @param own what is asked for this article alone
     */
    public record Article(
            String url,
            @Nullable String source,
            @Nullable String category,
            @Nullable Integer priority,
            Own own) {

        /** One that is asked for like all others. */
        public Article(String url, @Nullable String source, @Nullable String category, @Nullable Integer priority) {
            this(url, source, category, priority, Own.NOTHING);
        }

        private Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("url", url);
            putUnlessNull(body, "source", source);
            putUnlessNull(body, "category", category);
            putUnlessNull(body, "priority", priority);
            putUnlessNull(body, "headers", own.headers.isEmpty() ? null : own.headers);
            putUnlessNull(body, "language", own.language);
            putUnlessNull(body, "timeout", own.timeout == null ? null : own.timeout.toSeconds());
            putUnlessNull(body, "max_age", own.maxAge == null ? null : own.maxAge.toSeconds());
            if (own.scraper != null) {
                own.scraper.into(body);
            }
            return body;
        }

        private static void putUnlessNull(Map<String, Object> body, String field, @Nullable Object value) {
            if (value != null) {
                body.put(field, value);
            }
        }
    }

    /**
     * What is asked for one article in place of what the submission asks.
     *
     * @param headers one replaces that of its name, the others of the submission stay
     * @param language sent as {@code Accept-Language}, or null
     * @param timeout of an attempt, in whole seconds, or null
     * @param maxAge a stored text that is older is fetched again; null for that of the submission
     * @param scraper that gets it; null for that of the submission
     */
    public record Own(
            Map<String, String> headers,
            @Nullable String language,
            @Nullable Duration timeout,
            @Nullable Duration maxAge,
            @Nullable Scraper scraper) {
        /** Nothing of its own. */
        public static final Own NOTHING = new Own(Map.of(), null, null, null);

        /** One that is got by the scraper of the submission. */
        public Own(
                Map<String, String> headers,
                @Nullable String language,
                @Nullable Duration timeout,
                @Nullable Duration maxAge) {
            this(headers, language, timeout, maxAge, null);
        }

        /** One that is got by this scraper, and asked for like all others besides. */
        public static Own by(Scraper scraper) {
            return new Own(Map.of(), null, null, null, scraper);
        }

        public Own {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * A scraper, and what it is given.
     *
     * @param name one of {@code GET /scrapers}; {@code article} is the built-in one
     * @param params texts, numbers, booleans or lists of them, by the names that the scraper declares
     * @param settings the same, without lists
     */
    public record Scraper(String name, Map<String, ?> params, Map<String, ?> settings) {
        /** One that is given nothing. */
        public Scraper(String name) {
            this(name, Map.of(), Map.of());
        }

        public Scraper {
            params = Map.copyOf(params);
            settings = Map.copyOf(settings);
        }

        /** Into whatever has the fields of it. */
        void into(Map<String, Object> body) {
            body.put("scraper", name);
            if (!params.isEmpty()) {
                body.put("params", params);
            }
            if (!settings.isEmpty()) {
                body.put("settings", settings);
            }
        }
    }

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

        /**
         * A stored article that was not fetched today is fetched again.
         *
         * @param zone whose day it is
         */
        public Builder fetchedToday(ZoneId zone) {
            options.put("max_age", "day");
            options.put("time_zone", zone.getId());
            return this;
        }

        /** In place of articles: the address of a feed, a sitemap or a list, which is read when this is submitted. */
        public Builder articleListUrl(String address) {
            options.put("article_list_url", address);
            return this;
        }

        /** A preset whose fields are taken where none are given here. */
        public Builder preset(String name) {
            options.put("preset", name);
            return this;
        }

        /**
         * Gets the articles that name no other one. One that finds its articles by itself is the whole work: then there are
         * neither articles nor a list.
         */
        public Builder scraper(Scraper scraper) {
            scraper.into(options);
            return this;
        }

        /** The priority of articles that have none: 1 to 3 high, 4 to 7 medium, 8 to 10 low. */
        public Builder priority(int priority) {
            options.put("priority", priority);
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

        /** How the sites are told who asks, for example {@code Reader/2 (+https://example.com)}; robots.txt is asked by it. */
        public Builder userAgent(String name) {
            options.put("user_agent", name);
            return this;
        }

        /** Least time between two fetches of a host. */
        public Builder hostDelay(Duration delay) {
            options.put("host_delay", delay.toMillis() / 1000.0);
            return this;
        }

        /** Fetches of a host at a time. */
        public Builder hostMaxConcurrent(int most) {
            options.put("host_max_concurrent", most);
            return this;
        }

        /** Files that the API writes when the job has ended. */
        public Builder output(Output output) {
            options.put("output", output);
            return this;
        }

        /** Any further field, by its name in the API. */
        public Builder field(String name, Object value) {
            options.put(name, value);
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
