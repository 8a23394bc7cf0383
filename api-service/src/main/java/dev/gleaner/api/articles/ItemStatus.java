package dev.gleaner.api.articles;

/** How far a job is with one of its articles. */
enum ItemStatus {
    /** It waits. */
    PENDING,
    /** It is being fetched. */
    SCRAPING,
    /** The job has it. */
    SCRAPED,
    /** The job could not get it. */
    FAILED,
    /** The job was cancelled before. */
    CANCELLED
}
