package dev.gleaner.api.health;

import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is the matter with a store that does not take a write, for people; never what the store said itself. */
final class StoreTrouble {
    static final String SILENT = "it does not answer";
    static final String NO_PRIMARY = "it has no primary, so nobody takes writes";

    private static final int DEEPEST = 20;
    private static final String REFUSED = "it refuses this user";
    private static final String OTHER = "it refuses writes";

    /** The first word of an error of Redis is its kind. */
    private static final Map<String, String> REDIS = Map.ofEntries(
            Map.entry("OOM", "it is full (maxmemory), and takes no writes"),
            Map.entry("READONLY", "it is a replica, and takes no writes"),
            Map.entry("MISCONF", "it cannot write to its disk, and takes no writes"),
            Map.entry("NOREPLICAS", "it has too few replicas, and takes no writes"),
            Map.entry("LOADING", "it is still reading its data"),
            Map.entry("BUSY", "it is held up by a script"),
            Map.entry("MASTERDOWN", "it is a replica without its primary"),
            Map.entry("NOAUTH", REFUSED),
            Map.entry("WRONGPASS", REFUSED),
            Map.entry("NOPERM", REFUSED));

    /** Unauthorized and AuthenticationFailed. */
    private static final Set<Integer> MONGO_REFUSED = Set.of(13, 18);

    /** OutOfDiskSpace. */
    private static final int MONGO_FULL = 14031;

    private StoreTrouble() {}

    /** What an exception tells, or one that caused it. */
    static String of(Throwable exception) {
        @Nullable Throwable cause = exception;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            String told = told(cause);
            if (told != null) {
                return told;
            }
            cause = cause.getCause();
        }
        return SILENT;
    }

    private static @Nullable String told(Throwable exception) {
        return switch (exception) {
            case RedisCommandExecutionException refused -> redis(String.valueOf(refused.getMessage()));
            case MongoNotPrimaryException moved -> NO_PRIMARY;
            case MongoNodeIsRecoveringException recovering -> "it is coming up or going down, and takes no writes";
            case MongoSecurityException denied -> REFUSED;
            case MongoException answered when answered.getCode() == MONGO_FULL -> "its disk is full";
            case MongoException answered when MONGO_REFUSED.contains(answered.getCode()) -> REFUSED;
            // Without a code it never got to the server.
            case MongoException answered when answered.getCode() > 0 -> OTHER;
            default -> null;
        };
    }

    private static String redis(String message) {
        return REDIS.getOrDefault(message.split(" ", 2)[0], OTHER);
    }
}
