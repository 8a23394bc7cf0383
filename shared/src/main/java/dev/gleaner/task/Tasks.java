package dev.gleaner.task;

import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.job.Item;
import dev.gleaner.job.Try;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The open work. Every change is one conditional update of one document; a miss is a lost race and normal. */
public interface Tasks {
    /**
     * Lets a job wait for open tasks; creates those that do not exist, with this version and still to be pushed. A task
     * that is done is not touched.
     *
     * @param needAfter of the job, for those of its articles that have none of their own
     */
    void join(Collection<Wish> wishes, Waiter waiter, Instant needAfter, String version, Instant now);

    /** Gives queued tasks that were pushed to a worse lane a new version in the better one, still to be pushed. */
    void raise(Collection<Wish> wishes, String version);

    /**
     * Moves queued tasks to another lane, under a new version that is still to be pushed: to a better one in any case, to a
     * worse one only where nobody but this waiter waits.
     */
    void move(Collection<String> articleIds, Waiter waiter, Lane lane, String version);

    /** Holds back open tasks for which the same jobs wait as when they were read: they are not started until let go. */
    void hold(Collection<Task> asRead);

    /** Lets held tasks go; those that wait get a new version, still to be pushed. */
    void letGo(Collection<String> articleIds, String version);

    /** Notes that entries of these versions were pushed. */
    void pushed(Collection<String> articleIds, Collection<String> versions);

    /** By article; unknown ids are absent. */
    Map<String, Task> find(Collection<String> articleIds);

    /**
     * Starts what the entries entitle to: queued tasks and due retries of the entry's version; a revived entry also
     * starts a running task again and counts a crash, against the article if that was liable for it. What is held back is not
     * started; a running task whose consumer died waits again.
     *
     * @param claim a token never used before
     */
    void start(Collection<QueueEntry> entries, String claim, Instant now);

    /**
     * Says whether the death of its consumer counts against the article of a running task, from now on and as long as this
     * claim owns it; nothing happens if it does not.
     */
    void liable(String articleId, String claim, boolean counts);

    /** Ends a running task, if this claim still owns it. */
    void done(Map<String, Outcome> outcomes, Map<String, String> claims);

    /** Lets a running task wait for its next attempt, if this claim still owns it; false if not. */
    boolean retryLater(String articleId, String claim, int attempt, Instant dueAt);

    /**
     * The same after an attempt that failed.
     *
     * @param tries of the task, that one among them
     */
    boolean retryLater(String articleId, String claim, int attempt, Instant dueAt, List<Try> tries);

    /** Makes running tasks queued again with the same version, where this claim still owns them. */
    void giveBack(Map<String, String> claims);

    /** Deletes done tasks that were settled. */
    void remove(Collection<Task> settled);

    /** Deletes a running task that nobody waits for, if this claim still owns it; false if somebody waits. */
    boolean removeUnwanted(String articleId, String claim);

    /** Deletes waiting tasks that nobody waits for. */
    void removeUnwanted(Collection<String> articleIds);

    /** A job waits no longer. */
    void leave(Collection<String> articleIds, Waiter waiter);

    /** Which of these nobody waits for any more. */
    Set<String> unwanted(Collection<String> articleIds);

    /** Reads all tasks, one after the other; one that is spoiled is passed over. */
    void scan(Consumer<Task> reader);

    /** How many there are, as the store has it at hand; a crash of the store may leave it a little off. */
    long count();

    /** Makes lost tasks queued again with a new version, where they still are as they were read; none of them is done. */
    void requeue(Collection<Task> lost, String version);

    /**
     * What a job wants of one article.
     *
     * @param lane that its priority stands for
     * @param options of the fetch
     * @param ownNeedAfter a text scraped before is too old; null where that of the job holds
     */
    record Wish(
            String articleId,
            String url,
            String host,
            Lane lane,
            FetchOptions options,
            @Nullable Instant ownNeedAfter) {
        public Wish(String articleId, String url, String host, Lane lane) {
            this(articleId, url, host, lane, FetchOptions.NONE, null);
        }

        /** The same in the lane of a priority; null leaves it where it is. */
        public Wish withPriority(@Nullable Integer priority) {
            return priority == null
                    ? this
                    : new Wish(articleId, url, host, Lane.ofPriority(priority), options, ownNeedAfter);
        }

        /**
         * One article of a job in one of its runs.
         *
         * @param options that the job asks of its fetches
         * @param run in a later one than the first an article failed before, and the age that it may have counts no more
         */
        public static Wish of(Item item, FetchOptions options, int run) {
            return new Wish(
                    item.articleId(),
                    item.url(),
                    item.host(),
                    Lane.ofPriority(item.priority()),
                    options.with(item.fetch()),
                    run == 1 ? item.needAfter() : null);
        }

        /** The time after which it must have been fetched. */
        public Instant needAfter(Instant ofTheJob) {
            return ownNeedAfter == null ? ofTheJob : ownNeedAfter;
        }
    }
}
