package dev.gleaner.extract;

/** What came of reading a page. */
public sealed interface Extraction {
    /** The page holds an article. */
    record Extracted(ExtractedArticle article) implements Extraction {}

    /**
     * It does not.
     *
     * @param reason for the client to read
     */
    record NoArticle(RefusalCode code, String reason) implements Extraction {}
}
