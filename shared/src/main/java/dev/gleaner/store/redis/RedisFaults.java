package dev.gleaner.store.redis;

import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Kind;
import dev.gleaner.store.StoreAwayException.Store;
import dev.gleaner.store.StoreFaults;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/** What the driver of Redis, and the templates around it, throw while Redis cannot serve. A script that fails is ours. */
public final class RedisFaults implements StoreFaults {
    private static final int DEEPEST = 20;

    private static final Trouble SILENT = new Trouble(Kind.AWAY, Kind.AWAY.says());
    private static final Trouble DENIED = new Trouble(Kind.REFUSED, Kind.REFUSED.says());

    /** The first word of an error of Redis is its kind. */
    private static final Map<String, Trouble> BY_WORD = Map.ofEntries(
            Map.entry("OOM", new Trouble(Kind.FULL, "it is full (maxmemory), and takes no writes")),
            Map.entry("MISCONF", new Trouble(Kind.FULL, "it cannot write to its disk, and takes no writes")),
            Map.entry("READONLY", new Trouble(Kind.NOT_PRIMARY, "it is a replica, and takes no writes")),
            Map.entry("NOREPLICAS", new Trouble(Kind.NOT_PRIMARY, "it has too few replicas, and takes no writes")),
            Map.entry("LOADING", new Trouble(Kind.NOT_PRIMARY, "it is still reading its data")),
            Map.entry("MASTERDOWN", new Trouble(Kind.NOT_PRIMARY, "it is a replica without its primary")),
            Map.entry("BUSY", new Trouble(Kind.AWAY, "it is held up by a script")),
            Map.entry("NOAUTH", DENIED),
            Map.entry("WRONGPASS", DENIED),
            Map.entry("NOPERM", DENIED));

    /** Until 7.0 Redis puts what a command of a script was refused for behind the place where it stands. */
    private static final Pattern IN_SCRIPT =
            Pattern.compile("ERR Error running script .*@user_script: ?\\d+: -([A-Z]+) .*", Pattern.DOTALL);

    @Override
    public Optional<StoreAwayException> away(RuntimeException fault) {
        return Optional.ofNullable(trouble(fault))
                .map(trouble -> new StoreAwayException(Store.REDIS, trouble.kind, trouble.says, fault));
    }

    private static @Nullable Trouble trouble(RuntimeException fault) {
        if (isClosing(fault)) {
            return SILENT;
        }
        if (!(fault instanceof DataAccessException || fault instanceof RedisException)) {
            return null;
        }
        List<Throwable> chain = Stream.<Throwable>iterate(fault, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .toList();
        // What Redis answered tells more than that no connection came about for it.
        Optional<Throwable> answered = chain.stream()
                .filter(RedisCommandExecutionException.class::isInstance)
                .reduce((outer, inner) -> inner);
        return answered.isPresent()
                ? BY_WORD.get(word(String.valueOf(answered.get().getMessage())))
                : chain.stream().anyMatch(RedisFaults::isSilence) ? SILENT : null;
    }

    private static String word(String message) {
        Matcher script = IN_SCRIPT.matcher(message);
        return script.matches() ? script.group(1) : message.split(" ", 2)[0];
    }

    /** A process that stops closes its connections before all of its duties have ended. */
    private static boolean isClosing(RuntimeException fault) {
        return fault instanceof IllegalStateException
                && String.valueOf(fault.getMessage()).startsWith("LettuceConnectionFactory ");
    }

    private static boolean isSilence(Throwable cause) {
        return switch (cause) {
            case DataAccessResourceFailureException unreachable -> true;
            case TransientDataAccessException slow -> true;
            case RedisConnectionException unreachable -> true;
            case RedisCommandTimeoutException slow -> true;
            case RedisCommandInterruptedException stopped -> true;
            case ChannelException cut -> true;
            case IOException cut -> true;
            // "Currently not connected" and "Connection closed" have no class and no cause of their own.
            case RedisException plain -> plain.getClass() == RedisException.class && plain.getCause() == null;
            default -> false;
        };
    }

    private record Trouble(Kind kind, String says) {}
}
