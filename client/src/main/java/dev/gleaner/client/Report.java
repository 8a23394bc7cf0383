package dev.gleaner.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the newest run of a job brought, in short.
 *
 * @param schedule that the job was made for, or null
 * @param firedAt when its schedule fired, or when it was submitted
 * @param articles in order of submission
 * @param outputCount files that were written
 * @param outputs the first thousand of them
 */
public record Report(
        @Nullable String schedule,
        @JsonProperty("job") String jobId,
        @Nullable String name,
        int run,
        Instant firedAt,
        @Nullable Instant dueAt,
        @Nullable Instant completedAt,
        JobStatus status,
        List<Article> articles,
        Totals totals,
        int outputCount,
        List<Output> outputs) {

    public Report {
        articles = List.copyOf(Objects.requireNonNullElse(articles, List.of()));
        outputs = List.copyOf(Objects.requireNonNullElse(outputs, List.of()));
    }

    /** How an article came. */
    public enum Outcome {
        /** Its text is new, or another than before. */
        @JsonProperty("fetched")
        FETCHED,
        /** It was asked for, and its text is the stored one. */
        @JsonProperty("unchanged")
        UNCHANGED,
        /** Nothing was fetched; the stored text was young enough. */
        @JsonProperty("fresh")
        FRESH,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("cancelled")
        CANCELLED,
        /** Nobody noted it, or this client does not know the word. */
        @JsonEnumDefaultValue
        @JsonProperty("unknown")
        UNKNOWN
    }

    /**
     * One article. Null is what nobody knows, or not yet.
     *
     * @param ok whether the job has a text of it
     * @param run in which it ended
     * @param bodyBytes of the page, unpacked
     * @param contentBytes of the text, in UTF-8
     * @param durationMs of the last attempt, in milliseconds
     */
    public record Article(
            String articleId,
            String url,
            boolean ok,
            Outcome status,
            @Nullable Integer run,
            @Nullable Long bodyBytes,
            @Nullable Long contentBytes,
            @Nullable Long durationMs,
            @Nullable Integer attempts,
            @Nullable String errorCode,
            @Nullable String error) {}

    /** How many articles ended how, and the sums of what is known. */
    public record Totals(
            int articles,
            int ok,
            int fetched,
            int unchanged,
            int fresh,
            int failed,
            int pending,
            int cancelled,
            int unknown,
            long bodyBytes,
            long contentBytes,
            long durationMs,
            long attempts) {}

    /**
     * A file.
     *
     * @param file its name, relative to the folder of the API
     * @param articles that stand in it with their text
     */
    public record Output(String file, long bytes, int articles) {}
}
