package dev.gleaner.api.submission.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.submission.Receipt;
import dev.gleaner.job.JobStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

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

    /** @param notes sentences that follow the message of the contract */
    static SubmitAnswer of(Receipt receipt, List<String> notes) {
        String message =
                receipt.newArticles() == 0 ? "Job completed - all articles from cache" : "Job submitted successfully";
        return new SubmitAnswer(
                receipt.jobId(),
                receipt.status(),
                receipt.totalArticles(),
                receipt.newArticles(),
                receipt.cachedArticles(),
                notes.isEmpty() ? message : message + ". " + String.join(" ", notes));
    }
}
