package dev.gleaner.exec.tree;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one command. To it belong: its first process; whatever has its mark in the environment that it was started
 * with; whatever is in the session of the first; the members of its control group, where it has one; all descendants of these;
 * and what was once seen to belong to it, wherever it went. So a process is lost only if it is in no control group, got rid of the
 * mark, its session and its parents, and did all that between two looks. Without {@code /proc} (macOS) only the first process, its
 * descendants and those seen before are known.
 *
 * <p>No process is signalled whose start time is not that of the one that was meant. Safe for several threads.
 */
public final class ProcessTree {
    /** The environment variable with the mark of a command. */
    public static final String MARK_VARIABLE = "GLEANER_MARK";

    /** For processes that cannot be ended: of another user, or stuck in the kernel. */
    private static final Duration KILLING = Duration.ofSeconds(10);

    private static final long FIRST_PAUSE_NANOS = 2_000_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private final String mark;
    private final @Nullable ProcessId first;
    private boolean sessionKnown;
    private final Set<ProcessId> seen = new HashSet<>();
    private @Nullable ControlGroup group;
    private long latest = System.nanoTime();

    private ProcessTree(String mark, @Nullable ProcessId first, @Nullable ControlGroup group) {
        this.mark = mark;
        this.first = first;
        this.group = group;
        // A number is not given again while a session has it. So as long as it was seen without a gap, the session is
        // the
        // command's; of a first process that is gone already that is not known.
        this.sessionKnown = first != null && Processes.find(first).isPresent();
    }

    /** The tree of a command whose first process is not known, or is gone. */
    public static ProcessTree of(String mark) {
        return new ProcessTree(mark, null, null);
    }

    /**
     * The tree of a command.
     *
     * @param first its first process, which leads a session of its own
     */
    public static ProcessTree of(String mark, ProcessId first) {
        return new ProcessTree(mark, first, null);
    }

    /** The same, in a control group that it was put into. */
    public static ProcessTree of(String mark, ProcessId first, Optional<ControlGroup> group) {
        return new ProcessTree(mark, first, group.orElse(null));
    }

    /** Those of its processes that run now. */
    public List<ProcessEntry> alive() {
        return alive(Processes.look());
    }

    /** Those of its processes that ran at that moment. */
    public synchronized List<ProcessEntry> alive(Snapshot snapshot) {
        List<ProcessEntry> roots = new ArrayList<>(snapshot.marked(mark));
        for (ProcessId id : seen) {
            add(roots, snapshot.find(id));
        }
        if (first != null) {
            addFirst(roots, snapshot, first);
        }
        ControlGroup in = group(roots);
        if (in != null) {
            in.members().forEach(pid -> add(roots, snapshot.find(pid)));
        }
        long self = ProcessHandle.current().pid();
        roots.removeIf(entry -> entry.pid() == self);
        List<ProcessEntry> alive = snapshot.withDescendants(roots).stream()
                .filter(entry -> entry.alive() && entry.pid() != self)
                .toList();
        if (snapshot.began() - latest >= 0) {
            latest = snapshot.began();
            seen.clear();
        }
        alive.forEach(entry -> seen.add(entry.id()));
        return alive;
    }

    private void addFirst(List<ProcessEntry> roots, Snapshot snapshot, ProcessId leader) {
        ProcessEntry found = snapshot.find(leader);
        add(roots, found);
        List<ProcessEntry> session = snapshot.ofSession(leader.pid());
        boolean another = found == null && snapshot.find(leader.pid()) != null;
        sessionKnown &= !another && (found != null || !session.isEmpty());
        if (sessionKnown) {
            roots.addAll(session);
        }
    }

    private static void add(List<ProcessEntry> roots, @Nullable ProcessEntry found) {
        if (found != null) {
            roots.add(found);
        }
    }

    /** Whoever did not start the command finds its group by its members. */
    private @Nullable ControlGroup group(List<ProcessEntry> roots) {
        if (group == null && !roots.isEmpty()) {
            group = ControlGroup.of(roots.getFirst().pid(), mark).orElse(null);
        }
        return group;
    }

    /**
     * Ends all of them: asks each with TERM, those that come up later too, and after {@code grace} kills what is left, again and
     * again until none is found. Returns when all are gone; an interrupt does not end it.
     *
     * @return false if some could not be ended within ten seconds of killing: they are another user's, or stuck in the kernel
     */
    public boolean end(Duration grace) {
        boolean interrupted = Thread.interrupted();
        try {
            return ended(System.nanoTime() + grace.toNanos());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean ended(long killFrom) {
        Set<ProcessId> asked = new HashSet<>();
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            boolean killing = System.nanoTime() - killFrom >= 0;
            List<ProcessEntry> alive = alive();
            if (alive.isEmpty() && !anyInGroup() && !anyCaught(killing)) {
                return true;
            }
            if (System.nanoTime() - killFrom >= KILLING.toNanos()) {
                return false;
            }
            if (killing) {
                kill(alive);
                pause = Math.min(pause, FIRST_PAUSE_NANOS * 4);
            } else if (ask(alive, asked)) {
                pause = FIRST_PAUSE_NANOS;
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }

    /** Somebody may be in the group who came after the look, and is gone at the next. */
    private boolean anyInGroup() {
        ControlGroup all = group;
        return all != null && !all.members().isEmpty();
    }

    /**
     * Looks once more when none was found: one that becomes another program at that very moment shows no mark, and one that forks
     * and ends again and again may be gone before it is looked at.
     */
    private boolean anyCaught(boolean killing) {
        if (!ProcFiles.AVAILABLE) {
            LockSupport.parkNanos(FIRST_PAUSE_NANOS);
            return !alive().isEmpty();
        }
        long self = ProcessHandle.current().pid();
        return Chase.after(entry -> entry.pid() != self && shows(entry), killing);
    }

    private synchronized boolean shows(ProcessEntry entry) {
        return seen.contains(entry.id())
                || (sessionKnown && first != null && entry.session() == first.pid())
                || Marks.has(entry.pid(), mark);
    }

    private void kill(List<ProcessEntry> alive) {
        ControlGroup all = group;
        if (all != null) {
            all.kill();
        }
        alive.forEach(entry -> handle(entry).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** Whether somebody was asked who had not been before. */
    private static boolean ask(List<ProcessEntry> alive, Set<ProcessId> asked) {
        boolean anew = false;
        for (ProcessEntry entry : alive) {
            if (asked.add(entry.id())) {
                handle(entry).ifPresent(ProcessHandle::destroy);
                anew = true;
            }
        }
        return anew;
    }

    /** A handle signals only the process that it was made of; so that is looked at once more after it was made. */
    private static Optional<ProcessHandle> handle(ProcessEntry entry) {
        return ProcessHandle.of(entry.pid()).filter(made -> entry.id().isAlive());
    }
}
