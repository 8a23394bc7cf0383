package dev.gleaner.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.Articles;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.Effort.Brought;
import dev.gleaner.job.Efforts.Note;
import dev.gleaner.store.Stores;
import dev.gleaner.task.Outcome;
import dev.gleaner.task.Task;
import dev.gleaner.task.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the end of an article took, on its way from a done task to whoever asks. */
class EffortsTest {
    private static final Effort FETCHED = new Effort(Brought.FETCHED, 1200L, 300L, Duration.ofMillis(45), 2);
    private static final Effort NOTHING = new Effort(Brought.NOTHING, 80L, 0L, Duration.ofMillis(5), 4);

    private final Stores stores = new Stores();

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void everyWaiterHasTheEffortOfTheOneTask() {
        String first = stores.aJobWaitingFor(List.of("a", "b"));
        String second = stores.aJobWaitingFor(List.of("a"));
        stores.open(first, "a", "b");
        stores.open(second, "a");

        stores.finisher.finish(List.of(
                done("a", new Outcome.Succeeded(stores.now(), FETCHED)),
                done("b", new Outcome.Failed(ErrorCode.HTTP_ERROR, "404", stores.now(), NOTHING))));

        assertThat(stores.efforts.find(first, List.of("a", "b", "c")))
                .containsOnly(
                        Map.entry("a", new Note(first, 1, "a", FETCHED)),
                        Map.entry("b", new Note(first, 1, "b", NOTHING)));
        assertThat(stores.efforts.find(second, List.of("a")))
                .containsOnly(Map.entry("a", new Note(second, 1, "a", FETCHED)));
        assertThat(stores.jobs.find(first).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void whatIsNotKnownStaysUnknown() {
        Effort found = new Effort(Brought.FETCHED, null, null, null, 1);
        stores.efforts.note(List.of(new Note("job_1", 1, "a", found)));
        assertThat(stores.efforts.find("job_1", List.of("a")).get("a").effort()).isEqualTo(found);
    }

    @Test
    void theFirstNoteOfARunStandsAndALaterRunReplacesIt() {
        stores.efforts.note(List.of(new Note("job_1", 2, "a", FETCHED)));

        stores.efforts.note(List.of(new Note("job_1", 2, "a", NOTHING), new Note("job_1", 1, "a", NOTHING)));
        assertThat(note()).isEqualTo(new Note("job_1", 2, "a", FETCHED));

        stores.efforts.note(List.of(new Note("job_1", 3, "a", NOTHING)));
        assertThat(note()).isEqualTo(new Note("job_1", 3, "a", NOTHING));
    }

    @Test
    void whatAConsumerOfAnEarlierVersionEndedHasNoNoteAndIsSettledAllTheSame() {
        String job = stores.aJobWaitingFor(List.of("a"));
        stores.open(job, "a");

        stores.finisher.finish(List.of(done("a", new Outcome.Succeeded(stores.now()))));

        assertThat(stores.efforts.find(job, List.of("a"))).isEmpty();
        assertThat(stores.jobs.find(job).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
    }

    /** Nothing would lead to it any more. */
    @Test
    void noNoteIsLeftOfAJobThatWasRemovedMeanwhile() {
        String job = stores.aJobWaitingFor(List.of("a"));
        stores.open(job, "a");
        Task done = done("a", new Outcome.Succeeded(stores.now(), FETCHED));
        stores.jobs.remove(job, 1);

        stores.finisher.finish(List.of(done));

        assertThat(stores.collections.jobEfforts().countDocuments()).isZero();
    }

    @Test
    void aTextThatArrivedOtherwiseIsNoted() {
        String job = stores.aJobWaitingFor(List.of("a"));
        Effort fresh = Effort.found(new Articles.Text("hash", 12L, stores.now().minusSeconds(1)), stores.now());

        stores.finisher.arrived(new Waiter(job, 1), Map.of("a", fresh));

        assertThat(stores.efforts.find(job, List.of("a")).get("a").effort().brought())
                .isEqualTo(Brought.FRESH);
        assertThat(stores.jobs.find(job).orElseThrow().completed()).isEqualTo(1);
    }

    @Test
    void aTextThatCameAfterItWasAskedForIsNewToWhoeverAsked() {
        Instant asked = stores.now();
        assertThat(Effort.found(new Articles.Text("hash", 12L, asked), asked).brought())
                .isEqualTo(Brought.FETCHED);
        assertThat(Effort.found(new Articles.Text("hash", 12L, asked.minusMillis(1)), asked)
                        .brought())
                .isEqualTo(Brought.FRESH);
        assertThat(Effort.found(new Articles.Text("hash", null, null), asked).brought())
                .isEqualTo(Brought.FRESH);
        assertThat(Effort.found(null, asked).contentBytes()).isNull();
    }

    @Test
    void allOfAJobAreRemovedByItsPages() {
        List<Item> items = List.of(item("a"), item("b"));
        stores.items.write("job_1", items);
        stores.efforts.note(List.of(
                new Note("job_1", 1, "a", FETCHED),
                new Note("job_1", 1, "b", NOTHING),
                new Note("job_2", 1, "a", FETCHED)));

        stores.efforts.remove("job_1", 2, stores.items);

        assertThat(stores.efforts.find("job_1", List.of("a", "b"))).isEmpty();
        assertThat(stores.efforts.find("job_2", List.of("a"))).hasSize(1);
    }

    private Note note() {
        return stores.efforts.find("job_1", List.of("a")).get("a");
    }

    private Task done(String article, Outcome outcome) {
        stores.leases.register("me");
        stores.queue.claim("me", 32);
        Task queued = stores.tasks.find(List.of(article)).get(article);
        stores.tasks.start(List.of(queued.entry(stores.now())), "token-" + article, stores.now());
        stores.tasks.done(Map.of(article, outcome), Map.of(article, "token-" + article));
        return stores.tasks.find(List.of(article)).get(article);
    }

    private static Item item(String article) {
        return new Item(article, "https://site.example/" + article, "site.example", null, null, 5, false);
    }
}
