package dev.gleaner.scraper;

/** What one process of a scraper does. */
public enum ScraperMode {
    /** It gets one article by its address. */
    ARTICLE,
    /** It finds articles by itself, any number of them. */
    RUN
}
