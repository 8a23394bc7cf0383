package dev.gleaner.api.hosts;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.queue.HostStates.HostState;
import dev.gleaner.queue.HostStates.Standing;
import io.swagger.v3.oas.annotations.media.Schema;
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
        int maxConcurrent) {

    static HostAnswer of(HostState state) {
        return new HostAnswer(
                state.host(),
                state.standing(),
                state.pausedUntil(),
                state.why(),
                state.running(),
                state.waiting(),
                state.mostAtOnce());
    }
}
