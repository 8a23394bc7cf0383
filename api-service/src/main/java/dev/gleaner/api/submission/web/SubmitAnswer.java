package dev.gleaner.api.submission.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.submission.Receipt;
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

    static SubmitAnswer of(Receipt receipt) {
        return new SubmitAnswer(
                receipt.jobId(),
                receipt.status(),
                receipt.totalArticles(),
                receipt.newArticles(),
                receipt.cachedArticles(),
                receipt.newArticles() == 0 ? "Job completed - all articles from cache" : "Job submitted successfully");
    }
}
