package dev.gleaner.job;

import org.jspecify.annotations.Nullable;

/**
 * What a job was ordered with besides its articles: where it comes from, and what follows its end.
 *
 * @param origin null if somebody submitted it
 * @param retries null for none but those that somebody asks for
 * @param output null to write no files
 * @param callbacks null to tell nobody
 */
public record Orders(
        @Nullable Origin origin,
        @Nullable RetryPlan retries,
        @Nullable OutputOrder output,
        @Nullable CallbackOrder callbacks) {
    public static final Orders NONE = new Orders(null, null, null, null);

    /** Whether nothing more comes after this end of the job, unless somebody asks for it. */
    public boolean endsForGood(Job ended) {
        return retries == null || !retries.retries(ended);
    }
}
