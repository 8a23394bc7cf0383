package dev.gleaner.api.web.problem;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/** Which exceptions mean that a store is away, so that waiting helps. */
public final class StoreOutages {
    private static final int DEEPEST = 20;

    private static final List<Class<? extends Throwable>> KINDS = List.of(
            MongoTimeoutException.class,
            MongoSocketException.class,
            MongoNotPrimaryException.class,
            MongoNodeIsRecoveringException.class,
            MongoConnectionPoolClearedException.class,
            MongoServerUnavailableException.class,
            MongoExecutionTimeoutException.class,
            DataAccessResourceFailureException.class,
            TransientDataAccessException.class,
            RedisConnectionException.class,
            RedisCommandTimeoutException.class);

    private StoreOutages() {}

    /** Whether the exception, or one that caused it, tells of a store that is away. */
    public static boolean is(Throwable exception) {
        @Nullable Throwable cause = exception;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            Throwable current = cause;
            if (KINDS.stream().anyMatch(kind -> kind.isInstance(current))) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
