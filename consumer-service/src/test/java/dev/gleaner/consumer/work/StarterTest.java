package dev.gleaner.consumer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gleaner.article.Articles;
import dev.gleaner.article.Articles.Version;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.Bench;
import dev.gleaner.consumer.Faulty;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.settle.Ending;
import dev.gleaner.id.Ids;
import dev.gleaner.job.JobStatus;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.task.Outcome;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StarterTest {
    private final Bench bench = new Bench();
    private final Suspects suspects = new Suspects(bench.inFlight, bench.stores.tasks, bench.outage, () -> 0);
    private final List<Ending> endings = new ArrayList<>();
    private final Map<Execution, Version> handedOver = new LinkedHashMap<>();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatIsQueuedIsHandedOver() {
        String id = bench.article("one");
        bench.jobOf(id);

        start(bench.claimed());

        Execution execution = only();
        assertThat(execution.articleId()).isEqualTo(id);
        assertThat(execution.incarnation()).isEqualTo(bench.incarnation);
        assertThat(bench.task(id).state()).isEqualTo(TaskState.RUNNING);
        assertThat(bench.task(id).claim()).isEqualTo(execution.claim());
        assertThat(bench.inFlight.contains(execution.entry())).isTrue();
        assertThat(handedOver).containsEntry(execution, null);
    }

    @Test
    void theVersionThatIsStoredGoesAlong() {
        String id = scrapedOnce();
        bench.stores.later(Duration.ofMinutes(1));
        open(id, bench.stores.now());

        start(bench.claimed());

        assertThat(handedOver.get(only())).isEqualTo(new Version("https://site.example/final", "\"1\"", null));
    }

    @Test
    void whatIsYoungEnoughEndsWithoutAFetch() {
        String id = scrapedOnce();
        bench.stores.later(Duration.ofMinutes(1));
        open(id, Instant.EPOCH);

        start(bench.claimed());

        assertThat(endings)
                .singleElement()
                .isInstanceOfSatisfying(
                        Ending.Fresh.class,
                        ending -> assertThat(ending.outcome().at()).isEqualTo(bench.stores.now()));
        assertThat(handedOver).isEmpty();
        assertThat(bench.inFlight.size()).isEqualTo(1);
    }

    @Test
    void anEntryWithoutATaskIsVoid() {
        String id = bench.article("one");
        String job = bench.jobOf(id);
        bench.stores.tasks.leave(List.of(id), new Waiter(job, 1));
        bench.stores.tasks.removeUnwanted(List.of(id));

        start(bench.claimed());

        assertVoid();
    }

    @Test
    void anEntryOfAnOlderVersionIsVoid() {
        String id = bench.article("one");
        bench.jobOf(id);
        List<QueueEntry> old = bench.claimed();
        bench.stores.tasks.requeue(List.of(bench.task(id)), Ids.token());

        start(old);

        assertVoid();
        assertThat(bench.task(id).state()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void anEntryWhoseTaskIsHeldBackIsVoid() {
        String id = bench.article("one");
        bench.jobOf(id);
        bench.stores.tasks.hold(List.of(bench.task(id)));

        start(bench.claimed());

        assertVoid();
        assertThat(bench.task(id).state()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void aRetryThatIsHeldBackIsVoidAndNotDeferred() {
        Execution execution = bench.runningOne();
        bench.stores.tasks.retryLater(
                execution.articleId(), execution.claim(), 1, bench.stores.now().plusSeconds(60));
        bench.stores.tasks.hold(List.of(bench.task(execution.articleId())));
        bench.held().forget(execution);

        start(List.of(execution.entry()));

        assertVoid();
        assertThat(bench.task(execution.articleId()).state()).isEqualTo(TaskState.RETRY_WAIT);
    }

    @Test
    void anEntryWhoseTaskRunsElsewhereIsVoid() {
        Execution elsewhere = bench.runningOne();
        bench.held().forget(elsewhere);

        start(List.of(elsewhere.entry()));

        assertVoid();
        assertThat(bench.task(elsewhere.articleId()).claim()).isEqualTo(elsewhere.claim());
    }

    @Test
    void anEntryThatIsWorkedOnHereIsLeftAlone() {
        Execution running = bench.runningOne();

        assertThat(starter()
                        .batch(bench.incarnation, List.of(running.entry(), running.entry()))
                        .entries())
                .isEmpty();
    }

    @Test
    void anEntryThatCameTwiceIsStartedOnce() {
        String id = bench.article("one");
        bench.jobOf(id);
        QueueEntry entry = bench.claimed().getFirst();

        start(List.of(entry, entry));

        assertThat(only().entry()).isEqualTo(entry);
    }

    @Test
    void whatADeadConsumerHadIsStartedAgain() {
        Execution dead = bench.runningOne();

        start(List.of(revived(dead)));

        assertThat(only().task().crashes()).isEqualTo(1);
    }

    @Test
    void whatConsumersDieOfIsGivenUp() {
        Execution dead = bench.runningOne();
        dieOf(dead, true);
        Execution again = only();
        dieOf(again, true);

        assertThat(handedOver).isEmpty();
        assertThat(endings).singleElement().isInstanceOfSatisfying(Ending.Failed.class, ending -> {
            assertThat(ending.missed().code()).isEqualTo(ErrorCode.CRASHED_CONSUMER);
            assertThat(ending.missed().error())
                    .isEqualTo("2 consumers died while they read this page or worked on nothing else");
        });
    }

    @Test
    void whatConsumersDieBesideIsNot() {
        Execution running = bench.runningOne();
        for (int death = 1; death <= 5; death++) {
            dieOf(running, false);
            running = only();
            assertThat(running.task().crashes()).isEqualTo(death);
            assertThat(running.task().blamed()).isZero();
        }
        assertThat(endings).isEmpty();
    }

    @Test
    void aDeathUnderAnEarlierClaimCountsForNothing() {
        Execution first = bench.runningOne();
        bench.stores.tasks.liable(first.articleId(), first.claim(), true);
        bench.held().giveBack(first);
        start(bench.claimed());
        Execution second = only();
        bench.stores.tasks.liable(first.articleId(), first.claim(), true);

        dieOf(second, false);

        assertThat(only().task().crashes()).isEqualTo(1);
        assertThat(only().task().blamed()).isZero();
    }

    @Test
    void ofThoseThatAreWorkedOnAloneOneIsAndTheOthersComeBackLater() {
        String[] ids = {bench.article("a"), bench.article("b"), bench.article("c")};
        bench.jobOf(ids);
        Map<String, Execution> running = bench.running();
        for (int death = 1; death <= 2; death++) {
            handedOver.clear();
            bench.inFlight.all().forEach(bench.held()::forget);
            bench.stores.die(bench.incarnation);
            bench.stores.leases.reap(bench.incarnation);
            bench.stores.leases.register(bench.incarnation);
            start(bench.claimed());
        }

        Execution alone = only();
        assertThat(suspects.isTaken()).isTrue();
        assertThat(bench.stores.depths()).containsEntry("delayed", 2L);
        assertThat(running.keySet()).allSatisfy(id -> {
            assertThat(bench.task(id).crashes()).isEqualTo(2);
            assertThat(bench.task(id).state())
                    .isEqualTo(id.equals(alone.articleId()) ? TaskState.RUNNING : TaskState.QUEUED);
        });
    }

    /** Its consumer dies, and another takes it over. */
    private void dieOf(Execution running, boolean liable) {
        if (liable) {
            bench.stores.tasks.liable(running.articleId(), running.claim(), true);
        }
        handedOver.clear();
        bench.inFlight.all().forEach(bench.held()::forget);
        start(List.of(revived(running)));
    }

    @Test
    void whatNobodyWaitsForIsDropped() {
        String id = bench.article("one");
        String job = bench.jobOf(id);
        bench.stores.tasks.leave(List.of(id), new Waiter(job, 1));

        start(bench.claimed());

        assertVoid();
        assertThat(bench.stores.tasks.find(List.of(id))).isEmpty();
    }

    @Test
    void aRetryThatIsNotDueWaitsOn() {
        Execution execution = bench.runningOne();
        Instant due = bench.stores.now().plus(Duration.ofMinutes(5));
        bench.stores.tasks.retryLater(execution.articleId(), execution.claim(), 1, due);
        bench.held().forget(execution);

        start(List.of(execution.entry()));

        assertThat(handedOver).isEmpty();
        assertThat(bench.stores.depths()).containsEntry("held", 0L).containsEntry("delayed", 1L);
        assertThat(bench.task(execution.articleId()).state()).isEqualTo(TaskState.RETRY_WAIT);
    }

    @Test
    void aRetryThatIsDueIsStarted() {
        Execution execution = bench.runningOne();
        Instant due = bench.stores.now().plus(Duration.ofMinutes(5));
        bench.stores.tasks.retryLater(execution.articleId(), execution.claim(), 1, due);
        bench.held().forget(execution);
        bench.stores.later(Duration.ofMinutes(5));

        start(List.of(execution.entry()));

        assertThat(only().task().attempt()).isEqualTo(1);
    }

    @Test
    void whatWasLeftDoneIsFinished() {
        String id = bench.article("one");
        String job = bench.jobOf(id);
        Execution dead = bench.running().get(id);
        bench.stores.tasks.done(Map.of(id, new Outcome.Succeeded(bench.stores.now())), Map.of(id, dead.claim()));
        bench.held().forget(dead);

        start(List.of(dead.entry()));

        assertVoid();
        assertThat(bench.job(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(bench.stores.tasks.count()).isZero();
    }

    @Test
    void aBatchIsStartedAgainAfterAnOutageUnderItsOwnToken() {
        String id = bench.article("one");
        bench.jobOf(id);
        List<Boolean> away = new ArrayList<>(List.of(true));
        Articles articles = Faulty.port(Articles.class, bench.stores.articles, (method, arguments) -> {
            if (!away.isEmpty()) {
                away.removeFirst();
                throw Bench.away();
            }
        });
        Starter starter = starter(articles);
        Starter.Batch batch = starter.batch(bench.incarnation, bench.claimed());

        assertThatExceptionOfType(StoreAwayException.class).isThrownBy(() -> starter.start(batch));
        assertThat(bench.inFlight.isEmpty()).isTrue();
        starter.start(batch);

        assertThat(only().claim()).isEqualTo(batch.claim());
    }

    private void start(List<QueueEntry> entries) {
        Starter starter = starter();
        starter.start(starter.batch(bench.incarnation, entries));
    }

    private Starter starter() {
        return starter(bench.stores.articles);
    }

    private Starter starter(Articles articles) {
        return new Starter(
                bench.stores.tasks,
                articles,
                bench.stores.finisher,
                bench.held(),
                endings::add,
                bench.inFlight,
                suspects,
                handedOver::put,
                bench.stores.clock);
    }

    private String scrapedOnce() {
        String id = bench.article("one");
        bench.stores.articles.storeScraped(List.of(bench.scraped(id, "What was read")));
        return id;
    }

    private void open(String id, Instant needAfter) {
        String job = bench.stores.aJobWaitingFor(List.of(id));
        bench.stores.open(new Waiter(job, 1), needAfter, id);
    }

    private static QueueEntry revived(Execution execution) {
        String text = execution.entry().text();
        return QueueEntry.parse(text.endsWith("!") ? text : text + "!").orElseThrow();
    }

    private Execution only() {
        assertThat(handedOver).hasSize(1);
        return handedOver.keySet().iterator().next();
    }

    private void assertVoid() {
        assertThat(handedOver).isEmpty();
        assertThat(endings).isEmpty();
        assertThat(bench.inFlight.isEmpty()).isTrue();
        assertThat(bench.stores.depths()).containsEntry("held", 0L);
    }
}
