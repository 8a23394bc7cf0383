package dev.gleaner.extract.metadata;

/** Where in a page a field of its article was found. */
public enum Source {
    /** A script of JSON-LD, in the vocabulary of schema.org. */
    JSON_LD("json-ld"),
    /** A {@code meta} element, whatever its vocabulary. */
    META("meta"),
    /** What the page shows or how it is marked up: headings, bylines, {@code time}, {@code link}, {@code html lang}. */
    HTML("html"),
    /** Nothing declares it; it was concluded from the text of the article. */
    TEXT("text"),
    /** No page was read here; whoever read it told so. */
    SCRAPER("scraper");

    private final String label;

    Source(String label) {
        this.label = label;
    }

    /** As it is stored and shown. */
    public String label() {
        return label;
    }
}
