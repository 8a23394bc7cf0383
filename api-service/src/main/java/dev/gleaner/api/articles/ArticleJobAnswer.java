package dev.gleaner.api.articles;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job that asked for an article. */
@Schema(name = "ArticleJob")
record ArticleJobAnswer(
        @JsonProperty("job_id") @Schema(example = "job_1f0c3a5b7d9e")
        String jobId,

        @JsonProperty("name") @Nullable String name,
        @JsonProperty("status") JobStatus status,
        @JsonProperty("created_at") Instant createdAt,

        @JsonProperty("cached") @Schema(description = "whether it was stored when the job was submitted")
        boolean cached) {

    static ArticleJobAnswer of(Job job, boolean cached) {
        return new ArticleJobAnswer(job.id(), job.label().name(), job.status(), job.createdAt(), cached);
    }
}
