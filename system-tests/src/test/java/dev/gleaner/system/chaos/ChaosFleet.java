package dev.gleaner.system.chaos;

import dev.gleaner.testkit.FreePorts;
import dev.gleaner.testkit.LocalSite;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Two APIs and three consumers on stores of their own, each with wires of its own to them, and sites of several kinds. */
final class ChaosFleet implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(180);

    final String database = "chaos";
    final RedisStore redis;
    final MongoStore mongo;
    final LocalSite fast = LocalSite.start("127.0.0.1");
    final LocalSite slow = LocalSite.start("127.0.0.2");
    final LocalSite busy = LocalSite.start("127.0.0.3");

    /** Nobody listens there. */
    final String deadHost = "http://127.0.0.4:" + FreePorts.next();

    /** For those who only look: these are never broken, and lead to the stores wherever these are. */
    final Relay lookAtMongo;

    final Relay lookAtRedis;
    private final Path folder;
    private final List<Member> members = new ArrayList<>();

    ChaosFleet() {
        try {
            folder = Files.createTempDirectory("gleaner-chaos-");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        redis = new RedisStore(folder);
        mongo = MongoStore.on(folder);
        lookAtMongo = Relay.toMongo(mongo.url());
        lookAtRedis = Relay.toRedis(redis.url());
        slow.setDelay(Duration.ofMillis(1_500));
        for (String name : List.of("api-1", "api-2", "consumer-1", "consumer-2", "consumer-3")) {
            members.add(new Member(
                    name,
                    name.substring(0, name.indexOf('-')),
                    Relay.toMongo(mongo.url()),
                    Relay.toRedis(redis.url()),
                    settings()));
        }
        members.forEach(member -> Awaitility.await(member.name()).atMost(START).until(member::isReady));
    }

    private Map<String, String> settings() {
        return Map.of(
                "MONGO_DB_NAME", database,
                "SCRAPE_ALLOWED_HOSTS", "127.0.0.0/8",
                "SCRAPE_ALLOWED_PORTS", "1-65535",
                "HOST_MAX_CONCURRENT", "16",
                "CONSUMER_CONCURRENCY", "24",
                "MAX_RETRY_ATTEMPTS", "2",
                "RETRY_BASE_DELAY", "500ms",
                "RETRY_MAX_DELAY", "5s",
                "SUBMIT_TIMEOUT", "20s");
    }

    Member member(int index) {
        return members.get(index);
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    List<Member> apis() {
        return members.stream().filter(Member::isApi).toList();
    }

    /** All wires lead to where the stores are now. */
    void reconnect() {
        members.forEach(member -> {
            member.mongo().leadTo(mongo.url());
            member.redis().leadTo(redis.url());
        });
        lookAtMongo.leadTo(mongo.url());
        lookAtRedis.leadTo(redis.url());
    }

    /** Nothing is broken any more, and everybody is there. */
    void mend() {
        members.forEach(member -> {
            member.mongo().mend();
            member.redis().mend();
            member.process().goOn();
        });
        members.forEach(member -> Awaitility.await(member.name()).atMost(START).until(member::isReady));
    }

    @Override
    public void close() {
        members.forEach(Member::close);
        lookAtMongo.close();
        lookAtRedis.close();
        redis.close();
        mongo.close();
        fast.close();
        slow.close();
        busy.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException alreadyGone) {
            return;
        }
    }
}
