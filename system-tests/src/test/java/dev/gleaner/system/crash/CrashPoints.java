package dev.gleaner.system.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.StackWalker.StackFrame;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The calls of this process to its stores, each with a point before and a point after it. They are not listed anywhere:
 * a point is named after the way in our own code that led to the call, so that every call of every step is another one,
 * and the same in every run of the same build. Each point that is passed is written to a file; at one of them the
 * process may be told to end as if the power were gone.
 */
final class CrashPoints {
    /** The file that points are written to. Without it nothing is watched. */
    static final String RECORD = "CRASH_RECORD";

    /** The point at which the process ends; none if missing. */
    static final String AT = "CRASH_AT";

    /** The how many-th pass of that point it is. */
    static final String PASS = "CRASH_PASS";

    /** How a process ends that was halted at its point. */
    static final int HALTED = 86;

    /** What is written when it does. */
    static final String HALTED_LINE = "halted at ";

    /** Passes of a point that are written down. */
    static final int PASSES_TOLD = 3;

    private static final String OURS = "dev.gleaner.";
    private static final StackWalker STACK = StackWalker.getInstance();

    private final Path record;
    private final @Nullable String at;
    private final int pass;
    private final Map<String, AtomicInteger> passes = new ConcurrentHashMap<>();

    CrashPoints(Path record, @Nullable String at, int pass) {
        this.record = record;
        this.at = at;
        this.pass = pass;
    }

    /** Empty for a process that is not watched. */
    static Optional<CrashPoints> of(Map<String, String> environment) {
        String record = environment.get(RECORD);
        return record == null
                ? Optional.empty()
                : Optional.of(new CrashPoints(
                        Path.of(record), environment.get(AT), Integer.parseInt(environment.getOrDefault(PASS, "1"))));
    }

    /** Called before anything is sent; the name of the call. */
    String before(String store, String command) {
        String call = way() + " | " + store + " " + command;
        passed(call + " | before");
        return call;
    }

    /** Called when the answer is here and nobody has seen it yet. */
    void after(String call) {
        passed(call + " | after");
    }

    private void passed(String point) {
        int count = passes.computeIfAbsent(point, first -> new AtomicInteger()).incrementAndGet();
        if (count <= PASSES_TOLD) {
            write(point);
        }
        if (count == pass && point.equals(at)) {
            write(HALTED_LINE + point);
            Runtime.getRuntime().halt(HALTED);
        }
    }

    private synchronized void write(String line) {
        try {
            Files.writeString(
                    record, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** From the entry to the store; of a class that calls itself only the last frame. */
    private static String way() {
        List<StackFrame> frames =
                STACK.walk(all -> all.filter(CrashPoints::tells).toList()).reversed();
        List<String> steps = new ArrayList<>();
        String last = "";
        for (StackFrame frame : frames) {
            String name = simpleName(frame);
            if (name.equals(last)) {
                steps.removeLast();
            }
            steps.add(name + "." + method(frame) + ":" + frame.getLineNumber());
            last = name;
        }
        return steps.isEmpty() ? "(library)" : String.join(" > ", steps);
    }

    /** Neither ourselves nor what repeats, wraps and schedules the steps of others. */
    private static boolean tells(StackFrame frame) {
        String name = frame.getClassName();
        return name.startsWith(OURS)
                && !name.startsWith("dev.gleaner.system.")
                && !name.startsWith("dev.gleaner.store.StoreFaults")
                && !name.startsWith("dev.gleaner.store.mongo.TransientFaults")
                && !name.startsWith("dev.gleaner.store.mongo.Bulk")
                && !name.startsWith("dev.gleaner.queue.redis.QueueScripts")
                && !name.startsWith("dev.gleaner.standalone.")
                && !name.startsWith("dev.gleaner.duty.Duty")
                && frame.getLineNumber() > 0;
    }

    private static String simpleName(StackFrame frame) {
        String name = frame.getClassName();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        int inner = simple.indexOf('$');
        return inner < 0 ? simple : simple.substring(0, inner);
    }

    private static String method(StackFrame frame) {
        String[] parts = frame.getMethodName().split("\\$");
        return parts.length > 1 && parts[0].equals("lambda") ? parts[1] : frame.getMethodName();
    }
}
