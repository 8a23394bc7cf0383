package dev.gleaner.consumer.inflight;

import dev.gleaner.queue.QueueEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The articles that this process works on, bounded by its concurrency. */
public final class InFlight {
    private final int most;
    private final Map<String, Execution> executions = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    public InFlight(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("CONSUMER_CONCURRENCY must be at least 1, not " + most);
        }
        this.most = most;
    }

    /** How many more may be taken on. */
    public int free() {
        return Math.max(0, most - executions.size());
    }

    /** How many may be taken on at a time. */
    public int capacity() {
        return most;
    }

    public boolean isEmpty() {
        return executions.isEmpty();
    }

    public int size() {
        return executions.size();
    }

    public void add(Execution execution) {
        executions.put(execution.entry().text(), execution);
    }

    /** Whether this very entry is being worked on. */
    public boolean contains(QueueEntry entry) {
        return executions.containsKey(entry.text());
    }

    /** Whether this is being worked on, and not another execution of its entry. */
    public boolean contains(Execution execution) {
        return executions.get(execution.entry().text()) == execution;
    }

    /** Whether nothing else is being worked on. */
    public boolean isOnly(Execution execution) {
        return executions.size() == 1 && contains(execution);
    }

    /** Its work is over, whatever came of it; see {@link HeldEntries}. */
    void remove(Execution execution) {
        executions.remove(execution.entry().text(), execution);
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public Collection<Execution> all() {
        return List.copyOf(executions.values());
    }

    /** Returns when something can be taken on, or after the limit; false in the latter case. */
    public boolean awaitFree(long limit, TimeUnit unit) throws InterruptedException {
        return await(() -> free() > 0, limit, unit);
    }

    /** Returns when nothing is left, or after the limit; false in the latter case. */
    public boolean awaitEmpty(long limit, TimeUnit unit) throws InterruptedException {
        return await(this::isEmpty, limit, unit);
    }

    /** Returns when nothing else is left, or after the limit; false in the latter case, and if it has gone itself. */
    public boolean awaitOnly(Execution execution, long limit, TimeUnit unit) throws InterruptedException {
        return await(() -> isOnly(execution) || !contains(execution), limit, unit) && contains(execution);
    }

    /** Returns when the work on it is over, or after the limit; false in the latter case. */
    public boolean awaitGone(Execution execution, long limit, TimeUnit unit) throws InterruptedException {
        return await(() -> !contains(execution), limit, unit);
    }

    private boolean await(BooleanSupplier condition, long limit, TimeUnit unit) throws InterruptedException {
        long left = unit.toNanos(limit);
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
