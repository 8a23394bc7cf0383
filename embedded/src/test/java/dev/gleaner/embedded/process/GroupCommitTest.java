package dev.gleaner.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    @Test
    void callersThatComeDuringACommitShareTheNextOne() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        CountDownLatch firstIsRunning = new CountDownLatch(1);
        CountDownLatch firstMayEnd = new CountDownLatch(1);
        GroupCommit group = new GroupCommit(() -> {
            if (commits.incrementAndGet() == 1) {
                firstIsRunning.countDown();
                awaitQuietly(firstMayEnd);
            }
        });
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            Future<?> first = threads.submit(group::await);
            firstIsRunning.await();
            List<Thread> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(Thread.ofPlatform().start(group::await));
            }
            await().until(() -> waiting.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
            assertThat(first).isNotDone();

            firstMayEnd.countDown();
            first.get();
            for (Thread thread : waiting) {
                thread.join();
            }
        }
        assertThat(commits).hasValue(2);
    }

    @Test
    void aFailedCommitIsThrownAndTriedAgainByTheNextCaller() {
        AtomicInteger commits = new AtomicInteger();
        GroupCommit group = new GroupCommit(() -> {
            if (commits.incrementAndGet() == 1) {
                throw new IllegalStateException("disk full");
            }
        });
        assertThatThrownBy(group::await).hasMessage("disk full");
        group.await();
        assertThat(commits).hasValue(2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
