package dev.gleaner.job;

import java.time.Instant;

/**
 * The occurrence of a schedule that a job was made for.
 *
 * @param schedule id of the schedule
 * @param occurrence id of the occurrence; there is at most one job for it
 * @param dueAt when it was due, without jitter
 * @param firedAt when it was decided that it fires
 */
public record Origin(String schedule, String occurrence, Instant dueAt, Instant firedAt) {}
