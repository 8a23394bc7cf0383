package dev.gleaner.standalone.demo;

import dev.gleaner.cli.screen.ProgressBar;
import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.GleanerException;
import dev.gleaner.client.JobProgress;
import dev.gleaner.client.JobStatus;
import dev.gleaner.client.Result;
import dev.gleaner.client.Submission;
import dev.gleaner.client.SubmittedJob;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Has the demo site scraped through the public API, shows how it goes, and judges the outcome. */
public final class DemoRun {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final URI address;
    private final DemoSite site;
    private final PrintStream out;
    private final boolean terminal;
    private final Duration limit;

    /**
     * @param api the address of the API, for example {@code http://localhost:8000}
     * @param site the site to scrape
     * @param out where to tell about it
     * @param terminal whether a line there can be drawn over
     */
    public DemoRun(URI api, DemoSite site, PrintStream out, boolean terminal) {
        this(api, site, out, terminal, LIMIT);
    }

    DemoRun(URI api, DemoSite site, PrintStream out, boolean terminal, Duration limit) {
        this.address = api;
        this.site = site;
        this.out = out;
        this.terminal = terminal;
        this.limit = limit;
    }

    /**
     * Runs the demo to its end, which comes after two minutes at the latest.
     *
     * @return whether every article ended as expected
     * @throws DemoException if the API does not do its part
     */
    public boolean run() throws InterruptedException {
        long begin = System.nanoTime();
        try (GleanerClient api = GleanerClient.at(address)) {
            SubmittedJob job = api.submit(submission());
            out.println("Job %s: %d articles, %d of them new, %d from the cache"
                    .formatted(job.jobId(), job.totalArticles(), job.newArticles(), job.cachedArticles()));
            JobProgress end = follow(api, job.jobId());
            List<DemoResult> results = results(api, job.jobId());
            ResultsTable.print(results, out);
            return judge(end, results, Duration.ofNanos(System.nanoTime() - begin));
        } catch (GleanerException fault) {
            throw new DemoException(String.valueOf(fault.getMessage()), fault);
        }
    }

    private Submission submission() {
        Submission.Builder submission = Submission.builder();
        for (DemoArticle article : site.articles()) {
            submission.article(new Submission.Article(
                    site.urlOf(article).toString(), article.source(), article.category(), article.priority()));
        }
        return submission.build();
    }

    private JobProgress follow(GleanerClient api, String job) throws InterruptedException {
        ProgressBar bar = new ProgressBar(out, terminal);
        try {
            return api.awaitEnd(job, limit, bar::show);
        } finally {
            bar.end();
        }
    }

    private List<DemoResult> results(GleanerClient api, String job) throws InterruptedException {
        try (Stream<Result> results = api.results(job)) {
            return DemoResult.of(site, results.toList());
        }
    }

    private boolean judge(JobProgress end, List<DemoResult> results, Duration time) {
        boolean asExpected = true;
        if (end.status() != JobStatus.COMPLETED) {
            out.println("Not as expected: the job ended " + end.status());
            asExpected = false;
        }
        for (DemoResult result : results) {
            if (result.complaint() != null) {
                out.println("Not as expected: " + site.urlOf(result.article()) + ": " + result.complaint());
                asExpected = false;
            }
        }
        long scraped = results.stream().filter(DemoResult::scraped).count();
        long cached = results.stream().filter(DemoResult::cached).count();
        out.println("%d of %d articles scraped (%d from the cache), %d failed, in %d.%d s: %s"
                .formatted(
                        scraped,
                        results.size(),
                        cached,
                        results.size() - scraped,
                        time.toSeconds(),
                        time.toMillisPart() / 100,
                        asExpected ? "all as expected" : "NOT as expected"));
        return asExpected;
    }
}
