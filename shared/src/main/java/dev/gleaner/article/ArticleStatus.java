package dev.gleaner.article;

/** How an article stands. That one is being scraped is seen from its task and never stored. */
public enum ArticleStatus {
    PENDING,
    SCRAPED,
    FAILED
}
