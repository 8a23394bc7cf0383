package dev.gleaner.exec.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All processes of a moment, found by their number, mark, session and parent. */
public final class Snapshot {
    private final long began;
    private final Map<Long, ProcessEntry> byPid;
    private final Map<String, List<ProcessEntry>> byMark;
    private final Map<Long, List<ProcessEntry>> bySession = new HashMap<>();
    private final Map<Long, List<ProcessEntry>> byParent = new HashMap<>();

    Snapshot(long began, Map<Long, ProcessEntry> byPid, Map<String, List<ProcessEntry>> byMark) {
        this.began = began;
        this.byPid = byPid;
        this.byMark = byMark;
        for (ProcessEntry entry : byPid.values()) {
            bySession
                    .computeIfAbsent(entry.session(), session -> new ArrayList<>())
                    .add(entry);
            byParent.computeIfAbsent(entry.parent(), parent -> new ArrayList<>())
                    .add(entry);
        }
    }

    /** {@link System#nanoTime()} before the first was looked at. */
    long began() {
        return began;
    }

    @Nullable
    ProcessEntry find(ProcessId id) {
        ProcessEntry found = byPid.get(id.pid());
        return found != null && found.id().equals(id) ? found : null;
    }

    @Nullable
    ProcessEntry find(long pid) {
        return byPid.get(pid);
    }

    List<ProcessEntry> marked(String mark) {
        return byMark.getOrDefault(mark, List.of());
    }

    List<ProcessEntry> ofSession(long session) {
        return bySession.getOrDefault(session, List.of());
    }

    /** These and all that descend from them. */
    Set<ProcessEntry> withDescendants(Collection<ProcessEntry> roots) {
        Set<ProcessEntry> found = new HashSet<>(roots);
        Deque<ProcessEntry> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            for (ProcessEntry child : byParent.getOrDefault(open.removeLast().pid(), List.of())) {
                if (found.add(child)) {
                    open.add(child);
                }
            }
        }
        return found;
    }
}
