package dev.gleaner.api.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job's state as clients see it. */
@Schema(name = "JobStatus")
public record JobAnswer(
        @JsonProperty("job_id") @Schema(example = "job_1f0c3a5b7d9e")
        String jobId,

        @JsonProperty("status") JobStatus status,
        @JsonProperty("total_articles") int totalArticles,
        @JsonProperty("completed") int completed,
        @JsonProperty("failed") int failed,
        @JsonProperty("pending") int pending,
        @JsonProperty("new_articles") int newArticles,
        @JsonProperty("cached_articles") int cachedArticles,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt,
        @JsonProperty("completed_at") @Nullable Instant completedAt,

        @JsonProperty("revision") @Schema(description = "rises with every change")
        long revision,

        @JsonProperty("run")
        @Schema(description = "1, and one more with each retry of the failed articles", example = "1")
        int run,

        @JsonProperty("name") @Nullable String name,
        @JsonProperty("tags") List<String> tags,

        @JsonProperty("schedule")
        @Schema(description = "id of the schedule that it was made for; null if somebody submitted it")
        @Nullable
        String schedule,

        @JsonProperty("paused") @Schema(description = "whether nothing more of it is claimed for now")
        boolean paused,

        @JsonProperty("paused_at") @Nullable Instant pausedAt,

        @JsonProperty("priority")
        @Schema(description = "of all its articles, if it was changed since; null for those submitted", example = "1")
        @Nullable
        Integer priority,

        @JsonProperty("first_host")
        @Schema(
                description = "of its first address; null if its articles are found by a scraper",
                example = "example.com")
        @Nullable
        String firstHost,

        @JsonProperty("hosts") @Schema(description = "how many different hosts its addresses have", example = "3")
        int hosts,

        @JsonProperty("sources") @Schema(description = "of its articles, the five with the most")
        List<SourceCount> sources,

        @JsonProperty("duration_seconds")
        @Schema(description = "from its submission to its end, or to its last change so far")
        double durationSeconds,

        @JsonProperty("rate")
        @Schema(
                description =
                        "articles a second that got an end by work, over its duration; null before the first, and in "
                                + "further runs",
                example = "12.5")
        @Nullable
        Double rate,

        @JsonProperty("eta_seconds")
        @Schema(description = "how long the rest takes at this rate; null if that is not known, or nothing goes on")
        @Nullable
        Double etaSeconds) {
    private static final double MILLIS = 1000;

    /** How many articles came under a source. */
    @Schema(name = "SourceCount")
    public record SourceCount(
            @JsonProperty("source") String source,
            @JsonProperty("count") int count) {}

    public static JobAnswer of(Job job) {
        return new JobAnswer(
                job.id(),
                job.status(),
                job.total(),
                job.completed(),
                job.failed(),
                job.pending(),
                job.newArticles(),
                job.cached(),
                job.createdAt(),
                job.updatedAt(),
                job.completedAt(),
                job.revision(),
                job.run(),
                job.label().name(),
                job.label().tags(),
                job.schedule(),
                job.paused(),
                job.paused() ? job.control().pausedAt() : null,
                job.control().priority(),
                job.outline().firstHost(),
                job.outline().hostCount(),
                job.outline().sources().stream()
                        .map(one -> new SourceCount(one.source(), one.count()))
                        .toList(),
                duration(job),
                rate(job),
                eta(job));
    }

    private static double duration(Job job) {
        Instant end = job.completedAt() == null ? job.updatedAt() : job.completedAt();
        return Math.max(0, Duration.between(job.createdAt(), end).toMillis()) / MILLIS;
    }

    /** By what the job has anyway: no article is counted a second time for it. When a further run began, the job does not tell. */
    private static @Nullable Double rate(Job job) {
        int worked = job.completed() + job.failed() - job.cached();
        double duration = duration(job);
        return job.run() > 1 || worked <= 0 || duration == 0 ? null : worked / duration;
    }

    private static @Nullable Double eta(Job job) {
        Double rate = rate(job);
        return rate == null || job.status().ended() || job.paused() ? null : job.pending() / rate;
    }
}
