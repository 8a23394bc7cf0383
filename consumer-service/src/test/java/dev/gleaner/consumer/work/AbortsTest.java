package dev.gleaner.consumer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.consumer.Bench;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.Execution.AbortReason;
import dev.gleaner.job.JobStatus;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.task.Waiter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AbortsTest {
    private final Bench bench = new Bench();
    private final Aborts aborts = new Aborts(bench.inFlight, bench.stores.tasks);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void onlyWhatNobodyWaitsForIsUnwanted() {
        String wanted = bench.article("wanted");
        String unwanted = bench.article("unwanted");
        String job = bench.jobOf(wanted, unwanted);
        Map<String, Execution> running = bench.running();
        bench.stores.tasks.leave(List.of(unwanted), new Waiter(job, 1));

        aborts.unwanted();

        assertThat(running.get(unwanted).abortReason()).isEqualTo(AbortReason.UNWANTED);
        assertThat(running.get(wanted).abortReason()).isNull();
    }

    @Test
    void aCancelledJobIsHeard() {
        String id = bench.article("one");
        String job = bench.jobOf(id);
        Execution execution = bench.running().get(id);
        bench.stores.tasks.leave(List.of(id), new Waiter(job, 1));

        aborts.heard(List.of(update(job, JobStatus.IN_PROGRESS)));
        assertThat(execution.abortReason()).isNull();
        aborts.heard(List.of(update(job, JobStatus.CANCELLED)));

        await().atMost(Duration.ofSeconds(30)).until(() -> execution.abortReason() == AbortReason.UNWANTED);
    }

    @Test
    void aLostLeaseAbortsWhatWasHeldUnderIt() {
        Execution execution = bench.runningOne();

        aborts.fenced("another");
        assertThat(execution.abortReason()).isNull();
        aborts.fenced(bench.incarnation);

        assertThat(execution.abortReason()).isEqualTo(AbortReason.FENCED);
    }

    @Test
    void aStopAbortsWhatDoesNotEndInTime() throws InterruptedException {
        Execution execution = bench.runningOne();
        Thread worker = Thread.ofVirtual().start(() -> {
            await().atMost(Duration.ofSeconds(30)).until(() -> execution.abortReason() != null);
            bench.held().giveBack(execution);
        });

        aborts.stopping(Duration.ZERO);

        assertThat(execution.abortReason()).isEqualTo(AbortReason.STOPPING);
        worker.join();
        assertThat(bench.inFlight.isEmpty()).isTrue();
        assertThat(bench.stores.depths()).containsEntry("high", 1L);
    }

    private static ProgressUpdate update(String job, JobStatus status) {
        return new ProgressUpdate(job, null, null, null, status, 0, 0, 1, 1);
    }
}
