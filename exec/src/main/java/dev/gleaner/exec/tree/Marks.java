package dev.gleaner.exec.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The marks that processes carry in the environment they were started with. A mark that was seen stays, since whoever has it
 * belongs to the command also after it became another program without it. Not safe for several threads.
 */
final class Marks {
    private static final byte[] VARIABLE = (ProcessTree.MARK_VARIABLE + "=").getBytes(StandardCharsets.US_ASCII);
    private static final String NONE = "";

    /** A process younger than this, in hundredths of a second, may still show the environment of the one that it was forked from. */
    private static final long YOUNG = 200;

    private final Map<ProcessId, String> known = new HashMap<>();

    Map<String, List<ProcessEntry>> of(Collection<ProcessEntry> entries) {
        Map<String, List<ProcessEntry>> marked = new HashMap<>();
        Set<ProcessId> present = new HashSet<>();
        long now = ProcFiles.uptime();
        for (ProcessEntry entry : entries) {
            present.add(entry.id());
            String mark = mark(entry, now);
            if (!mark.isEmpty()) {
                marked.computeIfAbsent(mark, none -> new ArrayList<>()).add(entry);
            }
        }
        known.keySet().retainAll(present);
        return marked;
    }

    private String mark(ProcessEntry entry, long now) {
        String mark = known.get(entry.id());
        if (mark != null || entry.virtualBytes() == 0) {
            return mark == null ? NONE : mark;
        }
        byte[] environment = ProcFiles.read(entry.pid(), "environ");
        if (environment == null || environment.length == 0) {
            // It is just becoming another program, or it may not be read: asked again the next time.
            return NONE;
        }
        String found = in(environment);
        if (found != null || now - entry.id().start() > YOUNG) {
            known.put(entry.id(), found == null ? NONE : found);
        }
        return found == null ? NONE : found;
    }

    /** Whether a process shows a mark now. */
    static boolean has(long pid, String mark) {
        byte[] environment = ProcFiles.read(pid, "environ");
        return environment != null && mark.equals(in(environment));
    }

    /** The mark among variables that a zero byte ends each. */
    static @Nullable String in(byte[] environment) {
        int begin = 0;
        while (begin < environment.length) {
            int end = begin;
            while (end < environment.length && environment[end] != 0) {
                end++;
            }
            if (startsWithVariable(environment, begin, end)) {
                int from = begin + VARIABLE.length;
                return new String(environment, from, end - from, StandardCharsets.UTF_8);
            }
            begin = end + 1;
        }
        return null;
    }

    private static boolean startsWithVariable(byte[] environment, int begin, int end) {
        if (end - begin < VARIABLE.length) {
            return false;
        }
        for (int at = 0; at < VARIABLE.length; at++) {
            if (environment[begin + at] != VARIABLE[at]) {
                return false;
            }
        }
        return true;
    }
}
