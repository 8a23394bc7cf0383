package dev.gleaner.api.hosts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.queue.HostOrder;
import dev.gleaner.queue.HostStates.HostState;
import dev.gleaner.queue.HostStates.Standing;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A host as it is told. */
@Schema(name = "Host")
record HostAnswer(
        @JsonProperty("host") @Schema(description = "with a port that is not the usual one", example = "example.com")
        String host,

        @JsonProperty("state")
        @Schema(description = "PAUSED: nothing of it is fetched; SLOWED: less at a time; OPEN: as any host")
        Standing state,

        @JsonProperty("paused_until") @Nullable Instant pausedUntil,

        @JsonProperty("reason")
        @Schema(description = "of the pause, or why it is slowed", example = "3 addresses answered 503")
        @Nullable
        String reason,

        @JsonProperty("running") @Schema(description = "fetches under way")
        int running,

        @JsonProperty("waiting") @Schema(description = "articles that wait for it aside from the lists")
        long waiting,

        @JsonProperty("max_concurrent") @Schema(description = "fetches that it may have at a time now", example = "4")
        int maxConcurrent,

        @JsonProperty("paused_by_operator")
        @Schema(
                description =
                        "whether somebody has ordered the pause; without paused_until it lasts until it is resumed")
        boolean pausedByOperator,

        @JsonProperty("note") @Schema(description = "of whoever paused it") @Nullable
        String note,

        @JsonProperty("limits") @Schema(description = "that an operator has given it")
        Limits limits) {

    /** What an operator has ordered; what is null is as for any host. */
    @Schema(name = "HostLimits")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Limits(
            @JsonProperty("delay_ms") @Schema(description = "between two starts") @Nullable
            Long delayMs,

            @JsonProperty("max_concurrent") @Schema(description = "fetches at a time") @Nullable
            Integer maxConcurrent) {
        static Limits of(@Nullable HostOrder order) {
            Duration delay = order == null ? null : order.delay();
            return new Limits(delay == null ? null : delay.toMillis(), order == null ? null : order.mostAtOnce());
        }
    }

    /** @param note of an operator's pause; null for none */
    static HostAnswer of(HostState state, @Nullable String note) {
        return new HostAnswer(
                state.host(),
                state.standing(),
                state.pausedForGood() ? null : state.pausedUntil(),
                state.why(),
                state.running(),
                state.waiting(),
                state.mostAtOnce(),
                state.pausedByOperator(),
                state.pausedByOperator() ? note : null,
                Limits.of(state.order()));
    }
}
