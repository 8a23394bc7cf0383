package dev.gleaner.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.bulk.BulkWriteError;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Kind;
import dev.gleaner.store.StoreAwayException.Store;
import dev.gleaner.store.StoreFaults;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the driver of MongoDB throws while MongoDB cannot serve. Errors of one document (a duplicate key, its size) are ours. */
public final class MongoFaults implements StoreFaults {
    /** What is said of a cluster without a primary. */
    public static final String NO_PRIMARY = "it has no primary, so nobody takes writes";

    private static final Trouble SILENT = new Trouble(Kind.AWAY, Kind.AWAY.says());
    private static final Trouble FULL = new Trouble(Kind.FULL, "its disk is full");
    private static final Trouble MOVED = new Trouble(Kind.NOT_PRIMARY, NO_PRIMARY);
    private static final Trouble RECOVERING =
            new Trouble(Kind.NOT_PRIMARY, "it is coming up or going down, and takes no writes");
    private static final Trouble DENIED = new Trouble(Kind.REFUSED, Kind.REFUSED.says());

    private static final Map<Integer, Trouble> BY_CODE = Map.ofEntries(
            // HostUnreachable, HostNotFound, NetworkTimeout, ExceededTimeLimit, SocketException
            Map.entry(6, SILENT),
            Map.entry(7, SILENT),
            Map.entry(89, SILENT),
            Map.entry(262, SILENT),
            Map.entry(9001, SILENT),
            // Unauthorized, AuthenticationFailed
            Map.entry(13, DENIED),
            Map.entry(18, DENIED),
            // PrimarySteppedDown, NotWritablePrimary, NotPrimaryNoSecondaryOk, LegacyNotPrimary
            Map.entry(189, MOVED),
            Map.entry(10107, MOVED),
            Map.entry(13435, MOVED),
            Map.entry(10058, MOVED),
            // ShutdownInProgress, InterruptedAtShutdown, InterruptedDueToReplStateChange, NotPrimaryOrSecondary
            Map.entry(91, RECOVERING),
            Map.entry(11600, RECOVERING),
            Map.entry(11602, RECOVERING),
            Map.entry(13436, RECOVERING),
            // OutOfDiskSpace
            Map.entry(14031, FULL));

    @Override
    public Optional<StoreAwayException> away(RuntimeException fault) {
        return Optional.ofNullable(trouble(fault))
                .map(trouble -> new StoreAwayException(Store.MONGODB, trouble.kind, trouble.says, fault));
    }

    private static @Nullable Trouble trouble(RuntimeException fault) {
        return switch (fault) {
            case MongoSecurityException denied -> DENIED;
            case MongoNotPrimaryException moved -> MOVED;
            case MongoNodeIsRecoveringException recovering -> RECOVERING;
            case MongoTimeoutException silent -> SILENT;
            case MongoSocketException cut -> SILENT;
            case MongoConnectionPoolClearedException cut -> SILENT;
            case MongoServerUnavailableException gone -> SILENT;
            case MongoExecutionTimeoutException slow -> SILENT;
            // Nobody waits for the answer any more, so whether there would have been one is not known.
            case MongoInterruptedException stopped -> SILENT;
            case MongoBulkWriteException bulk -> ofBulk(bulk);
            // It is written, but not yet where it would survive.
            case MongoWriteConcernException unsure -> BY_CODE.getOrDefault(unsure.getCode(), SILENT);
            case MongoException answered -> ofAnswer(answered);
            default -> null;
        };
    }

    private static @Nullable Trouble ofBulk(MongoBulkWriteException bulk) {
        if (bulk.getWriteConcernError() != null) {
            return BY_CODE.getOrDefault(bulk.getWriteConcernError().getCode(), SILENT);
        }
        return bulk.getWriteErrors().stream()
                .map(BulkWriteError::getCode)
                .map(BY_CODE::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> busy(bulk));
    }

    private static @Nullable Trouble ofAnswer(MongoException answered) {
        Trouble told = BY_CODE.get(answered.getCode());
        return told != null ? told : busy(answered);
    }

    /** What would pass by itself, and has been repeated for some time already. */
    private static @Nullable Trouble busy(MongoException answered) {
        return TransientFaults.isPassing(answered) ? SILENT : null;
    }

    private record Trouble(Kind kind, String says) {}
}
