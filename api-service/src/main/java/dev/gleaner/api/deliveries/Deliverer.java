package dev.gleaner.api.deliveries;

import dev.gleaner.delivery.Delivery;
import dev.gleaner.delivery.DeliveryKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Does one kind of what is owed. It may be asked twice for the same, when a process dies between the deed and its note. */
public interface Deliverer {
    DeliveryKind kind();

    /** Tries once; a failure is a result and no exception. */
    Result deliver(Delivery delivery);

    /** How long a try can take; if it takes longer, another process may try as well. */
    default Duration longest() {
        return Duration.ofMinutes(10);
    }

    /** How many of a lane are done at a time by one process. */
    default int atOnce() {
        return 2;
    }

    /** How a try ended. */
    sealed interface Result {}

    /**
     * It is done.
     *
     * @param note for the log, for example the status that was answered
     */
    record Done(String note) implements Result {}

    /**
     * Another try may end better.
     *
     * @param retryAfter when the other side asks for it
     */
    record FailedForNow(String reason, @Nullable Duration retryAfter) implements Result {}

    /** No further try. */
    record GivenUp(String reason) implements Result {}

    /**
     * A receiver answered; what that means is decided in one place.
     *
     * @param retryAfter when it asks for it
     */
    record Answered(int status, @Nullable Duration retryAfter) implements Result {}

    /**
     * A command ran. One that failed is not run again by itself: what it did before it failed, nobody knows.
     *
     * @param exitCode null if it did not end by itself
     * @param error why it did not go well; null if it did
     * @param output what it wrote, bounded
     */
    record Ran(@Nullable Integer exitCode, @Nullable String error, String output) implements Result {}

    /** There was no room here; it costs no attempt. */
    record NotTried(Duration retryAfter) implements Result {}
}
