package dev.gleaner.check;

/** A job that was made for an occurrence of a schedule. */
public record StoredOrigin(String jobId, String schedule, String occurrence) {}
