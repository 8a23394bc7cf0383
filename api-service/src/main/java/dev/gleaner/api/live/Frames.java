package dev.gleaner.api.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.article.ArticleStatus;
import dev.gleaner.job.JobStatus;
import dev.gleaner.progress.ProgressUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The messages as text. */
final class Frames {
    static final String HEARTBEAT = "{\"type\":\"heartbeat\"}";
    static final String PONG = "pong";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Frames() {}

    /** The first message to a client of one job. */
    static String snapshot(ProgressUpdate state) {
        return JSON.writeValueAsString(message("snapshot", state, null, null, 0));
    }

    /** The first message to a client of all jobs: those that are open. */
    static String snapshot(List<ProgressUpdate> open) {
        return JSON.writeValueAsString(new Message(
                "snapshot",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                open.stream().map(Frames::step).toList(),
                null));
    }

    static String update(Mailbox.Frame frame) {
        return JSON.writeValueAsString(message(
                "job_update",
                frame.state(),
                frame.steps().stream().map(Frames::step).toList(),
                null,
                frame.skipped()));
    }

    private static Message message(
            String type, ProgressUpdate state, @Nullable List<Step> updates, @Nullable List<Step> jobs, int skipped) {
        Step step = step(state);
        return new Message(
                type,
                step.jobId,
                step.articleId,
                step.articleStatus,
                step.errorCode,
                step.status,
                step.completed,
                step.failed,
                step.total,
                step.revision,
                updates,
                jobs,
                skipped == 0 ? null : skipped);
    }

    private static Step step(ProgressUpdate update) {
        return new Step(
                update.jobId(),
                update.articleId(),
                update.articleStatus(),
                update.errorCode() == null ? null : update.errorCode().code(),
                update.status(),
                update.completed(),
                update.failed(),
                update.total(),
                update.revision());
    }

    private record Message(
            @JsonProperty("type") String type,
            @JsonProperty("job_id") @Nullable String jobId,
            @JsonProperty("article_id") @Nullable String articleId,
            @JsonProperty("article_status") @Nullable ArticleStatus articleStatus,
            @JsonProperty("error_code") @Nullable String errorCode,
            @JsonProperty("status") @Nullable JobStatus status,
            @JsonProperty("completed") @Nullable Integer completed,
            @JsonProperty("failed") @Nullable Integer failed,
            @JsonProperty("total") @Nullable Integer total,
            @JsonProperty("revision") @Nullable Long revision,

            @JsonProperty("updates") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Step> updates,

            @JsonProperty("jobs") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Step> jobs,

            @JsonProperty("skipped") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer skipped) {}

    private record Step(
            @JsonProperty("job_id") String jobId,
            @JsonProperty("article_id") @Nullable String articleId,
            @JsonProperty("article_status") @Nullable ArticleStatus articleStatus,
            @JsonProperty("error_code") @Nullable String errorCode,
            @JsonProperty("status") JobStatus status,
            @JsonProperty("completed") int completed,
            @JsonProperty("failed") int failed,
            @JsonProperty("total") int total,
            @JsonProperty("revision") long revision) {}
}
