package dev.gleaner.standalone.demo;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Shows how far a job is: one line that is drawn over on a terminal, a new line for every change elsewhere. */
final class ProgressBar {

    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private @Nullable JobCounts shown;

    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(JobCounts now) {
        JobCounts before = shown;
        // News and answers to questions may cross; what is older is not shown any more.
        if (before != null && (now.done() < before.done() || now.equals(before))) {
            return;
        }
        shown = now;
        if (terminal) {
            out.print("\r" + line(now));
        } else if (before == null || now.done() > before.done()) {
            out.println(line(now));
        }
        out.flush();
    }

    /** Leaves the line, so that what follows starts on a new one. */
    void end() {
        if (terminal && shown != null) {
            out.println();
        }
    }

    private static String line(JobCounts counts) {
        int filled = counts.total() == 0 ? WIDTH : Math.min(WIDTH, WIDTH * counts.done() / counts.total());
        return "[%s%s] %2d of %d  (%d scraped, %d failed)"
                .formatted(
                        "#".repeat(filled),
                        ".".repeat(WIDTH - filled),
                        counts.done(),
                        counts.total(),
                        counts.completed(),
                        counts.failed());
    }
}
