package dev.gleaner.scraper;

/** What the value of a param is. */
public enum ParamType {
    TEXT,
    /** A decimal number, as JSON writes it. */
    NUMBER,
    /** {@code true} or {@code false}. */
    FLAG,
    /** Texts in an order. */
    LIST,
    /** A text that nobody is shown. */
    SECRET
}
