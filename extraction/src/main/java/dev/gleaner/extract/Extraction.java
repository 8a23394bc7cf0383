package dev.gleaner.extract;

/** The result of reading a page. It holds nothing of the page but what it says: the tree can go. */
public sealed interface Extraction {
    /** The page holds an article. */
    record Extracted(ArticleContent article) implements Extraction {}

    /**
     * The page holds no article.
     *
     * @param reason for the client to read
     */
    record NoArticle(RefusalCode code, String reason) implements Extraction {}

    /** The reading was stopped from outside; nothing is known of the page. */
    record Stopped() implements Extraction {}
}
