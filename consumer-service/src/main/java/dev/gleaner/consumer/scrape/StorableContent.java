package dev.gleaner.consumer.scrape;

import dev.gleaner.article.ArticleContent;
import dev.gleaner.extract.ExtractedArticle;
import dev.gleaner.id.Fingerprint;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what was read from a page into what is stored of it. */
final class StorableContent {
    private StorableContent() {}

    static ArticleContent of(ExtractedArticle article) {
        return new ArticleContent(
                article.title(),
                article.content(),
                article.markdown(),
                article.authors(),
                instant(article.publishedAt()),
                instant(article.modifiedAt()),
                article.language(),
                article.description(),
                article.image(),
                article.siteName(),
                article.canonicalUrl(),
                article.wordCount(),
                Fingerprint.of(article.content()),
                article.sources().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, source -> source.getValue().label())));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
