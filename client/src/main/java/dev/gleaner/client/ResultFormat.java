package dev.gleaner.client;

/** The forms in which results can be downloaded. */
public enum ResultFormat {
    /** One document. */
    JSON("json"),
    /** A JSON object on each line. */
    NDJSON("ndjson"),
    /** A table with a head (RFC 4180). */
    CSV("csv"),
    /** The articles one after the other. */
    MARKDOWN("markdown");

    private final String parameter;

    ResultFormat(String parameter) {
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }
}
