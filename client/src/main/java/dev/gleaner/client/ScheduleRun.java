package dev.gleaner.client;

/** A run of a schedule that somebody asked for. */
public record ScheduleRun(String scheduleId, String jobId, Occurrence occurrence) {}
