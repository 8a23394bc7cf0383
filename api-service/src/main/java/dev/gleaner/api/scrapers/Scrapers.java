package dev.gleaner.api.scrapers;

/** Knows what consumers have. */
@FunctionalInterface
public interface Scrapers {
    /** There is the built-in one alone. */
    Scrapers NONE = () -> KnownScrapers.NONE;

    /** What can be asked for now. */
    KnownScrapers now();
}
