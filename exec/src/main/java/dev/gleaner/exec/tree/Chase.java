package dev.gleaner.exec.tree;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Catches processes that fork and end faster than all processes of a machine can be looked at, so that each look misses them: looks
 * at new ones only, over and over, and signals each as soon as it is seen.
 */
final class Chase {
    /** So often nobody is found in a row before it is believed that nobody is there. */
    private static final int ROUNDS = 12;

    private static final long PAUSE_NANOS = 200_000;
    private static final long LONGEST_NANOS = 500_000_000;

    private final Predicate<ProcessEntry> belongs;
    private final boolean killing;
    private final Set<Long> others = new HashSet<>();
    private boolean caught;

    private Chase(Predicate<ProcessEntry> belongs, boolean killing) {
        this.belongs = belongs;
        this.killing = killing;
    }

    /**
     * Signals all it finds.
     *
     * @param belongs whether a process is of the tree
     * @param killing whether it kills, or only asks
     * @return whether there was any
     */
    static boolean after(Predicate<ProcessEntry> belongs, boolean killing) {
        Chase chase = new Chase(belongs, killing);
        chase.run();
        return chase.caught;
    }

    private void run() {
        long began = System.nanoTime();
        int none = 0;
        while (none < ROUNDS && System.nanoTime() - began < LONGEST_NANOS) {
            none = round() ? 0 : none + 1;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean round() {
        boolean found = false;
        for (long pid : ProcFiles.pids()) {
            if (!others.contains(pid)) {
                found |= signal(pid);
            }
        }
        caught |= found;
        return found;
    }

    private boolean signal(long pid) {
        // Made before it is looked at, since a handle signals only the process that it was made of.
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        ProcessEntry entry = ProcFiles.entry(pid);
        if (entry == null) {
            return false;
        }
        if (!entry.alive() || !belongs.test(entry)) {
            others.add(pid);
            return false;
        }
        if (killing) {
            handle.ifPresent(ProcessHandle::destroyForcibly);
        } else {
            handle.ifPresent(ProcessHandle::destroy);
            others.add(pid);
        }
        return true;
    }
}
