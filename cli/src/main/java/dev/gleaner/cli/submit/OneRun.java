package dev.gleaner.cli.submit;

import dev.gleaner.cli.screen.ProgressBar;
import dev.gleaner.cli.watch.Follow;
import dev.gleaner.client.ArticleStatus;
import dev.gleaner.client.ArticleUpdate;
import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.GleanerException;
import dev.gleaner.client.Job;
import dev.gleaner.client.JobArticle;
import dev.gleaner.client.JobArticles;
import dev.gleaner.client.JobProgress;
import dev.gleaner.client.JobStatus;
import dev.gleaner.client.Problem;
import dev.gleaner.client.SubmittedJob;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Submits work, waits for its end, and hands over what came of it. */
public final class OneRun {
    private static final int SHOWN_FAILURES = 20;
    private static final int PAGE = 1_000;

    private final GleanerClient api;
    private final OpenJob open;
    private final PrintStream out;
    private final @Nullable PrintStream told;
    private final boolean terminal;
    private final boolean verbose;

    private String newest = "";

    /**
     * @param open that knows what to cancel
     * @param out where the report goes
     * @param told where people are told how it goes, or null
     * @param terminal whether a line there can be drawn over
     */
    public OneRun(GleanerClient api, OpenJob open, PrintStream out, @Nullable PrintStream told, boolean terminal) {
        this(api, open, out, told, terminal, false);
    }

    /** @param verbose whether people are told of each article that ends */
    public OneRun(
            GleanerClient api,
            OpenJob open,
            PrintStream out,
            @Nullable PrintStream told,
            boolean terminal,
            boolean verbose) {
        this.verbose = verbose;
        this.api = api;
        this.open = open;
        this.out = out;
        this.told = told;
        this.terminal = terminal;
    }

    /**
     * Runs it to its end.
     *
     * @return whether all articles are there
     * @throws RunException if it could not be done
     */
    public boolean run(Order order) throws InterruptedException {
        try {
            return runs(order);
        } catch (GleanerException.Refused refused) {
            throw new RunException(text(refused.problem()), refused);
        } catch (GleanerException failed) {
            throw new RunException(String.valueOf(failed.getMessage()), failed);
        }
    }

    /**
     * The same, for those who tell the faults of the server themselves.
     *
     * @throws RunException if what it brought cannot be written
     */
    boolean runs(Order order) throws InterruptedException {
        ResultFolder folder = order.output() == null ? null : new ResultFolder(order.output());
        if (folder != null) {
            folder.require();
        }
        try {
            long begin = System.nanoTime();
            SubmittedJob submitted = api.submit(order.submission());
            String job = submitted.jobId();
            newest = job;
            tell("Job %s: %d articles, %d of them fresh"
                    .formatted(job, submitted.totalArticles(), submitted.cachedArticles()));
            boolean inTime = await(job, order.timeout());
            Job end = api.status(job);
            tellFailures(end);
            tell("%d of %d articles are there (%d of them fresh), %d failed, in %.1f s: %s"
                    .formatted(
                            end.completed(),
                            end.totalArticles(),
                            end.cachedArticles(),
                            end.failed(),
                            Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0,
                            end.status()));
            if (folder != null) {
                Path results = folder.write(api, end, order.format()).getFirst();
                tell("Results: " + results);
            }
            if (order.report() != null) {
                api.downloadReport(job, order.report(), out);
                out.flush();
            }
            return inTime && end.status() == JobStatus.COMPLETED && end.failed() == 0;
        } catch (IOException broken) {
            throw new RunException("The report cannot be printed: " + broken, broken);
        }
    }

    /** Whether it ended by itself; one that does not is cancelled. */
    private boolean await(String job, @Nullable Duration timeout) throws InterruptedException {
        open.begins(api, job);
        ProgressBar bar = told == null ? null : new ProgressBar(told, terminal);
        try {
            if (Follow.toEnd(api, job, timeout, new Drawn(bar, verbose)).isPresent()) {
                return true;
            }
            tell("It has not ended in time and is cancelled");
            open.cancel();
            return false;
        } finally {
            if (bar != null) {
                bar.end();
            }
            open.ends();
        }
    }

    /** How far it is, and of those that want to know each article that ends. */
    private record Drawn(@Nullable ProgressBar bar, boolean verbose) implements Follow.Listener {
        private static final Duration SHORT = Duration.ofSeconds(2);

        @Override
        public void news(JobProgress now) {
            if (bar == null) {
                return;
            }
            for (ArticleUpdate update : now.updates()) {
                if (verbose && update.articleId() != null) {
                    bar.above("%s  %s%s"
                            .formatted(
                                    update.articleStatus(),
                                    update.articleId(),
                                    update.errorCode() == null ? "" : "  " + update.errorCode()));
                }
            }
            bar.show(now);
        }

        @Override
        public void silence(Duration away) {
            if (bar == null) {
                return;
            }
            if (away.compareTo(SHORT) < 0) {
                bar.tick();
            } else {
                bar.away(away);
            }
        }
    }

    /** The job of the last run; empty before it was accepted. */
    String job() {
        return newest;
    }

    private void tellFailures(Job job) throws InterruptedException {
        if (told == null || job.failed() == 0) {
            return;
        }
        int shown = 0;
        String cursor = null;
        do {
            JobArticles page = api.articles(job.jobId(), ArticleStatus.FAILED, cursor, PAGE);
            for (JobArticle article : page.articles()) {
                if (shown++ < SHOWN_FAILURES) {
                    tell("Failed: %s: %s".formatted(article.url(), article.error()));
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null && shown < SHOWN_FAILURES);
        if (job.failed() > SHOWN_FAILURES) {
            tell("and %d more".formatted(job.failed() - SHOWN_FAILURES));
        }
    }

    private void tell(String line) {
        if (told != null) {
            told.println(line);
        }
    }

    private static String text(Problem problem) {
        StringBuilder text = new StringBuilder(problem.detail());
        problem.faults()
                .forEach(fault ->
                        text.append("\n  ").append(fault.path()).append(' ').append(fault.message()));
        return text.toString();
    }
}
