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
}
