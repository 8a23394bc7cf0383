package dev.gleaner.exec.watch;

import dev.gleaner.exec.tree.ProcessId;
import dev.gleaner.exec.tree.ProcessTree;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A command that the watcher looks after, and the words for it on the pipe: {@code watch MARK PID START GRACE_MILLIS}, with
 * {@code -} for a first process that is not known, {@code forget MARK}, and {@code bye} for an orderly end.
 *
 * @param first empty if it is not known
 * @param grace between the request to end and the end
 */
public record Watched(String mark, Optional<ProcessId> first, Duration grace) {
    static final String WATCH = "watch";
    static final String FORGET = "forget";
    static final String BYE = "bye";
    private static final String UNKNOWN = "-";

    /** The line that says goodbye: nothing is ended then. */
    public static String goodbye() {
        return BYE + "\n";
    }

    /** The line that has a command forgotten. */
    public static String forgotten(String mark) {
        return FORGET + " " + mark + "\n";
    }

    /** The line that has it watched. */
    public String line() {
        String pid = first.map(id -> Long.toString(id.pid())).orElse(UNKNOWN);
        String start = first.map(id -> Long.toString(id.start())).orElse(UNKNOWN);
        return "%s %s %s %s %d%n".formatted(WATCH, mark, pid, start, grace.toMillis());
    }

    /** @param words of a line that begins with {@code watch} */
    static Watched of(String[] words) {
        OptionalLong pid = number(words[2]);
        OptionalLong start = number(words[3]);
        Optional<ProcessId> first = pid.isPresent() && start.isPresent()
                ? Optional.of(new ProcessId(pid.getAsLong(), start.getAsLong()))
                : Optional.empty();
        return new Watched(words[1], first, Duration.ofMillis(Long.parseLong(words[4])));
    }

    private static OptionalLong number(String word) {
        return word.equals(UNKNOWN) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(word));
    }

    ProcessTree tree() {
        return first.map(id -> ProcessTree.of(mark, id)).orElseGet(() -> ProcessTree.of(mark));
    }
}
