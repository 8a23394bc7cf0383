package dev.gleaner.exec.process;

import dev.gleaner.exec.tree.Processes;
import dev.gleaner.exec.tree.Snapshot;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the processes of all commands of this JVM every so often, on one thread that lives as long as there are any. */
final class Sampler {
    private static final Logger log = LoggerFactory.getLogger(Sampler.class);

    /** Between two looks at all processes of the machine. */
    private static final long EVERY_NANOS = 250_000_000;

    /** The same, while no command has a bound on its memory or is younger than two seconds. */
    private static final long SELDOM_NANOS = 2_000_000_000;

    /** Between two looks at the first process of a command that was just started, which may not live longer. */
    private static final long EARLY_NANOS = 25_000_000;

    /** Before the first look at all: until then a command hardly has others, and whoever waits for its start needs the processor. */
    private static final long FIRST_NANOS = 2 * EARLY_NANOS;

    static final Sampler OF_ALL = new Sampler();

    private final Set<CommandProcess> commands = ConcurrentHashMap.newKeySet();
    private @Nullable Thread thread;

    private Sampler() {}

    synchronized void add(CommandProcess command) {
        commands.add(command);
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("command-sampler").start(this::run);
        } else {
            LockSupport.unpark(thread);
        }
    }

    void remove(CommandProcess command) {
        commands.remove(command);
    }

    private synchronized boolean idle() {
        if (commands.isEmpty()) {
            thread = null;
            return true;
        }
        return false;
    }

    private void run() {
        long next = System.nanoTime() + FIRST_NANOS;
        while (!idle()) {
            long now = System.nanoTime();
            if (now - next >= 0) {
                all();
                next = now + (commands.stream().anyMatch(CommandProcess::isUrgent) ? EVERY_NANOS : SELDOM_NANOS);
            } else {
                commands.forEach(command -> guarded(command, command::sampleEarly));
            }
            boolean early = commands.stream().anyMatch(CommandProcess::isNew);
            LockSupport.parkNanos(Math.min(early ? EARLY_NANOS : EVERY_NANOS, Math.max(1, next - System.nanoTime())));
            if (commands.stream().anyMatch(CommandProcess::isUrgent)) {
                next = Math.min(next, System.nanoTime() + EVERY_NANOS);
            }
        }
    }

    private void all() {
        Snapshot snapshot = Processes.look();
        commands.forEach(command -> guarded(command, () -> command.sample(snapshot)));
    }

    private static void guarded(CommandProcess command, Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            log.warn("The processes of command {} could not be looked at", command.pid(), e);
        }
    }
}
