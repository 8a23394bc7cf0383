package dev.gleaner.exec.tree;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code /proc}, as proc(5) describes it. */
final class ProcFiles {
    private static final File ROOT = new File("/proc");

    static final boolean AVAILABLE = new File(ROOT, "self/stat").exists();

    // Positions after the name of the program, which ends with the last ")": proc(5) counts the state as field 3.
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int SESSION = 3;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int REAPED_USER = 13;
    private static final int REAPED_SYSTEM = 14;
    private static final int THREADS = 17;
    private static final int START = 19;
    private static final int VIRTUAL = 20;
    private static final int RESIDENT = 21;

    private ProcFiles() {}

    static Map<Long, ProcessEntry> all() {
        Map<Long, ProcessEntry> found = new HashMap<>();
        for (long pid : pids()) {
            ProcessEntry entry = entry(pid);
            if (entry != null) {
                found.put(pid, entry);
            }
        }
        return found;
    }

    static long[] pids() {
        String[] names = ROOT.list();
        return names == null
                ? new long[0]
                : Arrays.stream(names)
                        .filter(name -> Character.isDigit(name.charAt(0)))
                        .mapToLong(Long::parseLong)
                        .toArray();
    }

    /** null if there is no such process (any more). */
    static @Nullable ProcessEntry entry(long pid) {
        byte[] stat = read(pid, "stat");
        if (stat == null) {
            return null;
        }
        String line = new String(stat, StandardCharsets.ISO_8859_1);
        String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
        if (fields.length <= RESIDENT) {
            return null;
        }
        // A first thread that has ended looks like an ended process, though others may run on.
        boolean ended = "ZXx".contains(fields[STATE]) && Long.parseLong(fields[THREADS]) <= 1;
        return new ProcessEntry(
                new ProcessId(pid, Long.parseLong(fields[START])),
                Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[SESSION]),
                !ended,
                Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]),
                Long.parseLong(fields[REAPED_USER]) + Long.parseLong(fields[REAPED_SYSTEM]),
                Long.parseUnsignedLong(fields[VIRTUAL]),
                Long.parseLong(fields[RESIDENT]));
    }

    /** Since the machine was started, in hundredths of a second, as processes' starts are counted; 0 if it cannot be read. */
    static long uptime() {
        try (FileInputStream file = new FileInputStream("/proc/uptime")) {
            String text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
            return (long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * 100);
        } catch (IOException unreadable) {
            return 0;
        }
    }

    /** A file of a process; null if it is gone or may not be read. */
    static byte @Nullable [] read(long pid, String name) {
        try (FileInputStream file = new FileInputStream("/proc/" + pid + "/" + name)) {
            return file.readAllBytes();
        } catch (IOException goneOrForbidden) {
            return null;
        }
    }
}
