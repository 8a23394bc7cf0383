package dev.gleaner.work;

import dev.gleaner.article.ArticleContent;
import dev.gleaner.extract.ExtractedArticle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Turns what was read from a page into what is stored of it. */
final class StorableContent {
    private StorableContent() {}

    static ArticleContent of(ExtractedArticle article) {
        return new ArticleContent(
                article.title(),
                article.content(),
                article.authors(),
                article.publishedAt(),
                article.language(),
                article.description(),
                article.image(),
                article.siteName(),
                article.canonicalUrl(),
                article.wordCount(),
                sha256(article.content()));
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform has it.
            throw new IllegalStateException(impossible);
        }
    }
}
