package dev.gleaner.consumer.inflight;

import dev.gleaner.article.Articles;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.task.Task;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The work of this process on one article. */
public final class Execution {
    private final QueueEntry entry;
    private final Task task;
    private final String incarnation;
    private final String claim;
    private @Nullable Thread thread;
    private @Nullable AbortReason aborted;
    private final long begun = System.nanoTime();
    private volatile Phase phase = Phase.STARTING;
    private volatile Reading reading = Reading.UNWATCHED;
    private Articles.@Nullable Text stored;

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

    /** What is done of it now. */
    public Phase phase() {
        return phase;
    }

    /** How long this process works on it. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** What is stored of it; set before the work begins. */
    public void stored(Articles.@Nullable Text text) {
        stored = text;
    }

    /** Null if there is nothing to compare with. */
    public Articles.@Nullable Text stored() {
        return stored;
    }

    /** Binds the thread that an abort interrupts; false if it was aborted before. */
    public synchronized boolean begin(Thread worker) {
        thread = worker;
        phase = Phase.FETCHING;
        return aborted == null;
    }

    /** From here on an abort finds nothing to interrupt: the outcome is being written. */
    public synchronized void conclude() {
        thread = null;
        phase = Phase.STORING;
    }

    /** Who is told when the page is being read; set before the work begins. */
    public void onReading(Reading watcher) {
        reading = watcher;
    }

    /**
     * Reads the page: whoever does it has it done here, so that a consumer that dies meanwhile is known to have died while it
     * read this one. Called on the thread that reads, not before its turn has come.
     */
    public <T> T reading(Supplier<T> read) {
        reading.begins();
        phase = Phase.READING;
        try {
            return read.get();
        } finally {
            reading.ends();
        }
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

    /** Is told when the reading of a page begins and ends. */
    public interface Reading {
        /** Nobody wants to know. */
        Reading UNWATCHED = new Reading() {
            @Override
            public void begins() {}

            @Override
            public void ends() {}
        };

        void begins();

        void ends();
    }

    /** What is done of an article. */
    public enum Phase {
        /** It waits for its turn. */
        STARTING,
        /** Its page is asked for, or a command gets it. */
        FETCHING,
        /** Its page is read. */
        READING,
        /** How it ended is written down. */
        STORING
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
