package dev.gleaner.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.event.Event;
import dev.gleaner.job.JobStatus;
import dev.gleaner.queue.ClaimResult;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.store.Stores;
import dev.gleaner.task.Outcome;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks.Wish;
import dev.gleaner.task.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final Duration PERIOD = Duration.ofSeconds(60);

    private final Stores stores = new Stores();
    private final Audit audit = audit(PERIOD);

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void everythingOpenIsQueuedAgainAfterRedisWasEmptied() {
        String job = stores.aJobWaitingFor(List.of("queued", "running", "waiting"));
        join(job, "queued", "running", "waiting");
        List<QueueEntry> held = claim();
        stores.tasks.start(
                held.stream().filter(one -> !one.articleId().equals("queued")).toList(), "token", stores.now());
        stores.tasks.retryLater("waiting", "token", 1, stores.now().plusSeconds(3600));

        emptyRedis();
        audit.turn();
        stores.later(Audit.SECOND_LOOK);
        audit.turn();

        assertThat(claim()).extracting(QueueEntry::articleId).containsExactlyInAnyOrder("queued", "running", "waiting");
        assertThat(task("running").state()).isEqualTo(TaskState.QUEUED);
        assertThat(task("running").crashes()).isZero();
        assertThat(task("waiting").state()).isEqualTo(TaskState.RETRY_WAIT);
        assertThat(stores.view.generation()).isPresent();
        // What waited at the first look, what was running at the second.
        assertThat(stores.events).containsExactly(new Event.Audited(2, 0, 0), new Event.Audited(1, 0, 0));
    }

    @Test
    void aTaskThatCannotBeReadKeepsNoOtherFromBeingQueued() {
        String job = stores.aJobWaitingFor(List.of("a", "b", "c"));
        join(job, "a", "b", "c");
        stores.collections.tasks().updateOne(Filters.eq("_id", "b"), Updates.unset("version"));

        emptyRedis();
        audit.turn();

        assertThat(claim()).extracting(QueueEntry::articleId).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void aTaskThatCannotBeFinishedKeepsNoOtherFromBeingQueued() {
        String job = stores.aJobWaitingFor(List.of("a", "b"));
        join(job, "a", "b");
        stores.tasks.start(claim(), "token", stores.now());
        stores.tasks.done(Map.of("a", new Outcome.Succeeded(stores.now())), Map.of("a", "token"));
        stores.collections.tasks().updateOne(Filters.eq("_id", "a"), Updates.unset("outcome"));

        emptyRedis();
        audit.turn();
        stores.later(Audit.SECOND_LOOK);
        audit.turn();

        assertThat(claim()).extracting(QueueEntry::articleId).containsExactly("b");
    }

    @Test
    void theOldOwnerOfARequeuedTaskCannotEndIt() {
        String job = stores.aJobWaitingFor(List.of("a"));
        join(job, "a");
        stores.tasks.start(claim(), "token", stores.now());
        emptyRedis();
        audit.turn();
        stores.later(Audit.SECOND_LOOK);
        audit.turn();

        stores.tasks.done(Map.of("a", new Outcome.Succeeded(stores.now())), Map.of("a", "token"));

        assertThat(task("a").state()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void aDoneTaskThatNobodyFinishedIsFinished() {
        String job = stores.aJobWaitingFor(List.of("a"));
        join(job, "a");
        stores.tasks.start(claim(), "token", stores.now());
        stores.tasks.done(
                Map.of("a", new Outcome.Failed(ErrorCode.HTTP_ERROR, "404 Not Found", stores.now())),
                Map.of("a", "token"));
        emptyRedis();
        audit.turn();
        stores.later(Audit.SECOND_LOOK);
        audit.turn();

        assertThat(stores.jobs.find(job).orElseThrow().status()).isEqualTo(JobStatus.FAILED);
        assertThat(stores.tasks.find(List.of("a"))).isEmpty();
    }

    @Test
    void whatIsHeldUnderNoLeaseIsHandedOutAgain() {
        String job = stores.aJobWaitingFor(List.of("a"));
        join(job, "a");
        assertThat(claim()).hasSize(1);
        stores.redis.opsForZSet().remove(stores.keys.consumers(), "me");

        audit.turn();

        assertThat(stores.redis.hasKey(stores.keys.held("me"))).isFalse();
        assertThat(stores.events).containsExactly(new Event.Audited(0, 1, 0));
        assertThat(claim()).extracting(QueueEntry::articleId).containsOnly("a");
    }

    @Test
    void whatWaitsForAHostThatNobodyLooksAtIsHandedOutAgain() {
        String job = stores.aJobWaitingFor(List.of("a"));
        join(job, "a");
        String entry = stores.redis.opsForList().rightPop(stores.keys.list(Lane.HIGH));
        stores.redis.opsForZSet().add(stores.keys.waitingPrefix() + "site.example", entry, 10_000_000_000_001.0);
        String version = task("a").version();

        audit.turn();

        assertThat(claim()).extracting(QueueEntry::articleId).containsExactly("a");
        assertThat(task("a").version()).isEqualTo(version);
        assertThat(stores.depths()).containsEntry("held", 1L).containsEntry("waiting", 0L);
    }

    @Test
    void whatIsNoEntryHidesNothingOfTheRest() {
        String job = stores.aJobWaitingFor(List.of("a", "b"));
        join(job, "a");
        stores.redis.opsForList().leftPush(stores.keys.list(Lane.HIGH), "nonsense");
        stores.redis.opsForZSet().add(stores.keys.delayed(), "nonsense", 1);
        join(job, "b");
        String version = task("a").version();

        assertThat(stores.view.present())
                .containsExactlyInAnyOrder("a|" + version, "b|" + task("b").version());
    }

    @Test
    void whatIsInTheQueueIsLeftAlone() {
        String job = stores.aJobWaitingFor(List.of("queued", "held", "deferred"));
        join(job, "held", "deferred");
        List<QueueEntry> held = claim();
        stores.queue.defer(
                "me",
                Map.of(
                        held.stream()
                                .filter(one -> one.articleId().equals("deferred"))
                                .findFirst()
                                .orElseThrow(),
                        Instant.now().plusSeconds(3600)));
        join(job, "queued");
        List<String> versions = List.of(
                task("queued").version(),
                task("held").version(),
                task("deferred").version());

        audit.turn();
        stores.later(Audit.SECOND_LOOK);
        audit.turn();

        assertThat(List.of(
                        task("queued").version(),
                        task("held").version(),
                        task("deferred").version()))
                .isEqualTo(versions);
    }

    @Test
    void oneMissingLookIsNotEnough() {
        String job = stores.aJobWaitingFor(List.of("a"));
        stores.tasks.join(List.of(wish("a")), new Waiter(job, 1), Instant.EPOCH, "v1", stores.now());
        stores.view.renewGeneration("known");
        audit.turn();
        // Pushed between the two looks, as a submission under way does.
        stores.queue.push(List.of(task("a").entry(stores.now())));
        stores.later(Audit.SECOND_LOOK);
        audit.turn();

        assertThat(task("a").version()).isEqualTo("v1");
    }

    @Test
    void afterALossOfAllWhatOnlyWaitsIsQueuedAgainAtOnceAndWhatRunsNeedsTwoLooks() {
        String job = stores.aJobWaitingFor(List.of("queued", "running"));
        join(job, "queued", "running");
        stores.tasks.start(
                claim().stream()
                        .filter(one -> one.articleId().equals("running"))
                        .toList(),
                "token",
                stores.now());
        emptyRedis();

        audit.turn();

        assertThat(claim()).extracting(QueueEntry::articleId).containsExactly("queued");
        assertThat(task("queued").out()).isFalse();
        assertThat(task("running").state()).isEqualTo(TaskState.RUNNING);
        stores.later(Audit.SECOND_LOOK);
        audit.turn();
        assertThat(claim()).extracting(QueueEntry::articleId).containsExactly("running");
    }

    @Test
    void onlyOneOfTheFleetAudits() {
        Audit other = audit(PERIOD);
        audit.turn();
        other.turn();
        String job = stores.aJobWaitingFor(List.of("a"));
        join(job, "a");
        String version = task("a").version();
        stores.redis.delete(stores.keys.list(Lane.HIGH));
        stores.later(Duration.ofSeconds(6));
        other.turn();

        assertThat(task("a").version()).isEqualTo(version);
    }

    @Test
    void thePlaceOfTheAuditorIsTakenForOnePeriod() {
        Duration period = Duration.ofMinutes(10);
        audit(period).turn();

        assertThat(stores.redis.getExpire(stores.keys.audit(), TimeUnit.MILLISECONDS))
                .isPositive()
                .isLessThanOrEqualTo(period.toMillis());
    }

    @Test
    void whatIsHeldBackIsNotLostEvenIfAllElseIs() {
        String job = stores.aJobWaitingFor(List.of("held", "wanted"));
        join(job, "held", "wanted");
        String other = stores.aJobWaitingFor(List.of("wanted"));
        join(other, "wanted");
        stores.jobs.pause(job, "token");
        stores.holds.align(List.of("held", "wanted"));

        emptyRedis();
        audit.turn();
        stores.later(Audit.SECOND_LOOK);
        audit.turn();

        assertThat(claim()).extracting(QueueEntry::articleId).containsExactly("wanted");
        assertThat(task("held").held()).isTrue();
        assertThat(stores.events).containsExactly(new Event.Audited(1, 0, 0));
    }

    @Test
    void whatIsHeldBackWithoutReasonIsLetGo() {
        String job = stores.aJobWaitingFor(List.of("a"));
        join(job, "a");
        // As a process leaves it that knows nothing of pauses, or that died between two of its steps.
        stores.tasks.hold(List.of(task("a")));
        QueueEntry old = claim().getFirst();
        stores.queue.ack("me", List.of(old));

        audit.turn();

        assertThat(task("a").held()).isFalse();
        assertThat(claim()).singleElement().satisfies(entry -> {
            assertThat(entry.version()).isEqualTo(task("a").version()).isNotEqualTo(old.version());
        });
        assertThat(task("a").out()).isFalse();
    }

    private Audit audit(Duration period) {
        return new Audit(
                stores.tasks,
                stores.queue,
                stores.view,
                stores.finisher,
                stores.holds,
                () -> stores.orders.all().forEach(stores.hosts::obey),
                stores.clock,
                period,
                stores.events::add);
    }

    private void emptyRedis() {
        stores.redis.delete(stores.redis.keys("{" + stores.keys.meta().split("[{}]")[1] + "}*"));
    }

    private void join(String job, String... articles) {
        stores.open(job, articles);
    }

    private List<QueueEntry> claim() {
        stores.leases.register("me");
        return ((ClaimResult.Taken) stores.queue.claim("me", 32)).entries();
    }

    private Task task(String article) {
        return stores.tasks.find(List.of(article)).get(article);
    }

    private static Wish wish(String article) {
        return new Wish(article, "https://site.example/" + article, "", Lane.HIGH);
    }
}
