package dev.gleaner.api.schedules;

/** Which of several occurrences fire that came due while nobody could fire them, of those within the grace time. */
public enum Coalesce {
    LATEST,
    EARLIEST,
    ALL
}
