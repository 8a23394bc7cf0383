package dev.gleaner.api.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
        return JSON.writeValueAsString(new JobSnapshot("snapshot", Step.of(state)));
    }

    /** The first message to a client of all jobs: those that are open. */
    static String snapshot(List<ProgressUpdate> open) {
        return JSON.writeValueAsString(new Snapshot("snapshot", Step.NOTHING, steps(open)));
    }

    static String update(Mailbox.Frame frame) {
        return JSON.writeValueAsString(
                new Update("job_update", Step.of(frame.state()), steps(frame.steps()), frame.skipped()));
    }

    /** The first message of a stream of events. */
    static String snapshot(Position at, ProgressUpdate state) {
        return JSON.writeValueAsString(new Event("snapshot", at.toString(), Step.of(state), List.of()));
    }

    static String update(Position after, ProgressUpdate state, List<ProgressUpdate> steps) {
        return JSON.writeValueAsString(new Event("job_update", after.toString(), Step.of(state), steps(steps)));
    }

    /** The last message of a stream, of a job that is no more. */
    static String removed(Position at) {
        return JSON.writeValueAsString(new Removed("job_removed", at.toString(), at.job()));
    }

    private static List<Step> steps(List<ProgressUpdate> updates) {
        return updates.stream().map(Step::of).toList();
    }

    /** How a job stands. */
    private record JobSnapshot(
            @JsonProperty("type") String type,
            @JsonUnwrapped Step state) {}

    /** How the open jobs stand; the fields of a single job are there and null. */
    private record Snapshot(
            @JsonProperty("type") String type,
            @JsonUnwrapped Step none,
            @JsonProperty("jobs") List<Step> jobs) {}

    /**
     * What moved in a job.
     *
     * @param skipped steps that are left out of the updates; 0 is not said
     */
    private record Update(
            @JsonProperty("type") String type,
            @JsonUnwrapped Step state,
            @JsonProperty("updates") List<Step> updates,

            @JsonProperty("skipped") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
            int skipped) {}

    /** A message of a stream of events: the same, with the place to go on from. */
    private record Event(
            @JsonProperty("type") String type,
            @JsonProperty("id") String id,
            @JsonUnwrapped Step state,
            @JsonProperty("updates") List<Step> updates) {}

    private record Removed(
            @JsonProperty("type") String type,
            @JsonProperty("id") String id,
            @JsonProperty("job_id") String jobId) {}

    private record Step(
            @JsonProperty("job_id") @Nullable String jobId,
            @JsonProperty("article_id") @Nullable String articleId,
            @JsonProperty("article_status") @Nullable ArticleStatus articleStatus,
            @JsonProperty("error_code") @Nullable String errorCode,
            @JsonProperty("status") @Nullable JobStatus status,
            @JsonProperty("completed") @Nullable Integer completed,
            @JsonProperty("failed") @Nullable Integer failed,
            @JsonProperty("total") @Nullable Integer total,
            @JsonProperty("revision") @Nullable Long revision,
            @JsonProperty("paused") @Nullable Boolean paused) {
        static final Step NOTHING = new Step(null, null, null, null, null, null, null, null, null, null);

        static Step of(ProgressUpdate update) {
            return new Step(
                    update.jobId(),
                    update.articleId(),
                    update.articleStatus(),
                    update.errorCode() == null ? null : update.errorCode().code(),
                    update.status(),
                    update.completed(),
                    update.failed(),
                    update.total(),
                    update.revision(),
                    update.paused());
        }
    }
}
