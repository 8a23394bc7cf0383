package dev.gleaner.embedded.process;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets many callers share one costly commit. A caller returns after a commit that <em>started</em> after its call began;
 * one that was already under way may have missed what the caller wrote.
 */
public final class GroupCommit {

    private final Runnable commit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private long started;
    private long succeeded;
    private boolean running;

    /** @param commit makes everything durable that was written before it began */
    public GroupCommit(Runnable commit) {
        this.commit = commit;
    }

    /** Returns after a commit that covers everything written before this call, or throws what that commit threw. */
    public void await() {
        lock.lock();
        try {
            long needed = started + 1;
            while (succeeded < needed) {
                if (running) {
                    ended.awaitUninterruptibly();
                } else {
                    lead();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A failed commit counts for nobody: its leader throws, and the next waiter tries again. */
    private void lead() {
        running = true;
        long turn = ++started;
        lock.unlock();
        boolean done = false;
        try {
            commit.run();
            done = true;
        } finally {
            lock.lock();
            running = false;
            if (done) {
                succeeded = turn;
            }
            ended.signalAll();
        }
    }
}
