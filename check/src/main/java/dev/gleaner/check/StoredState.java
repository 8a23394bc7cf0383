package dev.gleaner.check;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What MongoDB holds, read by cursor and never as a whole. */
public interface StoredState {
    /** All jobs, or only the open ones. */
    void jobs(boolean onlyOpen, Reader<StoredJob> reader);

    /** By id, their numbers without their lists; what is missing or unreadable is absent. */
    Map<String, StoredJob> jobs(Collection<String> jobIds);

    void tasks(Reader<StoredTask> reader);

    /** By article; what is missing or unreadable is absent. */
    Map<String, StoredTask> tasks(Collection<String> articleIds);

    /** The articles of one page of what was submitted, from 0; empty if there is none. */
    List<String> items(String jobId, int page);

    /** The jobs that have a first page of items. */
    void jobsWithItems(Reader<String> reader);

    /** The jobs for which the end of an article is noted; one may be told several times. */
    void jobsWithNotes(Reader<String> reader);

    /** What is noted of the ends of articles of a job, by article; what is missing or unreadable is absent. */
    Map<String, StoredNote> notes(String jobId, Collection<String> articleIds);

    /** Which of these jobs exist. */
    Set<String> existingJobs(Collection<String> jobIds);

    /** By article, whether its text is stored; what is missing is absent. */
    Map<String, Boolean> texts(Collection<String> articleIds);

    /** What is under way or was left half done: the id of the intent, to its job. */
    Map<String, String> intents();

    /** Ended jobs that owe something for their ends. */
    void owedEnds(Reader<OwedEnd> reader);

    /** Everything that is owed, done or not. */
    void deliveries(Reader<StoredDelivery> reader);

    /** Which of these deliveries are among those to be done. */
    Set<String> dueDeliveries(Collection<String> deliveryIds);

    /** Which of these deliveries are on record. */
    Set<String> existingDeliveries(Collection<String> deliveryIds);

    /** Noted debts, as {@code job_id#run}. */
    Set<String> debts();

    /** The schedules that their owners have not deleted. */
    void schedules(Reader<StoredSchedule> reader);

    void occurrences(Reader<StoredOccurrence> reader);

    /** The jobs that were made for schedules. */
    void origins(Reader<StoredOrigin> reader);

    /** When the occurrence of a job fired, as the job has it; null if it has none. */
    @Nullable
    Instant firedAt(String jobId);

    /** Is given what was read, one after the other. */
    interface Reader<T> {
        void read(T one);

        /** A document without a field that it must have. */
        void unreadable(String id, String reason);
    }

    /**
     * The end of a run of a job.
     *
     * @param deliveryIds what is owed for it
     * @param untold articles that should have been told of, too, and are in no message
     */
    record OwedEnd(String jobId, int run, List<String> deliveryIds, List<String> untold) {}

    /** Something owed. */
    record StoredDelivery(
            String id, String jobId, String state, @Nullable String reason) {}
}
