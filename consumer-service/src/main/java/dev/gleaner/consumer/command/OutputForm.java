package dev.gleaner.consumer.command;

/** How a command hands over what it has found. */
public enum OutputForm {
    /** One JSON object on stdout. */
    STDOUT_JSON,
    /** The text of the article on stdout. */
    STDOUT_TEXT,
    /** One JSON object, or in a run one per line, in the file that {output} names. */
    FILE_JSON,
    /** JSON objects on stdout, one per line. */
    STDOUT_NDJSON
}
