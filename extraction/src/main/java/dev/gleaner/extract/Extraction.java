package dev.gleaner.extract;

/** The result of reading a page. */
public sealed interface Extraction {
    /** The page holds an article. */
    record Extracted(ArticleContent article) implements Extraction {}

    /**
     * The page holds no article.
     *
     * @param reason for the client to read
     */
    record NoArticle(RefusalCode code, String reason) implements Extraction {}
}
