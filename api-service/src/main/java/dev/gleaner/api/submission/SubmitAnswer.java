package dev.gleaner.api.submission;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.job.JobStatus;
import io.swagger.v3.oas.annotations.media.Schema;

/** The body of the answer to a submission. */
@Schema(name = "Submitted")
record SubmitAnswer(
        @JsonProperty("job_id") @Schema(example = "job_1f0c3a5b7d9e")
        String jobId,

        @JsonProperty("status") JobStatus status,
        @JsonProperty("total_articles") int totalArticles,
        @JsonProperty("new_articles") int newArticles,
        @JsonProperty("cached_articles") int cachedArticles,
        @JsonProperty("message") String message) {

    static SubmitAnswer of(Submitted submitted) {
        return new SubmitAnswer(
                submitted.jobId(),
                submitted.status(),
                submitted.totalArticles(),
                submitted.newArticles(),
                submitted.cachedArticles(),
                submitted.newArticles() == 0
                        ? "Job completed - all articles from cache"
                        : "Job submitted successfully");
    }
}
