package dev.gleaner.api.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import io.swagger.v3.oas.annotations.media.Schema;
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
        Integer priority) {

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
                job.control().priority());
    }
}
