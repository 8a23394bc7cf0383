package dev.gleaner.consumer.scrape;

import dev.gleaner.task.Task;

/** Knows which scraper gets an article. */
public final class Scrapers {
    private final Scraper pages;

    /** @param pages gets what is a page on the web */
    public Scrapers(Scraper pages) {
        this.pages = pages;
    }

    /** The scraper of a task: today every article is a page. */
    public Scraper of(Task task) {
        return pages;
    }
}
