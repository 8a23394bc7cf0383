package dev.gleaner.consumer.inflight;

import dev.gleaner.queue.QueueEntry;
import dev.gleaner.task.Task;
import org.jspecify.annotations.Nullable;

/** The work of this process on one article. */
public final class Execution {
    private final QueueEntry entry;
    private final Task task;
    private final String incarnation;
    private final String claim;
    private @Nullable Thread thread;
    private @Nullable AbortReason aborted;

    /**
     * @param incarnation that holds the entry
     * @param claim that owns the task
     */
    public Execution(QueueEntry entry, Task task, String incarnation, String claim) {
        this.entry = entry;
        this.task = task;
        this.incarnation = incarnation;
        this.claim = claim;
    }

    public QueueEntry entry() {
        return entry;
    }

    public Task task() {
        return task;
    }

    public String articleId() {
        return task.articleId();
    }

    public String incarnation() {
        return incarnation;
    }

    public String claim() {
        return claim;
    }

    /** Binds the thread that an abort interrupts; false if it was aborted before. */
    public synchronized boolean begin(Thread worker) {
        thread = worker;
        return aborted == null;
    }

    /** From here on an abort finds nothing to interrupt: the outcome is being written. */
    public synchronized void conclude() {
        thread = null;
    }

    /** Ends the work on it soon; the first reason stays. */
    public synchronized void abort(AbortReason reason) {
        if (aborted == null) {
            aborted = reason;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    public synchronized @Nullable AbortReason abortReason() {
        return aborted;
    }

    /** Why the work on an article is given up. */
    public enum AbortReason {
        /** No job waits for it any more. */
        UNWANTED,
        /** The lease is lost; it may be running elsewhere. */
        FENCED,
        /** This process stops. */
        STOPPING
    }
}
