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

    /** Which of these jobs exist. */
    Set<String> existingJobs(Collection<String> jobIds);

    /** By article, whether its text is stored; what is missing is absent. */
    Map<String, Boolean> texts(Collection<String> articleIds);

    /** What is under way or was left half done: the id of the intent, to its job. */
    Map<String, String> intents();

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
}
