package dev.gleaner.cli.screen;

import dev.gleaner.client.JobProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Shows how far a job is: one line that is drawn over on a terminal; elsewhere a new line for each change, of a long job for each twentieth. */
public final class ProgressBar {

    private static final int WIDTH = 30;
    /** So many lines at most, where none can be drawn over. */
    private static final int LINES = 20;

    private final PrintStream out;
    private final boolean terminal;
    private final Rate rate;
    private @Nullable JobProgress shown;
    private int drawn;

    /**
     * @param out where it is shown
     * @param terminal whether a line there can be drawn over
     */
    public ProgressBar(PrintStream out, boolean terminal) {
        this(out, terminal, System::nanoTime);
    }

    /** @param nanos the time, as {@link System#nanoTime()} has it */
    public ProgressBar(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.rate = new Rate(nanos);
    }

    /** News of the job, one after the other. */
    public void show(JobProgress now) {
        JobProgress before = shown;
        rate.at(now.done());
        if (terminal) {
            draw(line(now) + speed(now));
        } else if (before == null || isWorthALine(now, before)) {
            out.println(line(now));
        } else {
            return;
        }
        shown = now;
        out.flush();
    }

    /** There are no news: the time that is left is told anew. */
    public void tick() {
        JobProgress last = shown;
        if (terminal && last != null) {
            draw(line(last) + speed(last));
            out.flush();
        }
    }

    /** The server has been away for so long. */
    public void away(Duration since) {
        JobProgress last = shown;
        if (terminal && last != null) {
            draw("%s  no answer for %s, trying again".formatted(line(last), Words.span(since.toSeconds())));
            out.flush();
        }
    }

    /** Prints a line above. */
    public void above(String text) {
        JobProgress last = shown;
        if (terminal && last != null) {
            draw(text);
            out.println();
            drawn = 0;
            draw(line(last) + speed(last));
            out.flush();
        } else {
            out.println(text);
        }
    }

    private void draw(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
        drawn = line.length();
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

    private String speed(JobProgress job) {
        Double perSecond = rate.perSecond();
        if (perSecond == null || job.ended()) {
            return "";
        }
        Long left = rate.secondsFor(Math.max(0, job.total() - job.done()));
        return "  %s%s".formatted(Words.rate(perSecond), left == null ? "" : "  ETA " + Words.span(left));
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
