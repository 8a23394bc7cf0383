package dev.gleaner.exec.process;

import dev.gleaner.exec.tree.ControlGroup;
import dev.gleaner.exec.tree.ProcessId;
import dev.gleaner.exec.tree.ProcessTree;
import dev.gleaner.exec.tree.Processes;
import dev.gleaner.exec.tree.ResidentMemory;
import dev.gleaner.exec.tree.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command that runs: all its processes, from the start of the first to the end of the last.
 *
 * <p>It runs in a session and a process group of its own (where {@code setsid} is), with an empty input, the environment of its spec
 * and the mark, and no shell. Its end is the end of its first process; others that it leaves behind get a second to end by
 * themselves and are then ended like a stopped command. A timeout, a stop and the bound on memory end the whole tree, as
 * {@link ProcessTree} knows it: TERM to each, the grace of the spec, KILL until none is left.
 *
 * <p>Exit code and signal: Java cannot tell a process that signal n ended from one that exited with 128 + n. That is taken for the
 * signal if signal n ends processes, and so also for a shell that tells of its last command in this way.
 */
public final class CommandProcess {
    private static final Logger log = LoggerFactory.getLogger(CommandProcess.class);

    /** What processes get that are left when the first one ends: time to write their last words. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(1);

    private static final long LOOK_MILLIS = 20;

    /** For which nothing may come of a channel when no process of the tree is left. */
    private static final Duration SILENCE = Duration.ofMillis(200);

    /** For which somebody is looked for who holds the output of an ended command open. */
    private static final Duration LOST = Duration.ofSeconds(5);

    private static final Duration REAPING = Duration.ofSeconds(1);

    private static final Duration URGENT = Duration.ofSeconds(2);
    private static final Duration NEW = Duration.ofMillis(250);

    /** Before memory beyond the bound is believed: a process that was just forked still shares all with its parent. */
    private static final long SECOND_LOOK_NANOS = 5_000_000;

    private final CommandSpec spec;
    private final Process process;
    private final boolean only;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final ProcessId first;
    private final Optional<ControlGroup> group;
    private final ProcessTree tree;
    private final CommandOutput output;
    private final Accounting accounting = new Accounting();
    private final CountDownLatch changed = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CompletableFuture<CommandEnd> end = new CompletableFuture<>();
    private @Nullable StopReason reason;

    private CommandProcess(CommandSpec spec, Process process, CommandOutput output, boolean only, boolean grouped) {
        this.spec = spec;
        this.process = process;
        this.output = output;
        this.only = only;
        Optional<ProcessId> running = ProcessId.of(process.pid());
        // One that has ended and was reaped already has no start; then nothing is found by its number.
        this.first = running.orElse(new ProcessId(process.pid(), -1));
        this.group = running.filter(id -> grouped).flatMap(id -> ControlGroup.around(id, spec.mark()));
        this.tree = ProcessTree.of(spec.mark(), first, group);
    }

    /**
     * Starts a command.
     *
     * @param listener sees what the command writes
     * @throws CommandStartException if it cannot be started: the program or the working directory is not there, it is not executable,
     *     its logs cannot be written, an argument cannot be passed on as it is
     */
    public static CommandProcess start(CommandSpec spec, OutputListener listener) throws CommandStartException {
        return start(spec, listener, false, true);
    }

    /**
     * Starts the one command of a process that starts nothing else. So what the kernel counts of this process's children is the
     * command's, and its CPU time is exact, also of processes that were too short to be seen.
     *
     * @throws CommandStartException see {@link #start}
     */
    public static CommandProcess startOnly(CommandSpec spec, OutputListener listener) throws CommandStartException {
        return start(spec, listener, true, true);
    }

    /** @param grouped whether it gets a control group, where that can be had */
    static CommandProcess start(CommandSpec spec, OutputListener listener, boolean only, boolean grouped)
            throws CommandStartException {
        CommandOutput output = CommandOutput.open(spec, listener);
        prepare();
        try {
            Process process = output.start(() -> CommandStart.start(spec));
            CommandProcess command = new CommandProcess(spec, process, output, only, grouped);
            command.begin();
            return command;
        } catch (RuntimeException | Error e) {
            // There is no thread left for it, say: then nobody would follow it.
            ProcessTree.of(spec.mark()).end(Duration.ZERO);
            throw e;
        }
    }

    /** Has the classes ready that look at the new process, which may not live long. */
    private static void prepare() {
        long self = ProcessHandle.current().pid();
        ProcessId.of(self);
        ResidentMemory.of(self);
        ControlGroup.isAvailable();
    }

    private void begin() {
        sampleEarly();
        Sampler.OF_ALL.add(this);
        process.onExit().thenRun(changed::countDown);
        Thread.ofVirtual().name("command-" + pid()).start(this::follow);
    }

    /** Of its first process. */
    public long pid() {
        return process.pid();
    }

    public Instant startedAt() {
        return startedAt;
    }

    /**
     * Waits until all its processes have ended and all that they wrote is in the logs and with the listener.
     *
     * @throws InterruptedException if this thread is interrupted; the command runs on
     */
    public CommandEnd await() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The end of command %d could not be followed".formatted(pid()), e.getCause());
        }
    }

    /**
     * Ends all its processes and waits for that; an interrupt changes nothing and is kept. The first reason counts, and none does
     * for a command whose first process has ended by itself.
     */
    public CommandEnd stop(StopReason why) {
        ask(why);
        return end.join();
    }

    /** Without waiting. */
    private void ask(StopReason why) {
        synchronized (this) {
            if (reason == null && process.isAlive()) {
                reason = why;
            }
        }
        asked.countDown();
        changed.countDown();
    }

    private synchronized @Nullable StopReason reason() {
        return reason;
    }

    /**
     * What it has taken so far. CPU time is exact in a control group and for {@link #startOnly}; else it is what looks every quarter
     * of a second (every two seconds when it has run for two and its memory is not bounded) have seen, which can miss the last bit of each process and all of short ones that nobody waited for. Memory
     * is the largest sum of resident bytes that a look found, pages that processes share counted for each, or the exact peak of
     * one of them (as the kernel notes it), if that is more; of processes that live less than a few hundredths of a second it
     * may miss all.
     */
    public Usage usage() {
        Duration grouped = group.flatMap(all -> all.cpuMicros().stream().boxed().findFirst())
                .map(micros -> Duration.ofNanos(micros * 1_000))
                .orElse(Duration.ZERO);
        return accounting.usage(only ? longer(grouped, Processes.cpuOfReapedChildren()) : grouped);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Whether it must be looked at often: what it may take is bounded, or it has run for no more than two seconds. */
    boolean isUrgent() {
        return spec.mostMemory() != null || System.nanoTime() - startedNanos < URGENT.toNanos();
    }

    boolean isNew() {
        return System.nanoTime() - startedNanos < NEW.toNanos();
    }

    void sampleEarly() {
        if (isNew()) {
            Processes.find(first).ifPresent(accounting::noteFirst);
        }
    }

    void sample(Snapshot snapshot) {
        long bytes = accounting.note(tree.alive(snapshot));
        Long most = spec.mostMemory();
        if (most != null && bytes > most) {
            LockSupport.parkNanos(SECOND_LOOK_NANOS);
            if (accounting.note(tree.alive()) > most) {
                ask(StopReason.MEMORY);
            }
        }
    }

    private void follow() {
        try {
            awaitChange();
            if (reason() == null) {
                awaitLeftBehind();
            }
            if (!tree.end(spec.stopGrace())) {
                log.warn(
                        "Processes of command {} ({}) cannot be ended",
                        pid(),
                        spec.argv().getFirst());
            }
            CommandEnd ended = ended();
            release();
            end.complete(ended);
        } catch (InterruptedException | RuntimeException | Error e) {
            log.error("Command {} could not be followed and is ended", pid(), e);
            tree.end(Duration.ZERO);
            release();
            end.completeExceptionally(e);
        }
    }

    /** Before its end is told: with that, this process may end itself. */
    private void release() {
        Sampler.OF_ALL.remove(this);
        group.ifPresent(ControlGroup::remove);
    }

    private void awaitChange() throws InterruptedException {
        Duration timeout = spec.timeout();
        if (timeout == null) {
            changed.await();
        } else if (!changed.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            ask(StopReason.TIMEOUT);
        }
    }

    private void awaitLeftBehind() throws InterruptedException {
        long until = System.nanoTime() + LEFT_BEHIND.toNanos();
        while (!tree.alive().isEmpty() && System.nanoTime() - until < 0) {
            if (asked.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            if (!output.held()) {
                // Java reads what those who are left write into memory, without an end: see OutputReader.
                tree.end(Duration.ZERO);
            }
        }
    }

    /** Somebody who still holds the output was not found, perhaps because it forks and ends again and again: so it is tried again. */
    private void awaitOutput() throws InterruptedException {
        long until = System.nanoTime() + LOST.toNanos();
        while (!output.await(SILENCE) && System.nanoTime() - until < 0) {
            tree.end(Duration.ZERO);
        }
        output.leave();
    }

    private CommandEnd ended() throws InterruptedException {
        boolean reaped = process.waitFor(REAPING.toMillis(), TimeUnit.MILLISECONDS);
        awaitOutput();
        @Nullable Integer exit = reaped ? process.exitValue() : null;
        String signal = exit == null ? null : Signals.of(exit);
        return new CommandEnd(
                signal == null ? exit : null,
                signal,
                reason(),
                startedAt,
                Instant.now(),
                usage(),
                output.stdoutBytes(),
                output.stderrBytes());
    }
}
