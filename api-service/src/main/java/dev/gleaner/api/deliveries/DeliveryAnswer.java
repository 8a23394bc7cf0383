package dev.gleaner.api.deliveries;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.delivery.Delivery;
import dev.gleaner.delivery.DeliveryKind;
import dev.gleaner.delivery.DeliveryState;
import dev.gleaner.delivery.Logged;
import dev.gleaner.delivery.Try;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery as it is told. */
@Schema(name = "Delivery")
record DeliveryAnswer(
        @JsonProperty("id")
        @Schema(description = "a message carries it as webhook-id", example = "dlv_6f1c2a9b0d3e4f5a6b7c8d9e")
        String id,

        @JsonProperty("job_id") @Schema(example = "job_1f0c3a5b7d9e")
        String jobId,

        @JsonProperty("run") @Schema(description = "of the job", example = "1")
        int run,

        @JsonProperty("kind") Kind kind,

        @JsonProperty("event") @Schema(description = "what it tells", example = "job.completed")
        String event,

        @JsonProperty("order") @Schema(description = "what of the submission it follows from", example = "callback")
        String order,

        @JsonProperty("target")
        @Schema(
                description = "the address as submitted, the name of the command, or empty for files",
                example = "https://example.com/hooks")
        String target,

        @JsonProperty("state")
        @Schema(description = "paused: queued, but its endpoint fails for long and is tried once an hour")
        State state,

        @JsonProperty("reason") @Schema(description = "why it was given up or is paused") @Nullable
        String reason,

        @JsonProperty("attempt_count") int attemptCount,

        @JsonProperty("attempts") @Schema(description = "the newest 50, in order")
        List<Attempt> attempts,

        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("next_attempt_at") @Nullable Instant nextAttemptAt) {

    /** How it is done. */
    enum Kind {
        @JsonProperty("webhook")
        WEBHOOK,
        @JsonProperty("command")
        COMMAND,
        @JsonProperty("output")
        OUTPUT
    }

    /** What became of it. */
    enum State {
        @JsonProperty("queued")
        QUEUED,
        @JsonProperty("delivered")
        DELIVERED,
        @JsonProperty("given_up")
        GIVEN_UP,
        @JsonProperty("paused")
        PAUSED
    }

    /** One attempt. */
    @Schema(name = "DeliveryAttempt")
    record Attempt(
            @JsonProperty("at") Instant at,
            @JsonProperty("duration_ms") long durationMs,

            @JsonProperty("http_status") @Schema(description = "that the receiver answered") @Nullable
            Integer httpStatus,

            @JsonProperty("exit_code") @Schema(description = "of a command that ended by itself") @Nullable
            Integer exitCode,

            @JsonProperty("error") @Schema(description = "why it failed") @Nullable
            String error,

            @JsonProperty("output") @Schema(description = "the last 8 KiB of what a command wrote") @Nullable
            String output) {
        static Attempt of(Try one) {
            return new Attempt(
                    one.at(), one.took().toMillis(), one.httpStatus(), one.exitCode(), one.error(), one.output());
        }
    }

    /** @param endpoint how its endpoint stands */
    static DeliveryAnswer of(Logged logged, Standing endpoint) {
        Delivery delivery = logged.delivery();
        boolean paused = logged.state() == DeliveryState.QUEUED && endpoint.pausedAt() != null;
        return new DeliveryAnswer(
                delivery.id(),
                delivery.jobId(),
                delivery.run(),
                kind(delivery.kind()),
                delivery.about(),
                delivery.slot(),
                delivery.target(),
                paused ? State.PAUSED : state(logged.state()),
                paused ? EndpointCare.paused(endpoint) : logged.reason(),
                delivery.attempts(),
                logged.tries().stream().map(Attempt::of).toList(),
                delivery.createdAt(),
                paused ? endpoint.probeAt() : later(logged.nextAt(), endpoint.notBefore()));
    }

    private static @Nullable Instant later(@Nullable Instant next, @Nullable Instant notBefore) {
        return next != null && notBefore != null && notBefore.isAfter(next) ? notBefore : next;
    }

    private static Kind kind(DeliveryKind kind) {
        return Kind.valueOf(kind.name());
    }

    private static State state(DeliveryState state) {
        return State.valueOf(state.name());
    }
}
