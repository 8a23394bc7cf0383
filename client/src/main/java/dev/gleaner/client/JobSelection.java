package dev.gleaner.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which jobs a change of many means.
 *
 * <pre>{@code
 * gleaner.cancelAll(JobSelection.matching().tags(List.of("news")).host("example.org"), true);
 * }</pre>
 */
public final class JobSelection {
    private final Map<String, Object> fields;

    private JobSelection(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** To be restricted: without any restriction the API refuses it. */
    public static JobSelection matching() {
        return new JobSelection(Map.of());
    }

    /** Every job that can be changed so. */
    public static JobSelection everyJob() {
        return new JobSelection(Map.of("all", true));
    }

    private JobSelection with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new JobSelection(more);
    }

    /** Only jobs in this state. */
    public JobSelection status(JobStatus status) {
        return with("status", status);
    }

    /** Only jobs of exactly this name. */
    public JobSelection name(String name) {
        return with("name", name);
    }

    /** Only jobs with all of these tags. */
    public JobSelection tags(List<String> tags) {
        return with("tag", List.copyOf(tags));
    }

    /** Only jobs with an open (to retry: a failed) article of this host. */
    public JobSelection host(String host) {
        return with("host", host);
    }

    /** Only jobs of which an article failed with this code. */
    public JobSelection errorCode(String code) {
        return with("error_code", code);
    }

    /** Only jobs created then or later. */
    public JobSelection createdAfter(Instant time) {
        return with("created_after", time.toString());
    }

    /** Only jobs created before. */
    public JobSelection createdBefore(Instant time) {
        return with("created_before", time.toString());
    }

    /** How many are changed at most, 1 to 1000; 100 unless set. */
    public JobSelection limit(int most) {
        return with("limit", most);
    }

    /** In the form of the API. */
    Map<String, Object> body(boolean dryRun) {
        return dryRun ? with("dry_run", true).fields : fields;
    }

    /**
     * What was changed.
     *
     * @param dryRun whether it was only counted
     * @param matched jobs that were meant, up to the limit
     * @param changed jobs that were changed, or would be
     * @param articles of them that were given up, or run again
     * @param jobIds of those that were changed, or would be, the newest first
     * @param more whether there may be further ones: ask again
     */
    public record Change(
            boolean dryRun, int matched, int changed, int articles, List<String> jobIds, boolean more, String message) {
        public Change {
            jobIds = List.copyOf(Objects.requireNonNullElse(jobIds, List.of()));
        }
    }
}
