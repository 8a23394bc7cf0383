package dev.gleaner.scraper.mongo;

import static dev.gleaner.scraper.CommandLogs.Stream.STDERR;
import static dev.gleaner.scraper.CommandLogs.Stream.STDOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.gleaner.scraper.CommandLogs;
import dev.gleaner.scraper.CommandLogs.Began;
import dev.gleaner.scraper.CommandLogs.Ended;
import dev.gleaner.scraper.CommandLogs.State;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.testkit.TestStores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MongoCommandLogsTest {
    private static final int KEPT = MongoCommandLogs.CHUNK * 2 + 100;
    private static final Began FIRST = new Began("a1", "shop", "host-1", Instant.parse("2026-03-01T10:00:00Z"));
    private static final Began SECOND = new Began("a2", "shop", "host-2", Instant.parse("2026-03-01T11:00:00Z"));
    private static final Ended END = new Ended(
            3, null, "timeout", Instant.parse("2026-03-01T12:00:00Z"), 5_000_000_000L, Duration.ofMillis(1234), 7, 0);

    private final MongoClient client = MongoClients.create(TestStores.mongo().url());
    private final MongoCollections collections = new MongoCollections(client.getDatabase(TestStores.freshDatabase()));
    private Instant now = FIRST.startedAt();
    private final CommandLogs logs = new MongoCommandLogs(collections, KEPT, () -> now);

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void itIsReadWhileItGrows() {
        assertThat(logs.find("art_1")).isEmpty();
        logs.begin("art_1", FIRST);
        assertThat(logs.find("art_1")).contains(new State(FIRST, null));
        assertThat(read(0, 100)).isEmpty();

        append(0, "one\n");
        append(4, "zwei ü\n");
        logs.append("art_1", "a1", STDERR, 0, bytes("oh"));

        assertThat(read(0, 100)).isEqualTo("one\nzwei ü\n");
        assertThat(read(4, 4)).isEqualTo("zwei");
        assertThat(read(12, 100)).isEmpty();
        assertThat(logs.read("art_1", "a1", STDERR, 0, 100)).isEqualTo(bytes("oh"));

        logs.end("art_1", "a1", END);
        logs.end("art_1", "a1", new Ended(0, null, null, END.endedAt(), 0, Duration.ZERO, 0, 0));
        assertThat(logs.find("art_1")).contains(new State(FIRST, END));
    }

    @Test
    void aRepeatChangesNothingAndNothingIsLeftOut() {
        logs.begin("art_1", FIRST);
        append(0, "abc");
        append(0, "abc");
        append(1, "bcde");
        logs.begin("art_1", FIRST);

        assertThat(read(0, 100)).isEqualTo("abcde");
        assertThatIllegalArgumentException().isThrownBy(() -> append(6, "x"));
    }

    @Test
    void muchOfItLiesInChunksAndOnlySoMuchIsKept() {
        byte[] much = new byte[KEPT + 50_000];
        new Random(1).nextBytes(much);
        logs.begin("art_1", FIRST);
        for (int at = 0; at < much.length; at += 50_000) {
            logs.append("art_1", "a1", STDOUT, at, Arrays.copyOfRange(much, at, Math.min(much.length, at + 50_000)));
        }
        logs.append("art_1", "a1", STDOUT, 1L << 40, new byte[] {1});

        assertThat(logs.read("art_1", "a1", STDOUT, 0, Integer.MAX_VALUE)).isEqualTo(Arrays.copyOf(much, KEPT));
        int across = MongoCommandLogs.CHUNK - 10;
        assertThat(logs.read("art_1", "a1", STDOUT, across, 20))
                .isEqualTo(Arrays.copyOfRange(much, across, across + 20));
        assertThat(logs.read("art_1", "a1", STDOUT, 1L << 40, 20)).isEmpty();
    }

    @Test
    void anAttemptTakesThePlaceOfTheOneBefore() {
        logs.begin("art_1", FIRST);
        append(0, "old");
        logs.end("art_1", "a1", END);
        logs.begin("art_1", SECOND);
        append(3, "late");
        logs.end("art_1", "a1", END);

        assertThat(logs.find("art_1")).contains(new State(SECOND, null));
        assertThat(read(0, 100)).isEmpty();
        assertThat(collections.commandLogs().countDocuments()).isEqualTo(1);
    }

    @Test
    void itIsRemovedWithItsArticleOrWithAge() {
        logs.begin("art_1", FIRST);
        append(0, "abc");
        logs.begin("art_2", SECOND);
        logs.remove(List.of("art_1", "art_9"));
        assertThat(logs.find("art_1")).isEmpty();
        assertThat(collections.commandLogs().countDocuments()).isEqualTo(1);

        assertThat(logs.removeBefore(now)).isZero();
        now = now.plusSeconds(1);
        logs.append("art_2", "a2", STDOUT, 0, bytes("x"));
        assertThat(logs.removeBefore(now)).isEqualTo(1);
        assertThat(logs.removeBefore(now.plusSeconds(1))).isEqualTo(1);
    }

    private void append(long offset, String text) {
        logs.append("art_1", "a1", STDOUT, offset, bytes(text));
    }

    private String read(long offset, int most) {
        return new String(logs.read("art_1", "a1", STDOUT, offset, most), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
