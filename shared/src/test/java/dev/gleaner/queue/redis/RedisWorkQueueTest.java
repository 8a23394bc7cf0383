package dev.gleaner.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.queue.ClaimResult;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.QueueRules;
import dev.gleaner.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisWorkQueueTest {
    private static final String ME = "me";

    private Stores stores = new Stores(QueueRules.defaults().withHostMaxConcurrent(2));

    @BeforeEach
    void live() {
        stores.leases.register(ME);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void highComesBeforeMediumBeforeLowAndFirstInIsFirstOut() {
        push(young("l1", Lane.LOW), young("m1", Lane.MEDIUM), young("l2", Lane.LOW), young("h1", Lane.HIGH));
        push(young("m2", Lane.MEDIUM), young("h2", Lane.HIGH));

        assertThat(ids(claim(10))).containsExactly("h1", "h2", "m1", "m2", "l1", "l2");
    }

    @Test
    void anAgedLowListGetsOneOfEightTurnsHoweverManyHighOnesThereAre() {
        IntStream.range(0, 100).forEach(i -> push(young("h" + i, Lane.HIGH)));
        IntStream.range(0, 10).forEach(i -> push(old("l" + i, Lane.LOW)));

        List<String> order = new ArrayList<>();
        for (int turn = 0; turn < 64; turn++) {
            order.addAll(ids(claim(1)));
        }
        assertThat(order.stream().filter(id -> id.startsWith("l")))
                .containsExactly("l0", "l1", "l2", "l3", "l4", "l5", "l6", "l7");
        for (int eight = 0; eight < 8; eight++) {
            assertThat(order.subList(eight * 8, eight * 8 + 8))
                    .filteredOn(id -> id.startsWith("l"))
                    .hasSize(1);
        }
    }

    @Test
    void agedMediumAndAgedLowBothGetOneOfEight() {
        IntStream.range(0, 100).forEach(i -> push(young("h" + i, Lane.HIGH)));
        IntStream.range(0, 10).forEach(i -> push(old("m" + i, Lane.MEDIUM), old("l" + i, Lane.LOW)));

        List<String> order = ids(claim(32));

        assertThat(order).filteredOn(id -> id.startsWith("m")).hasSize(4);
        assertThat(order).filteredOn(id -> id.startsWith("l")).hasSize(4);
    }

    @Test
    void aYoungListKeepsTheStrictOrder() {
        IntStream.range(0, 20).forEach(i -> push(young("h" + i, Lane.HIGH)));
        push(young("l", Lane.LOW));

        assertThat(ids(claim(20))).allMatch(id -> id.startsWith("h"));
    }

    @Test
    void aFullHostWaitsAsideAndOthersPassIt() {
        push(on("a.example", "a1"), on("a.example", "a2"), on("a.example", "a3"), on("b.example", "b1"));

        assertThat(ids(claim(10))).containsExactly("a1", "a2", "b1");
        assertThat(stores.depths()).containsEntry("waiting", 1L).containsEntry("held", 3L);
    }

    @Test
    void aWaitingEntryComesBackFirstWhenASlotFrees() {
        List<QueueEntry> entries = List.of(on("a.example", "a1"), on("a.example", "a2"), on("a.example", "a3"));
        stores.queue.push(entries);
        claim(10);
        push(on("b.example", "b1"));

        stores.queue.ack(ME, List.of(entries.getFirst()));

        assertThat(ids(claim(10))).containsExactly("a3", "b1");
    }

    @Test
    void aHostHasASlotMoreWhenTheAnswerIsReadAlthoughTheEntryIsHeld() {
        push(on("a.example", "a1"), on("a.example", "a2"), on("a.example", "a3"), on("a.example", "a4"));
        List<QueueEntry> held = claim(10);
        assertThat(ids(held)).containsExactly("a1", "a2");

        stores.queue.fetched(ME, List.of(held.getFirst()));
        stores.queue.fetched(ME, List.of(held.getFirst()));

        assertThat(ids(claim(10))).containsExactly("a3");
        assertThat(stores.depths()).containsEntry("held", 3L).containsEntry("waiting", 1L);
    }

    @Test
    void whateverBecomesOfAnEntryThatLeftItsHostItsSlotIsNotFreedTwice() {
        stores.queue.push(
                IntStream.range(0, 20).mapToObj(i -> on("a.example", "a" + i)).toList());
        List<Consumer<QueueEntry>> exits = List.of(
                entry -> stores.queue.ack(ME, List.of(entry)),
                entry -> stores.queue.discard(ME, List.of(entry)),
                entry -> stores.queue.defer(ME, Map.of(entry, Instant.now().plus(Duration.ofHours(1)))));
        QueueEntry stays = claim(1).getFirst();
        for (Consumer<QueueEntry> exit : exits) {
            QueueEntry left = claim(1).getFirst();
            stores.queue.fetched(ME, List.of(left));
            exit.accept(left);

            assertThat(running()).isEqualTo(Map.of("a.example", "1"));
            assertThat(stores.view.rebuildHosts()).isZero();
        }
        QueueEntry back = claim(1).getFirst();
        stores.queue.fetched(ME, List.of(back));
        stores.queue.giveBack(ME, List.of(back));
        assertThat(running()).isEqualTo(Map.of("a.example", "1"));
        stores.queue.fetched(ME, List.of(back));
        assertThat(running()).as("it is not held any more").isEqualTo(Map.of("a.example", "1"));

        assertThat(claim(1)).containsExactly(back);
        stores.queue.ack(ME, List.of(stays, back));
        assertThat(running()).as("a new claim takes a slot of its own").isEmpty();
    }

    @Test
    void theReaperAndTheAuditCountNoEntryThatLeftItsHost() {
        push(on("a.example", "a1"), on("a.example", "a2"));
        QueueEntry left = claim(2).getFirst();
        stores.queue.fetched(ME, List.of(left));

        assertThat(stores.view.rebuildHosts()).isZero();
        stores.redis.opsForHash().put(stores.keys.running(), "a.example", "2");
        assertThat(stores.view.rebuildHosts()).isEqualTo(1);
        assertThat(running()).isEqualTo(Map.of("a.example", "1"));

        stores.die(ME);
        assertThat(stores.leases.reap(ME)).isEqualTo(2);
        assertThat(running()).isEmpty();
    }

    @Test
    void tenThousandOfOneHostMoveAsideOnceEachAndComeInOrder() {
        List<QueueEntry> entries = IntStream.range(0, 10_000)
                .mapToObj(i -> on("a.example", "a%05d".formatted(i)))
                .toList();
        stores.queue.push(entries);
        List<QueueEntry> order = new ArrayList<>();
        List<QueueEntry> held = claim(32);
        while (!held.isEmpty() || moreLies()) {
            order.addAll(held);
            stores.queue.ack(ME, held);
            held = claim(32);
        }
        assertThat(order).isEqualTo(entries);
        Object moves = stores.redis.opsForHash().get(stores.keys.meta(), "arrivals");
        assertThat(Integer.parseInt((String) moves)).isLessThanOrEqualTo(10_000);
        assertThat(stores.depths().values()).containsOnly(0L);
        assertThat(stores.redis.hasKey(stores.keys.running())).isFalse();
    }

    @Test
    void aDeferredEntryComesBackOnTheHighListWhenDueAndFreesItsHostMeanwhile() {
        push(on("a.example", "a1"), on("a.example", "a2"), on("a.example", "a3"));
        List<QueueEntry> held = claim(10);

        Map<QueueEntry, Instant> due = new HashMap<>();
        due.put(held.getFirst(), Instant.now().plus(Duration.ofHours(1)));
        stores.queue.defer(ME, due);
        assertThat(ids(claim(10))).containsExactly("a3");

        stores.queue.ack(ME, List.of(held.get(1)));
        stores.redis.opsForZSet().add(stores.keys.delayed(), held.getFirst().text(), 1);
        push(young("h", Lane.MEDIUM));
        assertThat(ids(claim(10))).containsExactly("a1", "h");
    }

    @Test
    void aClaimTellsWhenTheNextDelayedEntryIsDue() {
        push(on("a.example", "a1"));
        Map<QueueEntry, Instant> due = new HashMap<>();
        due.put(claim(1).getFirst(), Instant.now().plus(Duration.ofMinutes(10)));
        stores.queue.defer(ME, due);

        ClaimResult.Taken taken = (ClaimResult.Taken) stores.queue.claim(ME, 1);

        assertThat(taken.nextDue()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10));
    }

    @Test
    void whatIsNoEntryIsDroppedAndEndsNoClaim() {
        push(young("first", Lane.HIGH));
        stores.redis.opsForList().leftPush(stores.keys.list(Lane.HIGH), "nonsense");
        stores.redis.opsForList().leftPush(stores.keys.list(Lane.HIGH), "a|v|URGENT|1|host");
        stores.redis.opsForList().leftPush(stores.keys.list(Lane.HIGH), "a|v|HIGH|now|host");
        push(young("last", Lane.HIGH));

        assertThat(ids(claim(10))).containsExactly("first", "last");
        assertThat(stores.depths()).containsEntry("held", 2L).containsEntry("high", 0L);
        assertThat(stores.redis.opsForHash().hasKey(stores.keys.running(), "host"))
                .isFalse();
    }

    @Test
    void whatIsNoEntryIsDroppedFromWhatIsHeld() {
        push(young("a", Lane.HIGH));
        claim(1);
        stores.redis.opsForHash().put(stores.keys.held(ME), "nonsense", "1");

        assertThat(stores.queue.held(ME)).extracting(QueueEntry::articleId).containsExactly("a");
        assertThat(stores.depths()).containsEntry("held", 1L);
    }

    @Test
    void whoHasNoLeaseGetsNothing() {
        push(young("h", Lane.HIGH));

        assertThat(stores.queue.claim("stranger", 1)).isInstanceOf(ClaimResult.Fenced.class);
        assertThat(ids(claim(1))).containsExactly("h");
    }

    @Test
    void anEndedLeaseIsNotRevived() {
        stores.die(ME);

        assertThat(stores.leases.heartbeat(ME)).isFalse();
        assertThat(stores.queue.claim(ME, 1)).isInstanceOf(ClaimResult.Fenced.class);
    }

    @Test
    void whatADeadConsumerHeldComesBackFirstAndMarkedAndItsHostIsFree() {
        push(on("a.example", "a1"), on("a.example", "a2"));
        claim(2);
        stores.leases.register("other");
        push(on("a.example", "a3"));
        assertThat(ids(claimAs("other", 5))).isEmpty();
        stores.die(ME);

        assertThat(stores.leases.expired()).containsExactly(ME);
        assertThat(stores.leases.reap(ME)).isEqualTo(2);

        List<QueueEntry> revived = claimAs("other", 2);
        assertThat(revived).allMatch(QueueEntry::revived);
        assertThat(ids(revived)).containsExactlyInAnyOrder("a1", "a2");
        assertThat(stores.leases.expired()).isEmpty();
    }

    @Test
    void aLivingConsumerIsNotReaped() {
        push(young("h", Lane.HIGH));
        claim(1);

        assertThat(stores.leases.reap(ME)).isEqualTo(-1);
        assertThat(stores.depths()).containsEntry("held", 1L);
    }

    @Test
    void anAckAfterTheReaperCameChangesNothing() {
        push(on("a.example", "a1"));
        List<QueueEntry> held = claim(1);
        stores.die(ME);
        stores.leases.reap(ME);

        stores.queue.ack(ME, held);

        assertThat(stores.depths()).containsEntry("high", 1L).containsEntry("held", 0L);
        assertThat(stores.redis.hasKey(stores.keys.running())).isFalse();
    }

    @Test
    void whatIsGivenBackIsNextAndUnmarked() {
        push(young("m1", Lane.MEDIUM), young("m2", Lane.MEDIUM));
        List<QueueEntry> held = claim(1);

        stores.queue.giveBack(ME, held);

        assertThat(claim(2)).first().isEqualTo(held.getFirst());
    }

    @Test
    void wrongRunningCountsAreRebuiltFromWhatIsHeld() {
        push(on("a.example", "a1"), on("a.example", "a2"), on("a.example", "a3"));
        claim(3);
        stores.redis.opsForHash().put(stores.keys.running(), "a.example", "7");
        stores.redis.opsForHash().put(stores.keys.running(), "gone.example", "2");

        assertThat(stores.view.rebuildHosts()).isEqualTo(2);

        assertThat(stores.redis.opsForHash().entries(stores.keys.running())).isEqualTo(Map.of("a.example", "2"));
    }

    @Test
    void theScriptsAreLoadedAgainAfterRedisForgotThem() {
        push(young("h", Lane.HIGH));
        stores.redis.execute(
                connection -> {
                    connection.scriptingCommands().scriptFlush();
                    return true;
                },
                true);

        assertThat(ids(claim(1))).containsExactly("h");
    }

    @Test
    void twoConsumersNeverGetTheSameEntry() {
        stores.leases.register("other");
        IntStream.range(0, 500).forEach(i -> push(young("h" + i, Lane.HIGH)));

        Set<String> mine = new HashSet<>();
        Set<String> theirs = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            mine.addAll(ids(claim(32)));
            theirs.addAll(ids(claimAs("other", 32)));
        }
        assertThat(mine).doesNotContainAnyElementsOf(theirs);
        assertThat(mine.size() + theirs.size()).isEqualTo(500);
    }

    @Test
    void waitingForWorkEndsWhenThereIsSome() {
        push(young("h", Lane.HIGH));
        stores.queue.awaitWork(Duration.ofMinutes(5));

        assertThat(ids(claim(1))).containsExactly("h");
    }

    private Map<Object, Object> running() {
        return stores.redis.opsForHash().entries(stores.keys.running());
    }

    private boolean moreLies() {
        return stores.depths().values().stream().anyMatch(depth -> depth > 0);
    }

    private void push(QueueEntry... entries) {
        stores.queue.push(List.of(entries));
    }

    private List<QueueEntry> claim(int want) {
        return claimAs(ME, want);
    }

    private List<QueueEntry> claimAs(String incarnation, int want) {
        return ((ClaimResult.Taken) stores.queue.claim(incarnation, want)).entries();
    }

    private static List<String> ids(List<QueueEntry> entries) {
        return entries.stream().map(QueueEntry::articleId).toList();
    }

    private static QueueEntry young(String id, Lane lane) {
        return QueueEntry.fresh(id, "v", lane, System.currentTimeMillis(), "");
    }

    private static QueueEntry old(String id, Lane lane) {
        return QueueEntry.fresh(id, "v", lane, System.currentTimeMillis() - 600_000, "");
    }

    private static QueueEntry on(String host, String id) {
        return QueueEntry.fresh(id, "v", Lane.HIGH, System.currentTimeMillis(), host);
    }
}
