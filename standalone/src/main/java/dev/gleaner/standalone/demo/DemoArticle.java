package dev.gleaner.standalone.demo;

/**
 * One address of the demo site, as it is submitted, and how it has to end.
 *
 * @param path the path on the site, with its query if it has one
 * @param source who publishes it
 * @param category what it is about
 * @param priority from 1, the most urgent, to 10
 * @param ending how the scraping has to end
 */
public record DemoArticle(String path, String source, String category, int priority, Ending ending) {

    /** How the scraping of an article ends. */
    public sealed interface Ending {}

    /**
     * The article is there.
     *
     * @param title the title it has to have
     */
    public record Scraped(String title) implements Ending {}

    /**
     * The article cannot be scraped.
     *
     * @param error what the error text has to contain
     */
    public record Failed(String error) implements Ending {}
}
