package dev.gleaner.api.deliveries;

import dev.gleaner.api.deliveries.Deliverer.Answered;
import dev.gleaner.api.deliveries.Deliverer.Done;
import dev.gleaner.api.deliveries.Deliverer.FailedForNow;
import dev.gleaner.api.deliveries.Deliverer.GivenUp;
import dev.gleaner.api.deliveries.Deliverer.NotTried;
import dev.gleaner.api.deliveries.Deliverer.Ran;
import dev.gleaner.api.deliveries.Deliverer.Result;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a try means for its delivery and its endpoint.
 *
 * @param error why it failed; null if it is done
 * @param again whether another try may end better
 * @param throttle how long the receiver is left alone; null if it did not ask for that
 * @param gone whether the receiver wants nothing more of this kind
 */
record Verdict(
        @Nullable String error, boolean again, @Nullable Duration throttle, boolean gone) {
    /** For a receiver that is overloaded and does not say for how long. */
    private static final Duration USUAL_THROTTLE = Duration.ofMinutes(1);

    private static final Verdict DONE = new Verdict(null, false, null, false);

    static Verdict of(Result result) {
        return switch (result) {
            case Done done -> DONE;
            case FailedForNow(String reason, Duration retryAfter) -> new Verdict(reason, true, retryAfter, false);
            case GivenUp(String reason) -> new Verdict(reason, false, null, false);
            case Answered(int status, Duration retryAfter) -> answered(status, retryAfter);
            case Ran(Integer exitCode, String error, String output) ->
                error == null ? DONE : new Verdict(error, false, null, false);
            case NotTried(Duration retryAfter) -> new Verdict("There was no room", true, null, false);
        };
    }

    private static Verdict answered(int status, @Nullable Duration retryAfter) {
        if (status >= 200 && status < 300) {
            return DONE;
        }
        return switch (status) {
            case 410 -> new Verdict("The receiver answered 410 Gone and is sent nothing more", false, null, true);
            case 429, 503 ->
                new Verdict(
                        "The receiver answered " + status,
                        true,
                        retryAfter == null ? USUAL_THROTTLE : retryAfter,
                        false);
            default ->
                new Verdict(
                        status >= 300 && status < 400
                                ? "The receiver answered %d; redirects are not followed".formatted(status)
                                : "The receiver answered " + status,
                        true,
                        null,
                        false);
        };
    }

    boolean isDone() {
        return error == null;
    }
}
