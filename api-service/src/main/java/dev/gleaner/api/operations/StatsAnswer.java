package dev.gleaner.api.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fleet in numbers. */
@Schema(name = "Stats")
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatsAnswer(
        @JsonProperty("at") Instant at,

        @JsonProperty("queues") @Nullable Queues queues,

        @JsonProperty("rates") @Nullable Rates rates,

        @JsonProperty("jobs")
        @Schema(
                description = "by state; paused ones are pending or in progress, too. Counted up to 100,000 of each",
                example = "{\"pending\": 1, \"in_progress\": 2, \"completed\": 40, \"failed\": 0, \"cancelled\": 1, "
                        + "\"paused\": 1}")
        @Nullable
        Map<String, Long> jobs,

        @JsonProperty("consumers") @Nullable Consumers consumers,

        @JsonProperty("hosts") @Nullable Hosts hosts,

        @JsonProperty("failures_by_code")
        @Schema(description = "articles that failed in the last hour", example = "{\"HTTP_ERROR\": 12}")
        @Nullable
        Map<String, Long> failuresByCode,

        @JsonProperty("last_hour")
        @Schema(description = "60 minutes, oldest first; the last one is under way")
        @Nullable
        List<MinuteAnswer> lastHour,

        @JsonProperty("schedules") @Nullable Schedules schedules,

        @JsonProperty("live") Live live,

        @JsonProperty("stores") Stores stores) {

    /** The queue. */
    @Schema(name = "StatsQueues")
    record Queues(
            @JsonProperty("high") Queue high,

            @JsonProperty("medium") Queue medium,

            @JsonProperty("low") Queue low,

            @JsonProperty("delayed") Delayed delayed,

            @JsonProperty("waiting_for_hosts")
            @Schema(description = "articles that wait aside, of the first 1,000 hosts that any wait for")
            long waitingForHosts,

            @JsonProperty("held") @Schema(description = "articles that consumers have")
            long held) {}

    /** A list. */
    @Schema(name = "StatsQueue")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Queue(
            @JsonProperty("depth") long depth,

            @JsonProperty("oldest_seconds")
            @Schema(description = "since the article was queued that comes next; missing if there is none")
            @Nullable
            Double oldestSeconds) {}

    /** What waits for its retry. */
    @Schema(name = "StatsDelayed")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delayed(
            @JsonProperty("depth") long depth,

            @JsonProperty("next_seconds")
            @Schema(description = "until the first is due; missing if there is none")
            @Nullable
            Double nextSeconds) {}

    /** Of the last minute. */
    @Schema(name = "StatsRates")
    record Rates(
            @JsonProperty("articles_per_second") @Schema(description = "that ended, well or not")
            double articles,

            @JsonProperty("failures_per_second") double failures,

            @JsonProperty("claims_per_second") double claims) {}

    /** Those that live. */
    @Schema(name = "StatsConsumers")
    record Consumers(
            @JsonProperty("count") int count,

            @JsonProperty("capacity") @Schema(description = "articles at a time")
            int capacity,

            @JsonProperty("running") int running) {}

    /** How many. */
    @Schema(name = "StatsHosts")
    record Hosts(
            @JsonProperty("known") int known,

            @JsonProperty("paused") int paused,

            @JsonProperty("slowed") int slowed,

            @JsonProperty("limited") @Schema(description = "by an operator")
            int limited) {}

    /** What happened in a minute. */
    @Schema(name = "StatsMinute")
    record MinuteAnswer(
            @JsonProperty("minute") Instant minute,

            @JsonProperty("succeeded") long succeeded,

            @JsonProperty("failed") long failed,

            @JsonProperty("retried") long retried,

            @JsonProperty("bytes") @Schema(description = "of pages, unpacked")
            long bytes) {}

    /** Those that are enabled. */
    @Schema(name = "StatsSchedules")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Schedules(
            @JsonProperty("enabled") long enabled,

            @JsonProperty("next_due") @Nullable Instant nextDue) {}

    /** Clients of this process that watch. */
    @Schema(name = "StatsLive")
    record Live(
            @JsonProperty("websocket") int websocket,

            @JsonProperty("sse") int sse) {}

    /** The stores. */
    @Schema(name = "StatsStores")
    record Stores(
            @JsonProperty("mongo") @Schema(allowableValues = {"UP", "DOWN"})
            String mongo,

            @JsonProperty("redis") @Schema(allowableValues = {"UP", "DOWN"})
            String redis) {}
}
