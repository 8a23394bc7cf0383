package dev.gleaner.client;

/** The forms in which a report can be had. */
public enum ReportFormat {
    /** One document. */
    JSON("json"),
    /** Lines for people. */
    TEXT("text");

    private final String parameter;

    ReportFormat(String parameter) {
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }
}
