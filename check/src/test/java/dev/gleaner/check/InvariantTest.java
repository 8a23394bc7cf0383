package dev.gleaner.check;

import static dev.gleaner.check.Invariant.ALL_CAN_BE_READ;
import static dev.gleaner.check.Invariant.ARTICLES_ARE_TOLD;
import static dev.gleaner.check.Invariant.COMPLETED_HAS_A_TEXT;
import static dev.gleaner.check.Invariant.DEAD_CONSUMERS_ARE_REAPED;
import static dev.gleaner.check.Invariant.DEBTS_ARE_PAID;
import static dev.gleaner.check.Invariant.DELIVERY_HAS_A_JOB;
import static dev.gleaner.check.Invariant.DONE_NEVER_FALLS;
import static dev.gleaner.check.Invariant.DONE_TASK_IS_SETTLED;
import static dev.gleaner.check.Invariant.DUE_IS_DECIDED;
import static dev.gleaner.check.Invariant.ENDED_STAYS;
import static dev.gleaner.check.Invariant.END_IS_OWED;
import static dev.gleaner.check.Invariant.EXECUTIONS_ARE_EXPLAINED;
import static dev.gleaner.check.Invariant.FIRED_HAS_A_JOB;
import static dev.gleaner.check.Invariant.GIVEN_UP_HAS_A_REASON;
import static dev.gleaner.check.Invariant.HELD_BACK_IS_PAUSED;
import static dev.gleaner.check.Invariant.HELD_HAS_A_LEASE;
import static dev.gleaner.check.Invariant.JOB_HAS_FIRED;
import static dev.gleaner.check.Invariant.JOB_IS_AS_SUBMITTED;
import static dev.gleaner.check.Invariant.NOTE_FITS_END;
import static dev.gleaner.check.Invariant.NOTHING_HALF_KEPT;
import static dev.gleaner.check.Invariant.NOTHING_LEFT_AT_REST;
import static dev.gleaner.check.Invariant.NUMBERS_ADD_UP;
import static dev.gleaner.check.Invariant.ONE_END_PER_ADDRESS;
import static dev.gleaner.check.Invariant.ONE_JOB_PER_OCCURRENCE;
import static dev.gleaner.check.Invariant.OPEN_ADDRESS_HAS_A_TASK;
import static dev.gleaner.check.Invariant.OPEN_DELIVERY_IS_DUE;
import static dev.gleaner.check.Invariant.OPEN_JOB_MOVES;
import static dev.gleaner.check.Invariant.OPEN_TASK_IS_QUEUED;
import static dev.gleaner.check.Invariant.PUBLISHED_IS_TRUE;
import static dev.gleaner.check.Invariant.PUBLISHED_NEVER_FALLS;
import static dev.gleaner.check.Invariant.RUNNING_COUNTS_ARE_HELD;
import static dev.gleaner.check.Invariant.STATUS_FITS_NUMBERS;
import static dev.gleaner.check.Invariant.WAITING_HOST_IS_LISTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a broken promise is called, and what is said of it: scripts of operators read both. */
class InvariantTest {
    private static final Map<Violation, String> SENTENCES = Map.ofEntries(
            Map.entry(
                    ONE_END_PER_ADDRESS.violation("job", "art", "is listed twice"),
                    "one-end-per-address: job: art is listed twice {job_id=job, article_id=art, found=is listed twice}"),
            Map.entry(
                    JOB_IS_AS_SUBMITTED.violation("job", 2, 1, "as many"),
                    "job-is-as-submitted: job: as many: expected 2, found 1"
                            + " {job_id=job, expected=2, found=1, what=as many}"),
            Map.entry(
                    COMPLETED_HAS_A_TEXT.violation("job", "art", true),
                    "completed-has-a-text: job: art is completed, but its article has no text"
                            + " {job_id=job, article_id=art, article_exists=true}"),
            Map.entry(
                    COMPLETED_HAS_A_TEXT.violation("job", "art", false),
                    "completed-has-a-text: job: art is completed, but its article is gone"
                            + " {job_id=job, article_id=art, article_exists=false}"),
            Map.entry(
                    NUMBERS_ADD_UP.violation("job", 7L, 9, 1, 2, 3),
                    "numbers-add-up: job at revision 7: completed 1 + failed 2 + pending 3 are not 9"
                            + " {job_id=job, revision=7, total=9, completed=1, failed=2, pending=3}"),
            Map.entry(
                    STATUS_FITS_NUMBERS.violation("job", "FAILED", "1 articles are completed"),
                    "status-fits-numbers: job is FAILED, but 1 articles are completed"
                            + " {job_id=job, status=FAILED, found=1 articles are completed}"),
            Map.entry(
                    ENDED_STAYS.violation("job", 2, "was changed"),
                    "ended-stays: job ended in run 2 and was changed {job_id=job, run=2, found=was changed}"),
            Map.entry(
                    DONE_NEVER_FALLS.violation("job", "done", 2, 1),
                    "done-never-falls: job: done fell from 2 to 1 {job_id=job, what=done, before=2, after=1}"),
            Map.entry(
                    PUBLISHED_NEVER_FALLS.violation("job", "failed", 7L, 2, 1),
                    "published-never-falls: job: published failed fell from 2 to 1 at revision 7"
                            + " {job_id=job, what=failed, revision=7, before=2, after=1}"),
            Map.entry(
                    PUBLISHED_IS_TRUE.violation("job", 7L, "both"),
                    "published-is-true: job: published at revision 7: both {job_id=job, revision=7, found=both}"),
            Map.entry(
                    OPEN_ADDRESS_HAS_A_TASK.violation("job", 1, "art"),
                    "open-address-has-a-task: job: nothing works on its open art (run 1)"
                            + " {job_id=job, run=1, article_id=art}"),
            Map.entry(
                    OPEN_JOB_MOVES.violation("job", 1, "it never began"),
                    "open-job-moves: job (run 1): it never began {job_id=job, run=1, found=it never began}"),
            Map.entry(
                    OPEN_TASK_IS_QUEUED.violation("art", "QUEUED", "v1"),
                    "open-task-is-queued: task art is QUEUED, but its version v1 is nowhere in Redis"
                            + " {article_id=art, state=QUEUED, version=v1}"),
            Map.entry(
                    HELD_BACK_IS_PAUSED.violation("art", "QUEUED", "job"),
                    "held-back-is-paused: task art is QUEUED and held back, although job waits for it and is not paused"
                            + " {article_id=art, state=QUEUED, job_id=job}"),
            Map.entry(
                    DONE_TASK_IS_SETTLED.violation("art", "token", List.of("job#1")),
                    "done-task-is-settled: task art is DONE and is not settled to [job#1]"
                            + " {article_id=art, claim=token, jobs=[job#1]}"),
            Map.entry(
                    EXECUTIONS_ARE_EXPLAINED.violation("art", "RUNNING", 2, 1),
                    "executions-are-explained: task art (RUNNING) was started 2 times, but its retries and take-overs"
                            + " explain 1 {article_id=art, state=RUNNING, starts=2, explained=1}"),
            Map.entry(
                    HELD_HAS_A_LEASE.violation("me"),
                    "held-has-a-lease: entries are held by me, which has no lease {incarnation=me}"),
            Map.entry(
                    DEAD_CONSUMERS_ARE_REAPED.violation("me"),
                    "dead-consumers-are-reaped: the lease of me is over, and it is still on record {incarnation=me}"),
            Map.entry(
                    WAITING_HOST_IS_LISTED.violation("a.example"),
                    "waiting-host-is-listed: entries wait for a.example, which is not among the hosts that are"
                            + " looked at {host=a.example}"),
            Map.entry(
                    RUNNING_COUNTS_ARE_HELD.violation("a.example", -2L),
                    "running-counts-are-held: the running count of a.example is off by -2"
                            + " {host=a.example, surplus=-2}"),
            Map.entry(
                    NOTE_FITS_END.violation("job", "art", "failed", "a text"),
                    "note-fits-end: job: art is failed, but the note of its end tells of a text"
                            + " {job_id=job, article_id=art, end=failed, note=a text}"),
            Map.entry(
                    NOTHING_HALF_KEPT.violation("job"),
                    "nothing-half-kept: there are pages or notes of job, but no such job and nothing that leads to it"
                            + " {job_id=job}"),
            Map.entry(
                    END_IS_OWED.violation("job", 1, List.of("callback")),
                    "end-is-owed: job (run 1): what is owed for its end is not on record: [callback]"
                            + " {job_id=job, run=1, missing=[callback]}"),
            Map.entry(
                    ARTICLES_ARE_TOLD.violation("job", 1, List.of("art")),
                    "articles-are-told: job (run 1): articles that ended were not told: [art]"
                            + " {job_id=job, run=1, articles=[art]}"),
            Map.entry(
                    DEBTS_ARE_PAID.violation("job", 1),
                    "debts-are-paid: job: run 1 has ended, and its debt is not paid {job_id=job, run=1}"),
            Map.entry(
                    OPEN_DELIVERY_IS_DUE.violation("dlv", "job"),
                    "open-delivery-is-due: delivery dlv of job is queued, but not among those to be done"
                            + " {delivery_id=dlv, job_id=job}"),
            Map.entry(
                    GIVEN_UP_HAS_A_REASON.violation("dlv", "job"),
                    "given-up-has-a-reason: delivery dlv of job was given up without a reason"
                            + " {delivery_id=dlv, job_id=job}"),
            Map.entry(
                    DELIVERY_HAS_A_JOB.violation("dlv", "job"),
                    "delivery-has-a-job: delivery dlv belongs to job, which does not exist"
                            + " {delivery_id=dlv, job_id=job}"),
            Map.entry(
                    DUE_IS_DECIDED.violation("news", "2026-03-29T01:00:00Z"),
                    "due-is-decided: news was due at 2026-03-29T01:00:00Z, and nobody has decided it"
                            + " {schedule=news, due_at=2026-03-29T01:00:00Z}"),
            Map.entry(
                    ONE_JOB_PER_OCCURRENCE.violation("news@1", "job_1", "job_2"),
                    "one-job-per-occurrence: news@1 has two jobs, job_1 and job_2"
                            + " {occurrence=news@1, job_id=job_1, other_job_id=job_2}"),
            Map.entry(
                    FIRED_HAS_A_JOB.violation("news@1", "job_1"),
                    "fired-has-a-job: news@1 has fired, but its job job_1 does not exist"
                            + " {occurrence=news@1, job_id=job_1}"),
            Map.entry(
                    JOB_HAS_FIRED.violation("job_1", "news@1", "MISSED"),
                    "job-has-fired: job_1 was made for news@1, which is MISSED"
                            + " {job_id=job_1, occurrence=news@1, found=MISSED}"),
            Map.entry(
                    NOTHING_LEFT_AT_REST.violation("held", "art|v1"),
                    "nothing-left-at-rest: left in held: art|v1 {where=held, what=art|v1}"),
            Map.entry(
                    ALL_CAN_BE_READ.violation("low", "nonsense", "it is none"),
                    "all-can-be-read: nonsense of low cannot be read: it is none"
                            + " {where=low, id=nonsense, reason=it is none}"));

    @Test
    void everyInvariantSaysByWhatItIsBroken() {
        assertThat(SENTENCES.keySet().stream().map(Violation::invariant)).containsAll(EnumSet.allOf(Invariant.class));
        SENTENCES.forEach((violation, sentence) -> assertThat(
                        "%s: %s %s".formatted(violation.invariant().id(), violation.text(), violation.facts()))
                .isEqualTo(sentence));
    }

    @Test
    void aViolationHasTheFactsOfItsInvariant() {
        for (Invariant invariant : Invariant.values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> invariant.violation(Arrays.copyOf(new Object[] {"one"}, 7)))
                    .withMessageContaining(invariant.id());
        }
    }

    @Test
    void equalFactsAreTheSameFindingWhateverTheirWidth() {
        assertThat(DONE_NEVER_FALLS.violation("job", "run", 2, 1))
                .isEqualTo(DONE_NEVER_FALLS.violation("job", "run", 2L, 1L));
    }
}
