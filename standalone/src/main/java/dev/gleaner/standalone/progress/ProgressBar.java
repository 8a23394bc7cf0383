package dev.gleaner.standalone.progress;

import dev.gleaner.client.JobProgress;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Shows how far a job is: one line that is drawn over on a terminal; elsewhere a new line for each change, of a long job for each twentieth. */
public final class ProgressBar {

    private static final int WIDTH = 30;
    /** So many lines at most, where none can be drawn over. */
    private static final int LINES = 20;

    private final PrintStream out;
    private final boolean terminal;
    private @Nullable JobProgress shown;

    /**
     * @param out where it is shown
     * @param terminal whether a line there can be drawn over
     */
    public ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** News of the job, one after the other. */
    public void show(JobProgress now) {
        JobProgress before = shown;
        if (terminal) {
            out.print("\r" + line(now));
        } else if (before == null || isWorthALine(now, before)) {
            out.println(line(now));
        } else {
            return;
        }
        shown = now;
        out.flush();
    }

    private static boolean isWorthALine(JobProgress now, JobProgress last) {
        int more = now.done() - last.done();
        return more > 0 && (now.ended() || more >= now.total() / LINES);
    }

    /** Leaves the line, so that what follows starts on a new one. */
    public void end() {
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
