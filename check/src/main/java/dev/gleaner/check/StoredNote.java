package dev.gleaner.check;

/**
 * What is noted of the end of an article of a job.
 *
 * @param run of the job
 * @param text whether it brought a text
 */
public record StoredNote(int run, boolean text) {}
