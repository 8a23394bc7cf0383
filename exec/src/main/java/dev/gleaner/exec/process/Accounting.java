package dev.gleaner.exec.process;

import dev.gleaner.exec.tree.ProcessEntry;
import dev.gleaner.exec.tree.ProcessId;
import dev.gleaner.exec.tree.ResidentMemory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the processes of one command took, summed up from looks at them. CPU time of a process that ended between two looks counts
 * if its parent is of the command and waited for it, which the kernel notes with the parent; else up to the last look at it. Safe
 * for several threads.
 */
final class Accounting {
    private static final long NANOS_PER_TICK = 10_000_000;

    private Map<ProcessId, ProcessEntry> before = new HashMap<>();
    private long endedTicks;
    private long ticks;
    private long peakBytes;

    /**
     * Notes them.
     *
     * @return the resident bytes of all of them together
     */
    synchronized long note(List<ProcessEntry> alive) {
        Map<ProcessId, ProcessEntry> now = new HashMap<>();
        Map<Long, ProcessEntry> byPid = new HashMap<>();
        alive.forEach(entry -> {
            now.put(entry.id(), entry);
            byPid.put(entry.pid(), entry);
        });
        for (ProcessEntry gone : before.values()) {
            if (!now.containsKey(gone.id()) && !parentLives(gone, now)) {
                endedTicks += gone.cpuTicks() + gone.reapedTicks();
            }
        }
        before = now;
        long running = alive.stream()
                .mapToLong(entry -> entry.cpuTicks() + entry.reapedTicks())
                .sum();
        ticks = Math.max(ticks, endedTicks + running);
        return memory(alive, byPid);
    }

    /** Notes the first process alone. */
    synchronized void noteFirst(ProcessEntry first) {
        ticks = Math.max(ticks, first.cpuTicks() + first.reapedTicks());
        ResidentMemory.of(first.pid()).ifPresent(memory -> peakBytes = Math.max(peakBytes, memory.peakBytes()));
    }

    /** Whether a process above it runs, which the kernel added its time to when it was waited for. */
    private boolean parentLives(ProcessEntry gone, Map<ProcessId, ProcessEntry> now) {
        Optional<ProcessEntry> parent = parent(gone);
        for (int depth = 0; parent.isPresent() && depth < before.size(); depth++) {
            if (now.containsKey(parent.get().id())) {
                return true;
            }
            parent = parent(parent.get());
        }
        return false;
    }

    private Optional<ProcessEntry> parent(ProcessEntry of) {
        return before.values().stream()
                .filter(entry -> entry.pid() == of.parent())
                .findFirst();
    }

    private long memory(List<ProcessEntry> alive, Map<Long, ProcessEntry> byPid) {
        long together = 0;
        for (ProcessEntry entry : alive) {
            Optional<ResidentMemory> memory = ResidentMemory.of(entry.pid());
            if (memory.isPresent() && !borrows(entry, byPid.get(entry.parent()))) {
                together += memory.get().bytes();
                peakBytes = Math.max(peakBytes, memory.get().peakBytes());
            }
        }
        peakBytes = Math.max(peakBytes, together);
        return together;
    }

    /** A process between vfork and exec has the very memory of its parent. */
    private static boolean borrows(ProcessEntry child, @Nullable ProcessEntry parent) {
        return parent != null
                && child.cpuTicks() == 0
                && child.virtualBytes() == parent.virtualBytes()
                && child.residentPages() == parent.residentPages();
    }

    /** @param otherwise CPU time that is known from elsewhere, counted if it is more */
    synchronized Usage usage(Duration otherwise) {
        Duration cpu = Duration.ofNanos(ticks * NANOS_PER_TICK);
        return new Usage(peakBytes, cpu.compareTo(otherwise) > 0 ? cpu : otherwise);
    }
}
