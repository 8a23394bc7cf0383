package dev.gleaner.consumer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.gleaner.consumer.Bench;
import dev.gleaner.consumer.Faulty;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.HeldEntries;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.consumer.presence.Presence;
import dev.gleaner.event.Event;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkLoopTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Bench bench = new Bench();
    private final Presence presence = new Presence(bench.stores.leases, "here", Duration.ofSeconds(12), () -> 0);
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> started = new CopyOnWriteArrayList<>();
    private final List<Integer> pauses = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> waited = new AtomicReference<>("");
    private Faulty.Before atQueue = (method, arguments) -> {};
    private Faulty.Before atTasks = (method, arguments) -> {};
    private Runnable whilePaused = () -> {};
    private InFlight inFlight = bench.inFlight;
    private long nanos;

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatIsClaimedIsStarted() throws InterruptedException {
        presence.heartbeat();
        String[] ids = {bench.article("a"), bench.article("b")};
        bench.jobOf(ids);

        assertThat(loop().turn()).isTrue();

        assertThat(started).containsExactlyInAnyOrder(ids);
        assertThat(events).contains(new Event.Claimed(presence.incarnation(), 2));
        assertThat(waited).hasValue("");
    }

    @Test
    void withoutALeaseNothingIsClaimed() throws InterruptedException {
        bench.jobOf(bench.article("a"));

        assertThat(loop().turn()).isFalse();

        assertThat(pauses).containsExactly(1);
        assertThat(bench.stores.depths()).containsEntry("high", 1L);
    }

    @Test
    void withoutRoomNothingIsClaimed() throws InterruptedException {
        presence.heartbeat();
        Execution running = bench.runningOne();
        inFlight = new InFlight(1);
        inFlight.add(running);
        bench.jobOf(bench.article("a"));

        assertThat(loop().turn()).isFalse();

        assertThat(bench.stores.depths()).containsEntry("high", 1L);
    }

    @Test
    void aFencedClaimBeginsANewIncarnation() throws InterruptedException {
        presence.heartbeat();
        String first = presence.incarnation();
        List<String> lost = new CopyOnWriteArrayList<>();
        presence.onFenced(lost::add);
        bench.stores.die(first);

        assertThat(loop().turn()).isTrue();

        assertThat(lost).containsExactly(first);
        assertThat(presence.incarnation()).isNotEmpty().isNotEqualTo(first);
        assertThat(events).isEmpty();
    }

    @Test
    void withNothingToDoItWaitsForAHint() throws InterruptedException {
        presence.heartbeat();

        assertThat(loop().turn()).isTrue();

        assertThat(waited).hasValue("[PT5S]");
        assertThat(events).isEmpty();
    }

    @Test
    void itWaitsNoLongerThanUntilTheNextRetryIsDue() throws InterruptedException {
        presence.heartbeat();
        bench.jobOf(bench.article("a"));
        QueueEntry entry = bench.claimed().getFirst();
        bench.stores.queue.defer(bench.incarnation, Map.of(entry, Instant.EPOCH.plus(Duration.ofDays(40_000))));
        assertThat(loop().turn()).isTrue();
        assertThat(waited).hasValue("[PT5S]");

        QueueEntry soon = aHeldEntry("b");
        bench.stores.queue.defer(bench.incarnation, Map.of(soon, Instant.now().plusMillis(3_000)));
        assertThat(loop().turn()).isTrue();

        assertThat(Duration.parse(waited.get().replaceAll("[\\[\\]]", "")))
                .isBetween(Duration.ofMillis(100), Duration.ofSeconds(3));
    }

    @Test
    void whatWasHandedOutUnheardIsStarted() throws InterruptedException {
        presence.heartbeat();
        String id = bench.article("a");
        bench.jobOf(id);
        WorkLoop loop = loop();
        bench.claimedBy(presence.incarnation());

        loop.turn();
        assertThat(started).isEmpty();
        nanos += Duration.ofSeconds(6).toNanos();
        loop.turn();

        assertThat(started).containsExactly(id);
        nanos += Duration.ofSeconds(6).toNanos();
        loop.turn();
        assertThat(started).hasSize(1);
    }

    @Test
    void aLookThatFailsKeepsNobodyFromClaiming() throws InterruptedException {
        presence.heartbeat();
        String id = bench.article("a");
        bench.jobOf(id);
        atQueue = (method, arguments) -> {
            if (method.equals("held")) {
                throw new IllegalStateException("planted");
            }
        };
        WorkLoop loop = loop();
        nanos += Duration.ofSeconds(6).toNanos();

        assertThatIllegalStateException().isThrownBy(loop::turn);
        loop.turn();

        assertThat(started).containsExactly(id);
    }

    @Test
    void aStoreThatIsAwayWhileItStartsIsWaitedFor() throws InterruptedException {
        presence.heartbeat();
        String id = bench.article("a");
        bench.jobOf(id);
        mongoIsAway(2);

        assertThat(loop().turn()).isTrue();

        assertThat(started).containsExactly(id);
        assertThat(pauses).containsExactly(1, 2);
    }

    @Test
    void aStopInAnOutageGivesBackWhatWasClaimed() throws InterruptedException {
        presence.heartbeat();
        bench.jobOf(bench.article("a"));
        mongoIsAway(Integer.MAX_VALUE);
        WorkLoop loop = loop();
        whilePaused = loop::stop;

        loop.turn();

        assertThat(started).isEmpty();
        assertThat(bench.stores.depths()).containsEntry("high", 1L).containsEntry("held", 0L);
    }

    @Test
    void aLeaseThatIsLostInAnOutageTakesItsClaimsWithIt() throws InterruptedException {
        presence.heartbeat();
        bench.jobOf(bench.article("a"));
        mongoIsAway(Integer.MAX_VALUE);
        String first = presence.incarnation();
        whilePaused = () -> presence.lost(first);

        loop().turn();

        assertThat(started).isEmpty();
        assertThat(bench.stores.queue.held(first)).hasSize(1);
    }

    @Test
    void anArticleThatCannotBeStartedKeepsNoOtherFromIt() throws InterruptedException {
        presence.heartbeat();
        String[] ids = {bench.article("a"), bench.article("b"), bench.article("c")};
        bench.jobOf(ids);
        atTasks = (method, arguments) -> {
            if (method.equals("find") && arguments.contains(ids[1])) {
                throw new IllegalStateException("planted");
            }
        };

        assertThat(loop().turn()).isTrue();

        assertThat(started).containsExactlyInAnyOrder(ids[0], ids[2]);
        assertThat(bench.stores.depths()).containsEntry("held", 2L).containsEntry("delayed", 1L);
        assertThat(bench.task(ids[1]).state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void theThreadOutlivesOutagesAndBugs() {
        presence.heartbeat();
        String id = bench.article("a");
        bench.jobOf(id);
        AtomicInteger claims = new AtomicInteger();
        atQueue = (method, arguments) -> {
            if (method.equals("claim")) {
                switch (claims.incrementAndGet()) {
                    case 1, 2 -> throw Bench.away();
                    case 3 -> throw new IllegalStateException("planted");
                    default -> {}
                }
            }
        };
        AtomicReference<Throwable> died = new AtomicReference<>();
        WorkLoop loop = loop();

        loop.start((thread, fault) -> died.set(fault));
        await().atMost(LONG).until(() -> started.contains(id));
        loop.stop();

        assertThat(pauses).containsExactly(1, 2, 3);
        assertThat(died).hasValue(null);
    }

    @Test
    void anErrorIsTheEndOfTheThread() {
        presence.heartbeat();
        atQueue = (method, arguments) -> {
            if (method.equals("claim")) {
                throw new OutOfMemoryError("planted");
            }
        };
        AtomicReference<Throwable> died = new AtomicReference<>();

        loop().start((thread, fault) -> died.set(fault));

        await().atMost(LONG).until(() -> died.get() instanceof OutOfMemoryError);
    }

    @Test
    void aStopEndsAWait() {
        presence.heartbeat();
        AtomicBoolean waits = new AtomicBoolean();
        atQueue = (method, arguments) -> {
            if (method.equals("awaitWork")) {
                waits.set(true);
            }
        };
        AtomicReference<Throwable> died = new AtomicReference<>();
        WorkLoop loop = loop(bench.stores.queue);

        loop.start((thread, fault) -> died.set(fault));
        await().atMost(LONG).untilTrue(waits);
        loop.stop();

        assertThat(died).hasValue(null);
    }

    private QueueEntry aHeldEntry(String name) {
        bench.jobOf(bench.article(name));
        return bench.claimed().getFirst();
    }

    private void mongoIsAway(int calls) {
        AtomicInteger left = new AtomicInteger(calls);
        atTasks = (method, arguments) -> {
            if (method.equals("start") && left.getAndDecrement() > 0) {
                throw Bench.away();
            }
        };
    }

    /** Over a queue that never lets anybody wait. */
    private WorkLoop loop() {
        WorkQueue real = bench.stores.queue;
        return loop((WorkQueue) Proxy.newProxyInstance(
                WorkQueue.class.getClassLoader(), new Class<?>[] {WorkQueue.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("awaitWork")) {
                        waited.set(List.of(arguments).toString());
                        return null;
                    }
                    return method.invoke(real, arguments);
                }));
    }

    private WorkLoop loop(WorkQueue real) {
        WorkQueue queue = Faulty.port(WorkQueue.class, real, (method, arguments) -> atQueue.call(method, arguments));
        Tasks tasks =
                Faulty.port(Tasks.class, bench.stores.tasks, (method, arguments) -> atTasks.call(method, arguments));
        HeldEntries held = new HeldEntries(queue, tasks, inFlight, bench.outage, bench.stores.clock);
        Suspects suspects = new Suspects(inFlight, tasks, bench.outage, () -> nanos);
        Starter starter = new Starter(
                tasks,
                bench.stores.articles,
                bench.stores.finisher,
                held,
                ending -> {},
                inFlight,
                suspects,
                (execution, stored) -> started.add(execution.articleId()),
                bench.stores.clock);
        return new WorkLoop(
                queue,
                new Unheard(queue, inFlight, () -> nanos),
                starter,
                suspects,
                presence,
                inFlight,
                held,
                events::add,
                tries -> {
                    pauses.add(tries);
                    whilePaused.run();
                });
    }
}
