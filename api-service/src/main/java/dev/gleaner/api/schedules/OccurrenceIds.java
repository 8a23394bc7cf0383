package dev.gleaner.api.schedules;

import dev.gleaner.id.Fingerprint;
import java.time.Instant;

/** The ids of occurrences and of their jobs, which everybody derives alike. */
public final class OccurrenceIds {
    private static final int JOB_DIGITS = 12;

    private OccurrenceIds() {}

    /** Of the time that a trigger names. */
    public static String ofTrigger(String schedule, Instant dueAt) {
        return schedule + "@" + dueAt;
    }

    /** Of a past time that somebody asks for: another one, since that time may have been decided when it was due. */
    public static String ofBackfill(String schedule, Instant dueAt) {
        return ofTrigger(schedule, dueAt) + "/backfill";
    }

    /**
     * Of a run that somebody asks for now.
     *
     * @param token that is never used twice
     */
    public static String ofRequest(String schedule, String token) {
        return schedule + "!" + token;
    }

    /** The one job that an occurrence can have. */
    public static String job(String occurrence) {
        return "job_" + Fingerprint.of(occurrence).substring(0, JOB_DIGITS);
    }
}
