package dev.gleaner.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Repeats an operation after a passing fault of the store. Only for operations that may be applied twice: conditional
 * updates, upserts, reads. A reply that was lost is not a write that was lost.
 */
public final class TransientFaults {
    /** WriteConflict by its server's deadlock, LockTimeout, PrimarySteppedDown, InterruptedAtShutdown and …DueToReplStateChange. */
    private static final Set<Integer> CODES = Set.of(112, 24, 91, 189, 11600, 11602);

    private static final Retry RETRY = Retry.of(
            "mongo",
            RetryConfig.custom()
                    .maxAttempts(6)
                    .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(50, 2.0, 0.5, 2_000))
                    .retryOnException(TransientFaults::isPassing)
                    .build());

    private TransientFaults() {}

    public static <T> T retry(Supplier<T> operation) {
        return RETRY.executeSupplier(operation);
    }

    public static void retry(Runnable operation) {
        RETRY.executeRunnable(operation);
    }

    /** Whether the same call may go through a moment later. */
    public static boolean isPassing(Throwable fault) {
        return switch (fault) {
            // The driver has already waited its selection timeout; asking again would only add up.
            case MongoTimeoutException away -> false;
            case MongoSocketException cut -> true;
            case MongoNotPrimaryException moved -> true;
            case MongoNodeIsRecoveringException recovering -> true;
            case MongoBulkWriteException bulk ->
                bulk.getWriteConcernError() != null
                        || bulk.getWriteErrors().stream().anyMatch(error -> CODES.contains(error.getCode()));
            case MongoException other -> CODES.contains(other.getCode());
            default -> false;
        };
    }
}
