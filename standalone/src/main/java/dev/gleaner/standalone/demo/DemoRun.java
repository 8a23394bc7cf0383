package dev.gleaner.standalone.demo;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

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
        try (JobApi api = new JobApi(address)) {
            JsonNode submitted = api.submit(site);
            String job = submitted.path("job_id").asString("");
            if (job.isEmpty()) {
                throw new DemoException("The API took the job but gave it no job_id: " + submitted);
            }
            out.println("Job %s: %d articles, %d of them new, %d from the cache"
                    .formatted(
                            job,
                            submitted.path("total_articles").asInt(0),
                            submitted.path("new_articles").asInt(0),
                            submitted.path("cached_articles").asInt(0)));
            JobCounts end = follow(api, job, begin);
            List<DemoResult> results = DemoResult.of(site, api.results(job));
            ResultsTable.print(results, out);
            return judge(end, results, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private JobCounts follow(JobApi api, String job, long begin) throws InterruptedException {
        ProgressBar bar = new ProgressBar(out, terminal);
        try (ProgressFeed feed = new ProgressFeed(api, job)) {
            while (true) {
                JobCounts now = feed.next();
                bar.show(now);
                if (now.ended()) {
                    return now;
                }
                if (System.nanoTime() - begin > limit.toNanos()) {
                    throw new DemoException("The job has not ended within %d seconds: %s with %d of %d articles done"
                            .formatted(limit.toSeconds(), now.status(), now.done(), now.total()));
                }
            }
        } finally {
            bar.end();
        }
    }

    private boolean judge(JobCounts end, List<DemoResult> results, Duration time) {
        boolean asExpected = true;
        if (!end.status().equals("COMPLETED")) {
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
