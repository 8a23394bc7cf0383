package dev.gleaner.consumer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.consumer.Bench;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.Execution.AbortReason;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.id.Ids;
import dev.gleaner.queue.QueueEntry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SuspectsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Bench bench = new Bench();
    private final InFlight inFlight = bench.inFlight;
    private long nanos;
    private final Suspects suspects = new Suspects(inFlight, bench.stores.tasks, bench.outage, () -> nanos);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatWasInNoDeadConsumerIsNotAskedAbout() throws InterruptedException {
        Execution ordinary = deaths(0, "a");
        suspects.begin(ordinary);

        ordinary.reading(() -> ownerDies(ordinary));

        assertThat(bench.task(ordinary.articleId()).blamed()).isZero();
        assertThat(mayOthersStart()).isTrue();
    }

    @Test
    void whatWasInOneIsLiableWhileItIsRead() {
        Execution second = deaths(1, "a");
        suspects.begin(second);

        second.reading(() -> ownerDies(second));

        assertThat(bench.task(second.articleId()).blamed()).isEqualTo(1);
    }

    @Test
    void andNeitherBeforeNorAfter() {
        Execution before = deaths(1, "a");
        suspects.begin(before);
        ownerDies(before);
        assertThat(bench.task(before.articleId()).blamed()).isZero();

        Execution after = deaths(1, "b");
        suspects.begin(after);
        after.reading(() -> "read");
        ownerDies(after);

        assertThat(bench.task(after.articleId()).blamed()).isZero();
    }

    @Test
    void whatWasInTwoIsLiableFromItsTurnOn() throws InterruptedException {
        Execution third = deaths(2, "a");
        suspects.take(third);
        Thread worker = begin(third);
        assertThat(mayOthersStart()).isFalse();
        worker.join();

        ownerDies(third);

        assertThat(bench.task(third.articleId()).blamed()).isEqualTo(1);
    }

    @Test
    void itsTurnComesWhenItIsAloneAndNothingElseStartsUntilItHasEnded() throws InterruptedException {
        Execution other = deaths(0, "other");
        Execution third = deaths(2, "a");
        suspects.take(third);
        Thread worker = begin(third);

        assertThat(mayOthersStart()).isFalse();
        assertThat(worker.isAlive()).isTrue();
        bench.held().giveBack(other);
        assertThat(mayOthersStart()).isFalse();
        worker.join();
        assertThat(mayOthersStart()).isFalse();

        bench.held().giveBack(third);
        assertThat(mayOthersStart()).isTrue();
        assertThat(suspects.isTaken()).isFalse();
    }

    @Test
    void othersGetAsLongATurnAsItTook() throws InterruptedException {
        Execution other = deaths(0, "other");
        Execution first = deaths(2, "a");
        suspects.take(first);
        assertThat(mayOthersStart()).isFalse();
        nanos += 7;
        bench.held().giveBack(first);
        suspects.claimed(1);
        assertThat(mayOthersStart()).isTrue();

        Execution second = deaths(2, "b");
        suspects.take(second);
        nanos += 6;
        assertThat(mayOthersStart()).isTrue();
        nanos += 1;
        assertThat(mayOthersStart()).isFalse();
        bench.held().forget(other);
    }

    @Test
    void butNoneIfThereIsNothingElseToDo() throws InterruptedException {
        Execution first = deaths(2, "a");
        suspects.take(first);
        assertThat(mayOthersStart()).isFalse();
        nanos += 7;
        bench.held().giveBack(first);
        assertThat(mayOthersStart()).isTrue();
        suspects.take(deaths(2, "b"));

        assertThat(mayOthersStart()).as("before anything was asked for").isTrue();
        suspects.claimed(0);
        assertThat(mayOthersStart()).isFalse();
    }

    @Test
    void anAbortEndsTheWait() throws InterruptedException {
        deaths(0, "other");
        Execution third = deaths(2, "a");
        suspects.take(third);
        AtomicReference<Boolean> begun = new AtomicReference<>();
        // An abort that comes before the thread is bound finds nothing to interrupt; then it does not even begin.
        Thread worker =
                Thread.ofVirtual().start(() -> begun.set(third.begin(Thread.currentThread()) && suspects.begin(third)));

        third.abort(AbortReason.FENCED);
        worker.join();

        assertThat(begun).hasValue(false);
        bench.held().forget(third);
        assertThat(mayOthersStart()).isTrue();
        assertThat(suspects.isFree()).isTrue();
    }

    @Test
    void aStopAbortsWhatWaitsAndLeavesWhatRuns() throws InterruptedException {
        Execution waits = deaths(2, "a");
        suspects.take(waits);
        suspects.stop();
        assertThat(waits.abortReason()).isEqualTo(AbortReason.STOPPING);
        bench.held().giveBack(waits);

        Execution runs = deaths(2, "b");
        suspects.take(runs);
        suspects.claimed(0);
        begin(runs);
        await().atMost(LONG).until(() -> !mayOthersStart());
        suspects.stop();

        assertThat(runs.abortReason()).isNull();
    }

    private boolean mayOthersStart() throws InterruptedException {
        return suspects.othersMayStart(0, TimeUnit.MILLISECONDS);
    }

    private Thread begin(Execution execution) {
        return Thread.ofVirtual().start(() -> {
            execution.begin(Thread.currentThread());
            suspects.begin(execution);
        });
    }

    /** An article in flight, after so many consumers have died beside it. */
    private Execution deaths(int count, String name) {
        String id = bench.article(name);
        bench.jobOf(id);
        Execution execution = bench.running().get(id);
        for (int death = 1; death <= count; death++) {
            bench.held().forget(execution);
            QueueEntry entry = ownerDies(execution);
            execution = new Execution(
                    entry,
                    bench.task(id),
                    bench.incarnation,
                    String.valueOf(bench.task(id).claim()));
            inFlight.add(execution);
        }
        return execution;
    }

    private QueueEntry ownerDies(Execution execution) {
        String text = execution.entry().text();
        QueueEntry entry =
                QueueEntry.parse(text.endsWith("!") ? text : text + "!").orElseThrow();
        bench.stores.tasks.start(List.of(entry), Ids.token(), bench.stores.now());
        return entry;
    }
}
