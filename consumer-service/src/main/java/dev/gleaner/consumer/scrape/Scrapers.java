package dev.gleaner.consumer.scrape;

import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.task.Task;

/** Knows which scraper gets an article. */
public final class Scrapers {
    private final Scraper pages;
    private final Scraper commands;

    /**
     * @param pages gets what is a page on the web: the built-in scraper
     * @param commands gets what any other scraper is asked for
     */
    public Scrapers(Scraper pages, Scraper commands) {
        this.pages = pages;
        this.commands = commands;
    }

    /** @param all gets everything */
    public Scrapers(Scraper all) {
        this(all, all);
    }

    /** The one that a task asks for. */
    public Scraper of(Task task) {
        ScraperChoice asked = task.options().scraper();
        return asked == null || asked.name().equals(ScraperChoice.ARTICLE) ? pages : commands;
    }
}
