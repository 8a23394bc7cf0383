package dev.gleaner.article;

import dev.gleaner.extract.ArticleContent;
import dev.gleaner.id.Fingerprint;
import dev.gleaner.url.ArticleUrl;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The articles. Once scraped, always scraped: a failed refresh takes no content away. */
public interface Articles {
    /** Bytes of UTF-8 that the data of an article may have: beside the longest text it still fits into a stored document. */
    int MOST_DATA = 1024 * 1024;

    /**
     * Makes sure that an article exists for each key.
     *
     * @return by key
     */
    Map<String, Known> register(Collection<Wanted> wanted, Instant now);

    /**
     * The same without registering anything.
     *
     * @return by key; unknown keys are absent
     */
    Map<String, Known> knownByKey(Collection<String> keys);

    /** Whether and when these were scraped; unknown ids are absent. */
    Map<String, Known> known(Collection<String> articleIds);

    /** The stored text and more of these; articles without one are absent. */
    Map<String, Stored> stored(Collection<String> articleIds);

    /** All that is stored of one article. */
    Optional<ArticleRecord> find(String articleId);

    /** The same, by its normalised address. */
    Optional<ArticleRecord> findByKey(String key);

    /**
     * Stores what was read, where the stored text is older than the start of the fetch that read it. A content that is replaced
     * by another is kept as a former edition.
     */
    void storeScraped(Collection<Scraped> scraped);

    /** Notes failures, where there is no text. */
    void storeFailed(Collection<Missed> missed);

    /**
     * The contents of an article that are there, newest first, the one that it has among them; without text, Markdown and data.
     * Empty if it has none, or there is no such article.
     */
    List<Edition> editions(String articleId);

    /** One of them with all of it; empty if it is not kept any more, or is none. */
    Optional<Edition> edition(String articleId, int version);

    /** Removes articles that were neither asked for nor fetched since a time, with all editions; how many, as a hint. */
    long removeUntouchedSince(Instant time);

    /**
     * What a submission says of one article.
     *
     * @param key unique: of its address and, because another page may come, of the headers and the language it is asked with
     * @param priority 1 to 10
     */
    record Wanted(
            ArticleUrl url,
            String key,
            @Nullable String source,
            @Nullable String category,
            int priority) {}

    /** Notes that the stored text was still the current one, where it is older than the start of the fetch that asked. */
    void storeUnchanged(Collection<Unchanged> unchanged);

    /**
     * What decides whether an article is cached.
     *
     * @param scrapedAt when its text was fetched; null if there is none
     * @param version what to ask the server with whether it has changed; null if it gave nothing to ask with
     * @param text of it; null if there is none, or one of an earlier version
     */
    record Known(
            String articleId,
            @Nullable Instant scrapedAt,
            @Nullable Version version,
            @Nullable Text text) {
        public Known(String articleId, @Nullable Instant scrapedAt, @Nullable Version version) {
            this(articleId, scrapedAt, version, null);
        }

        /** Whether there is a text at least that young. */
        public boolean freshFor(Instant needAfter) {
            return scrapedAt != null && !scrapedAt.isBefore(needAfter);
        }
    }

    /**
     * What tells whether a text is another one.
     *
     * @param hash of it, and of what data stands beside it
     * @param bytes of the text in UTF-8; null if an earlier version stored it
     * @param changedAt when it took the place of another or of none; null if an earlier version stored it
     */
    record Text(String hash, @Nullable Long bytes, @Nullable Instant changedAt) {
        /** The hash of a content with the data beside it: that of the text alone if there is none. */
        public static @Nullable String hash(@Nullable String contentHash, @Nullable String dataHash) {
            return dataHash == null ? contentHash : contentHash + "+" + dataHash;
        }

        public boolean changedSince(Instant time) {
            return changedAt != null && !changedAt.isBefore(time);
        }
    }

    /**
     * The version of a page that a text was read from.
     *
     * @param url that the page came from, behind all redirects
     */
    record Version(
            String url, @Nullable String etag, @Nullable String lastModified) {}

    /**
     * A page that had not changed since it was read.
     *
     * @param startedAt when the fetch began that asked
     */
    record Unchanged(String articleId, Instant startedAt, Instant at) {}

    /**
     * A stored article as results show it.
     *
     * @param data as in {@link Scraped}
     * @param finalUrl that its page came from, behind all redirects
     */
    record Stored(
            String articleId,
            ArticleContent content,
            @Nullable String data,
            @Nullable String finalUrl,
            @Nullable Instant scrapedAt) {
        /** One without data. */
        public Stored(
                String articleId, ArticleContent content, @Nullable String finalUrl, @Nullable Instant scrapedAt) {
            this(articleId, content, null, finalUrl, scrapedAt);
        }
    }

    /**
     * A content of an article.
     *
     * @param version from 1, rising with each content that differs from the one before
     * @param data as in {@link Scraped}
     * @param current whether it is the one that the article has
     */
    record Edition(
            int version, ArticleContent content, @Nullable String data, Instant fetchedAt, boolean current) {}

    /**
     * What was read of an article.
     *
     * @param data whatever else its scraper has found, as the text of one JSON value of at most {@link #MOST_DATA} bytes;
     *     null for none
     * @param finalUrl that its page came from; null if we did not fetch it and were not told
     * @param httpStatus null if we did not fetch it
     * @param startedAt when the fetch began; a text fetched later than that stays
     * @param changed whether the text is another than the stored one
     * @param replaces whether it takes the place of another
     * @param fetch what the fetch saw; null if we did not fetch it
     */
    record Scraped(
            String articleId,
            ArticleContent content,
            @Nullable String data,
            @Nullable String finalUrl,
            @Nullable Integer httpStatus,
            @Nullable String etag,
            @Nullable String lastModified,
            int attempts,
            Instant startedAt,
            Instant scrapedAt,
            boolean changed,
            boolean replaces,
            @Nullable FetchFacts fetch) {
        public Scraped(
                String articleId,
                ArticleContent content,
                String finalUrl,
                int httpStatus,
                @Nullable String etag,
                @Nullable String lastModified,
                int attempts,
                Instant startedAt,
                Instant scrapedAt) {
            this(
                    articleId,
                    content,
                    null,
                    finalUrl,
                    httpStatus,
                    etag,
                    lastModified,
                    attempts,
                    startedAt,
                    scrapedAt,
                    true,
                    false,
                    null);
        }

        /** One that takes the place of nothing, and of whose fetch no more is known. */
        public Scraped(
                String articleId,
                ArticleContent content,
                @Nullable String data,
                @Nullable String finalUrl,
                @Nullable Integer httpStatus,
                @Nullable String etag,
                @Nullable String lastModified,
                int attempts,
                Instant startedAt,
                Instant scrapedAt,
                boolean changed) {
            this(
                    articleId,
                    content,
                    data,
                    finalUrl,
                    httpStatus,
                    etag,
                    lastModified,
                    attempts,
                    startedAt,
                    scrapedAt,
                    changed,
                    false,
                    null);
        }

        /** A short hash of the data; null if there is none. */
        public @Nullable String dataHash() {
            return data == null ? null : Fingerprint.of(data);
        }

        /** Size of the text in UTF-8. */
        public long contentBytes() {
            String text = content.content();
            return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /** An article that could not be fetched. */
    record Missed(
            String articleId,
            ErrorCode code,
            String error,
            @Nullable Integer httpStatus,
            int attempts,
            Instant at) {}
}
