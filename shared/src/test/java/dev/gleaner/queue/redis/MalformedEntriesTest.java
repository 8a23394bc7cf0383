package dev.gleaner.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.event.Observer;
import dev.gleaner.fleet.Reaper;
import dev.gleaner.queue.ClaimResult;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.store.Stores;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.core.RedisCallback;

/** What lies in the queue and is no entry of it, wherever it lies. */
class MalformedEntriesTest {
    private static final String ME = "me";
    private static final QueueEntry GOOD = QueueEntry.fresh("art_1", "v", Lane.MEDIUM, 0, "a.example");
    private static final String BAD = "no entry";

    private final Stores stores = new Stores();

    @BeforeEach
    void live() {
        stores.leases.register(ME);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "!",
                "||||",
                "a|v|MEDIUM|0",
                "|v|MEDIUM|0|a.example",
                "a||MEDIUM|0|a.example",
                "a|v|URGENT|0|a.example",
                "a|v|medium|0|a.example",
                "a|v|MEDIUM|soon|a.example",
                "a|v|MEDIUM|-1|a.example",
                "a|v|MEDIUM|12345678901234567890|a.example",
                "a|v|MEDIUM|0|a.example|b",
                "a|v|MEDIUM|0|a!b",
                "a|v|MEDIUM|0|a.example!!",
                "a|v|MEDIUM|0|a.exämple",
                "a|v|MEDIUM|0|a\nb"
            })
    void areTheSameForScriptsAndForConsumers(String text) {
        assertThat(QueueEntry.parse(text)).isEmpty();

        push(Lane.MEDIUM, text);

        assertThat(claim()).isEmpty();
        assertThat(aside()).containsExactly(text);
        assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "art_0123456789ab|0123456789abcdef|HIGH|1790000000000|news.example",
                "art_0123456789ab|0123456789abcdef|LOW|0|news.example:8443!",
                "a|v|MEDIUM|999999999999999999|",
                "a|v|MEDIUM|0|!",
                "a|v|MEDIUM|0|[2001:db8::1]"
            })
    void andSoIsWhatIsAnEntry(String text) {
        push(Lane.MEDIUM, text);

        assertThat(claim()).extracting(QueueEntry::text).containsExactly(text);
        assertThat(aside()).isEmpty();
    }

    @Test
    void keepNoEntryInTheListsFromBeingHandedOut() {
        push(Lane.HIGH, BAD, BAD);
        push(Lane.MEDIUM, BAD, GOOD.text(), BAD);
        push(Lane.LOW, BAD);

        assertThat(claim()).containsExactly(GOOD);
        claim();
        assertThat(aside()).hasSize(5);
        stores.queue.ack(ME, List.of(GOOD));
        assertNothingLeft();
    }

    @Test
    void comeFromTheDelayedToo() {
        stores.redis.opsForZSet().add(stores.keys.delayed(), BAD, 1);

        assertThat(claim()).isEmpty();

        assertThat(aside()).containsExactly(BAD);
        assertNothingLeft();
    }

    @Test
    void comeFromAHostToo() {
        String waiting = stores.keys.waitingPrefix() + "a.example";
        stores.redis.opsForZSet().add(waiting, BAD, 7);
        stores.redis.opsForZSet().add(waiting, GOOD.text(), 8);
        stores.redis.opsForZSet().add(stores.keys.hosts(), "a.example", 1);

        assertThat(claim()).containsExactly(GOOD);

        assertThat(aside()).containsExactly(BAD);
    }

    @Test
    void heldByTheLivingAreSetAsideWhenItLooks() {
        hold(BAD.getBytes(StandardCharsets.UTF_8));
        hold(GOOD.text().getBytes(StandardCharsets.UTF_8));

        assertThat(stores.queue.held(ME)).containsExactly(GOOD);

        assertThat(aside()).containsExactly(BAD);
        assertThat(stores.redis.opsForHash().keys(stores.keys.held(ME))).containsExactly(GOOD.text());
    }

    /** Its bytes are no text, so nobody could name it in a command. */
    @Test
    void evenIfTheyAreNoText() {
        hold(new byte[] {'a', '|', 'v', '|', 'L', 'O', 'W', '|', '0', '|', (byte) 0xff});

        assertThat(stores.queue.held(ME)).isEmpty();

        assertThat(stores.redis.opsForHash().size(stores.keys.held(ME))).isZero();
        assertThat(aside()).hasSize(1);
    }

    @Test
    void heldByTheDeadAreSetAsideByTheReaper() {
        hold(BAD.getBytes(StandardCharsets.UTF_8));
        hold(GOOD.text().getBytes(StandardCharsets.UTF_8));
        stores.die(ME);

        new Reaper(stores.leases, Observer.NONE).turn();

        assertThat(aside()).containsExactly(BAD);
        stores.leases.register(ME);
        assertThat(claim()).extracting(QueueEntry::text).containsExactly(GOOD.text() + "!");
    }

    @Test
    void areToldByTheAuditAndCountAsNothingPresent() {
        push(Lane.LOW, BAD, GOOD.text());

        assertThat(stores.view.present()).containsExactly(GOOD.identity());
    }

    @Test
    void areKeptUpToABound() {
        IntStream.range(0, 150).forEach(i -> push(Lane.LOW, BAD + i));
        push(Lane.LOW, "long".repeat(1_000));

        claim();

        assertThat(aside()).hasSize(100).contains(BAD + 149).doesNotContain(BAD + 49);
        assertThat(aside().getLast()).hasSize(1_000);
    }

    private void push(Lane lane, String... texts) {
        stores.redis.opsForList().leftPushAll(stores.keys.list(lane), texts);
    }

    private void hold(byte[] entry) {
        stores.redis.execute((RedisCallback<Boolean>) redis -> redis.hashCommands()
                .hSet(stores.keys.held(ME).getBytes(StandardCharsets.UTF_8), entry, new byte[] {'1'}));
    }

    private List<QueueEntry> claim() {
        return ((ClaimResult.Taken) stores.queue.claim(ME, 32)).entries();
    }

    private List<String> aside() {
        return stores.redis.opsForList().range(stores.keys.malformed(), 0, -1);
    }

    private void assertNothingLeft() {
        assertThat(stores.depths().values()).containsOnly(0L);
        assertThat(stores.redis.hasKey(stores.keys.running())).isFalse();
    }
}
