package dev.gleaner.queue.redis;

import dev.gleaner.queue.QueueRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Runs the scripts of the queue. Each is kept once with its digest and called by EVALSHA; where Redis has forgotten it
 * (restart, failover, SCRIPT FLUSH) the template sends its text again.
 */
public final class QueueScripts {
    /** Entries per call: scripts must stay short, because Redis does nothing else meanwhile. */
    public static final int MOST_PER_CALL = 256;

    private final QueueKeys keys;
    private final QueueRules rules;
    private final String prelude = text("prelude.lua");

    final RedisScript<Long> push = number("push.lua");
    final RedisScript<List<Object>> claim = list("claim.lua");
    final RedisScript<Long> ack = number("ack.lua");
    final RedisScript<Long> fetched = number("fetched.lua");
    final RedisScript<Long> discard = number("discard.lua");
    final RedisScript<Long> defer = number("defer.lua");
    final RedisScript<Long> giveBack = number("give_back.lua");
    final RedisScript<Long> setAside = number("set_aside.lua");
    final RedisScript<List<Object>> complained = list("complained.lua");
    final RedisScript<Long> answered = number("answered.lua");
    final RedisScript<Long> resume = number("resume.lua");
    final RedisScript<Long> crawlDelay = number("crawl_delay.lua");
    final RedisScript<Long> ownPace = number("own_pace.lua");
    final RedisScript<Long> orderHost = number("order_host.lua");

    /** Gives an incarnation its lease; arguments: incarnation, length in ms. */
    public final RedisScript<Long> register = number("register.lua");

    /** Extends a valid lease; arguments: incarnation, length in ms; 0 when it is over. */
    public final RedisScript<Long> heartbeat = number("heartbeat.lua");

    /** Ends a lease; argument: incarnation. */
    public final RedisScript<Long> leave = number("leave.lua");

    /** Takes the entries of a dead incarnation away; argument: incarnation; -1 when it lives. */
    public final RedisScript<Long> reap = number("reap.lua");

    /** Counts running entries anew; arguments: prefix of the held hashes, incarnations. */
    public final RedisScript<Long> rebuildHosts = number("rebuild_hosts.lua");

    /** Leads to the waiting entries of a host again; argument: host; how many. */
    public final RedisScript<Long> listHost = number("list_host.lua");

    public QueueScripts(QueueKeys keys, QueueRules rules) {
        this.keys = keys;
        this.rules = rules;
    }

    /** Runs a script on behalf of an incarnation; the arguments follow those that the prelude reads. */
    public <T> T run(
            StringRedisTemplate redis, RedisScript<T> script, String incarnation, Collection<String> arguments) {
        List<Object> all = new ArrayList<>(arguments.size() + 3);
        all.add(keys.waitingPrefix());
        all.add(Integer.toString(rules.hostMaxConcurrent()));
        all.add(Long.toString(rules.hostDelay().toMillis()));
        all.addAll(arguments);
        T answer = redis.execute(script, keys.forScripts(incarnation), all.toArray());
        if (answer == null) {
            throw new IllegalStateException("script without an answer");
        }
        return answer;
    }

    public <T> T run(StringRedisTemplate redis, RedisScript<T> script, String incarnation, String... arguments) {
        return run(redis, script, incarnation, Arrays.asList(arguments));
    }

    private RedisScript<Long> number(String name) {
        return new DefaultRedisScript<>(prelude + text(name), Long.class);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a script class is a raw List
    private RedisScript<List<Object>> list(String name) {
        return (RedisScript) new DefaultRedisScript<>(prelude + text(name), List.class);
    }

    private static String text(String name) {
        try (InputStream in = QueueScripts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("script " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
