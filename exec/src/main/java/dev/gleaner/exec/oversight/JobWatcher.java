package dev.gleaner.exec.oversight;

import dev.gleaner.exec.process.CommandEnd;
import dev.gleaner.exec.process.CommandProcess;
import dev.gleaner.exec.process.CommandSpec;
import dev.gleaner.exec.process.CommandStartException;
import dev.gleaner.exec.process.OutputListener;
import dev.gleaner.exec.process.StopReason;
import dev.gleaner.exec.record.JobEnd;
import dev.gleaner.exec.record.JobFolder;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.JobStatus;
import dev.gleaner.exec.tree.ProcessId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Sees to one job: starts its command, waits for its end, and writes both into the record. Asked to end (TERM), it stops the command
 * and notes that. Killed, it leaves a command that goes on until it writes to somebody who is not there any more.
 */
public final class JobWatcher {
    /** A full disk may have room again: how long a watcher tries to write how its command ended. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Order order;
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean stopping;
    private @Nullable CommandProcess process;

    private JobWatcher(Order order) {
        this.order = order;
    }

    /** Takes its order from the standard input, and closes the standard output when the command is started or could not be. */
    public static void main(String... arguments) throws Exception {
        JobWatcher watcher = new JobWatcher(Order.read(System.in));
        Runtime.getRuntime().addShutdownHook(new Thread(watcher::stop, "stop"));
        watcher.watch(System.out::close);
        // What the command has left behind may hold threads of ours.
        System.exit(0);
    }

    /**
     * Does in this process what a watcher does in its own.
     *
     * @param folder of the run
     * @param environment all that the command is to see
     * @param started is told, perhaps more than once, when the command is started or could not be
     */
    public static void watch(Path folder, Map<String, String> environment, Runnable started)
            throws IOException, InterruptedException {
        byte[] order = new Order(folder, environment).bytes();
        new JobWatcher(Order.read(new ByteArrayInputStream(order))).watch(started);
    }

    private void watch(Runnable started) throws IOException, InterruptedException {
        JobRecord record = JobFolder.read(order.folder());
        try {
            CommandProcess running = start(record);
            if (running == null) {
                write(record.ended(
                        JobStatus.STOPPED, ofNothing(StopReason.STOPPED), "stopped before its command was started"));
            } else {
                follow(record, running, started);
            }
        } catch (CommandStartException e) {
            write(record.ended(JobStatus.FAILED, ofNothing(null), "cannot be started: " + e.reason()));
        } finally {
            started.run();
            done.countDown();
            clear(order.folder().resolve(WatcherProcess.LOG));
        }
    }

    private static void follow(JobRecord record, CommandProcess process, Runnable started) throws InterruptedException {
        ProcessId id = ProcessId.of(process.pid()).orElse(new ProcessId(process.pid(), 0));
        JobRecord running = record.running(id, process.startedAt().truncatedTo(ChronoUnit.MILLIS));
        try {
            JobFolder.write(running);
        } catch (IOException e) {
            // Nobody could follow a command that no record tells of.
            process.stop(StopReason.ABANDONED);
        }
        started.run();
        write(ended(running, process.await()));
    }

    /** Null if it is to end already. */
    private synchronized @Nullable CommandProcess start(JobRecord record) throws CommandStartException {
        if (stopping || StopRequest.isNoted(record.folder())) {
            return null;
        }
        process = CommandProcess.startOnly(
                new CommandSpec(
                        record.command(),
                        record.workingDirectory(),
                        order.environment(),
                        record.mark(),
                        record.stdout(),
                        record.stderr(),
                        record.terms().maxOutput(),
                        record.terms().timeout(),
                        record.terms().maxMemory(),
                        record.terms().stopGrace()),
                OutputListener.NONE);
        return process;
    }

    private void stop() {
        CommandProcess running;
        synchronized (this) {
            stopping = true;
            running = process;
        }
        if (done.getCount() == 0) {
            return;
        }
        if (running != null) {
            running.stop(StopReason.STOPPED);
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static JobRecord ended(JobRecord record, CommandEnd end) {
        JobEnd how = new JobEnd(
                end.endedAt().truncatedTo(ChronoUnit.MILLIS),
                end.exitCode(),
                end.signal(),
                end.stopped(),
                end.usage().peakMemoryBytes(),
                end.usage().cpu());
        return record.wrote(end.stdoutBytes(), end.stderrBytes()).ended(status(end), how, reason(record, end));
    }

    private static JobStatus status(CommandEnd end) {
        if (end.stopped() == StopReason.STOPPED) {
            return JobStatus.STOPPED;
        }
        return end.stopped() == null && end.exitCode() != null && end.exitCode() == 0
                ? JobStatus.FINISHED
                : JobStatus.FAILED;
    }

    private static @Nullable String reason(JobRecord record, CommandEnd end) {
        StopReason stopped = end.stopped();
        if (stopped == null) {
            return null;
        }
        return switch (stopped) {
            case STOPPED -> StopRequest.isNoted(record.folder()) ? null : "somebody asked its watcher to end";
            case TIMEOUT -> "it took longer than it may";
            case MEMORY -> "it took more memory than it may";
            case ABANDONED -> "its record could not be written";
        };
    }

    private static JobEnd ofNothing(@Nullable StopReason stopped) {
        return new JobEnd(Instant.now().truncatedTo(ChronoUnit.MILLIS), null, null, stopped, null, null);
    }

    private static void write(JobRecord record) throws InterruptedException {
        Instant until = Instant.now().plus(PATIENCE);
        String said = "";
        while (Files.isDirectory(record.folder())) {
            try {
                JobFolder.write(record);
                return;
            } catch (IOException e) {
                if (!said.equals(e.toString())) {
                    said = e.toString();
                    System.err.println(
                            "How the command ended (" + record.status().word() + ") cannot be written: " + said);
                }
            }
            if (Instant.now().isAfter(until)) {
                return;
            }
            Thread.sleep(PAUSE);
        }
    }

    private static void clear(Path log) {
        try {
            if (Files.size(log) == 0) {
                Files.delete(log);
            }
        } catch (IOException e) {
            // It is no more than a file too many.
        }
    }
}
