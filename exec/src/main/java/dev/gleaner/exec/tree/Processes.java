package dev.gleaner.exec.tree;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All processes that can be seen: of {@code /proc} where it is, else of {@link ProcessHandle}, which knows less. */
public final class Processes {
    private static final Object ONE_AT_A_TIME = new Object();
    private static final Marks marks = new Marks();

    @SuppressWarnings("NonFinalStaticField") // The last look, for all who asked for one before it began.
    private static @Nullable Snapshot last;

    private Processes() {}

    /** As they are now: looked at after this call began, though perhaps for another caller. */
    public static Snapshot look() {
        long asked = System.nanoTime();
        synchronized (ONE_AT_A_TIME) {
            if (last == null || last.began() - asked < 0) {
                last = look(System.nanoTime());
            }
            return last;
        }
    }

    private static Snapshot look(long began) {
        if (ProcFiles.AVAILABLE) {
            var entries = ProcFiles.all();
            return new Snapshot(began, entries, marks.of(entries.values()));
        }
        var entries = ProcessHandle.allProcesses()
                .map(Processes::entry)
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(ProcessEntry::pid, Function.identity(), (one, same) -> one));
        return new Snapshot(began, entries, Map.of());
    }

    /** One of them, as it is now; empty if it is gone. */
    public static Optional<ProcessEntry> find(ProcessId id) {
        return entry(id.pid()).filter(found -> found.id().equals(id));
    }

    /** Of this process's children that have ended, with all that they waited for themselves: as the kernel counts it. */
    public static Duration cpuOfReapedChildren() {
        return entry(ProcessHandle.current().pid())
                .map(self -> Duration.ofMillis(self.reapedTicks() * 10))
                .orElse(Duration.ZERO);
    }

    /** The one with this number, as it is now. */
    static Optional<ProcessEntry> entry(long pid) {
        return ProcFiles.AVAILABLE
                ? Optional.ofNullable(ProcFiles.entry(pid))
                : ProcessHandle.of(pid).flatMap(Processes::entry);
    }

    private static Optional<ProcessEntry> entry(ProcessHandle handle) {
        ProcessHandle.Info info = handle.info();
        return info.startInstant()
                .map(Instant::toEpochMilli)
                .map(start -> new ProcessEntry(
                        new ProcessId(handle.pid(), start),
                        handle.parent().map(ProcessHandle::pid).orElse(0L),
                        -1,
                        handle.isAlive(),
                        info.totalCpuDuration().orElse(Duration.ZERO).toMillis() / 10,
                        0,
                        0,
                        0));
    }
}
