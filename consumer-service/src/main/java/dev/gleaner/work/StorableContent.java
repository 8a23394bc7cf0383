package dev.gleaner.work;

import dev.gleaner.article.ArticleContent;
import dev.gleaner.extract.ExtractedArticle;
import dev.gleaner.id.Fingerprint;

/** Turns what was read from a page into what is stored of it. */
final class StorableContent {
    private StorableContent() {}

    static ArticleContent of(ExtractedArticle article) {
        return new ArticleContent(
                article.title(),
                article.content(),
                article.authors(),
                article.publishedAt(),
                article.modifiedAt(),
                article.language(),
                article.description(),
                article.image(),
                article.siteName(),
                article.canonicalUrl(),
                article.wordCount(),
                Fingerprint.of(article.content()));
    }
}
