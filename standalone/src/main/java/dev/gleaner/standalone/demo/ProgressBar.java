package dev.gleaner.standalone.demo;

import dev.gleaner.client.JobProgress;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Shows how far a job is: one line that is drawn over on a terminal, a new line for every change elsewhere. */
final class ProgressBar {

    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private @Nullable JobProgress shown;

    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(JobProgress now) {
        JobProgress before = shown;
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

    private static String line(JobProgress job) {
        int filled = job.total() == 0 ? WIDTH : Math.min(WIDTH, WIDTH * job.done() / job.total());
        return "[%s%s] %2d of %d  (%d scraped, %d failed)"
                .formatted(
                        "#".repeat(filled),
                        ".".repeat(WIDTH - filled),
                        job.done(),
                        job.total(),
                        job.completed(),
                        job.failed());
    }
}
