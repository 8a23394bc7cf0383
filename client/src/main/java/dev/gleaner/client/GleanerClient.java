package dev.gleaner.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The API for Java programs. It may be used by many threads at once, and one is enough for a program.
 *
 * <pre>{@code
 * try (GleanerClient gleaner = GleanerClient.at(URI.create("http://localhost:8000"))) {
 *     SubmittedJob job = gleaner.submit(Submission.builder().url("https://example.org/a").build());
 *     gleaner.awaitEnd(job.jobId(), Duration.ofMinutes(10));
 *     try (Stream<Result> results = gleaner.results(job.jobId())) {
 *         results.forEach(System.out::println);
 *     }
 * }
 * }</pre>
 *
 * <p>Every method throws a {@link GleanerException} when it does not succeed: {@link GleanerException.Refused} for an error
 * that the API answers, {@link GleanerException.Unreachable} where no answer came, {@link GleanerException.Unreadable} where
 * something else answered. Nothing is repeated of its own accord; a {@linkplain Submission.Builder#idempotencyKey key} makes it
 * safe to submit again.
 */
public final class GleanerClient implements AutoCloseable {

    private static final Duration USUAL_CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration USUAL_REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration USUAL_SILENCE = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final Transport transport;
    private final Duration silence;

    private GleanerClient(Builder from) {
        this.transport = new Transport(from.base, from.headers, from.connectTimeout, from.requestTimeout);
        this.silence = from.silence;
    }

    /** A client with the usual timeouts; see {@link #builder}. */
    public static GleanerClient at(URI base) {
        return builder(base).build();
    }

    /**
     * A client to be set up.
     *
     * @param base where the API is, such as {@code http://localhost:8000} or {@code https://example.org/gleaner}
     * @throws IllegalArgumentException if that is no http or https address, or has a query or a fragment
     */
    public static Builder builder(URI base) {
        return new Builder(base);
    }

    /** Submits a list of articles. */
    public SubmittedJob submit(Submission submission) throws InterruptedException {
        Transport.Answer answer = post(submission, false);
        return answer.as(SubmittedJob.class).replayed(answer.hasHeader("Idempotency-Replayed", "true"));
    }

    /** A dry run: what would become of a submission. Nothing is stored. */
    public Preview preview(Submission submission) throws InterruptedException {
        return post(submission, true).as(Preview.class);
    }

    private Transport.Answer post(Submission submission, boolean dryRun) throws InterruptedException {
        String key = submission.idempotencyKey();
        return transport
                .postJson(
                        "/jobs/submit" + new Query().add("dry_run", dryRun ? true : null),
                        submission.body(),
                        key == null ? Map.of() : Map.of("Idempotency-Key", key))
                .successful();
    }

    /** How far a job is. */
    public Job status(String jobId) throws InterruptedException {
        return transport.get(job(jobId, "/status")).successful().as(Job.class);
    }

    /** Jobs, newest first. */
    public List<Job> jobs(JobFilter filter) throws InterruptedException {
        return List.of(transport.get("/jobs" + filter.query()).successful().as(Job[].class));
    }

    /**
     * A page of the articles of a job, in order of submission.
     *
     * @param status only articles in this state, or null
     * @param cursor of the page before, or null for the first page
     * @param limit 1 to 1000: how many submitted articles the page covers
     */
    public JobArticles articles(String jobId, @Nullable ArticleStatus status, @Nullable String cursor, int limit)
            throws InterruptedException {
        Query query = new Query().add("status", status).add("limit", limit).add("cursor", cursor);
        return transport.get(job(jobId, "/articles") + query).successful().as(JobArticles.class);
    }

    /**
     * Everything that has ended of a job so far, in order of submission, read as it comes. Close the stream unless it was read
     * to its end.
     */
    public Stream<Result> results(String jobId) throws InterruptedException {
        Transport.Body body =
                transport.open(job(jobId, "/results") + new Query().add("format", ResultFormat.NDJSON.parameter()));
        return StreamSupport.stream(new Lines(body), false).onClose(body::close);
    }

    /**
     * What has ended of a page of the articles of a job.
     *
     * @param cursor of the page before, or null for the first page
     * @param limit 1 to 1000: how many submitted articles the page covers
     */
    public Results results(String jobId, @Nullable String cursor, int limit) throws InterruptedException {
        Query query = new Query()
                .add("format", ResultFormat.JSON.parameter())
                .add("limit", limit)
                .add("cursor", cursor);
        return transport.get(job(jobId, "/results") + query).successful().as(Results.class);
    }

    /** What a job brought, in short; of one that is under way, what is known so far. */
    public Report report(String jobId) throws InterruptedException {
        return transport.get(job(jobId, "/report")).successful().as(Report.class);
    }

    /**
     * Writes the same as the API tells it, with whatever this client does not know.
     *
     * @return how many bytes
     * @throws IOException if it cannot be written
     */
    public long downloadReport(String jobId, ReportFormat format, OutputStream out)
            throws IOException, InterruptedException {
        return download(job(jobId, "/report") + new Query().add("format", format.parameter()), out);
    }

    /**
     * Writes everything that has ended of a job so far.
     *
     * @return how many bytes
     * @throws IOException if it cannot be written
     */
    public long download(String jobId, ResultFormat format, OutputStream out) throws IOException, InterruptedException {
        return download(job(jobId, "/results") + new Query().add("format", format.parameter()), out);
    }

    private long download(String path, OutputStream out) throws IOException, InterruptedException {
        try (Transport.Body body = transport.open(path)) {
            byte[] buffer = new byte[1 << 16];
            long written = 0;
            for (int read = read(body, buffer); read >= 0; read = read(body, buffer)) {
                out.write(buffer, 0, read);
                written += read;
            }
            return written;
        }
    }

    /** A fault of the reading side is told apart from one of the writing side. */
    private static int read(Transport.Body body, byte[] buffer) {
        try {
            return body.in().read(buffer);
        } catch (IOException cut) {
            throw body.cut(cut);
        }
    }

    /** Fetches the failed articles of an ended job again. */
    public RetriedJob retry(String jobId) throws InterruptedException {
        return transport.post(job(jobId, "/retry")).successful().as(RetriedJob.class);
    }

    /** Pauses an open job: nothing more of it is claimed until it is resumed; what runs ends. */
    public Job pause(String jobId) throws InterruptedException {
        return transport.post(job(jobId, "/pause")).successful().as(Job.class);
    }

    /** Lets everything that waits of a paused job be claimed again. */
    public Job resumeJob(String jobId) throws InterruptedException {
        return transport.post(job(jobId, "/resume")).successful().as(Job.class);
    }

    /**
     * Gives what waits of an open job another priority.
     *
     * @param priority 1 to 3 high, 4 to 7 medium, 8 to 10 low
     */
    public Job prioritise(String jobId, int priority) throws InterruptedException {
        return transport
                .patchJson(job(jobId, ""), Map.of("priority", priority))
                .successful()
                .as(Job.class);
    }

    /**
     * Cancels open jobs, as many as the selection's limit allows.
     *
     * @param dryRun whether they are only counted
     */
    public JobSelection.Change cancelAll(JobSelection jobs, boolean dryRun) throws InterruptedException {
        return transport
                .postJson("/jobs/cancel", jobs.body(dryRun), Map.of())
                .successful()
                .as(JobSelection.Change.class);
    }

    /**
     * Fetches the failed articles of ended jobs again, of as many as the selection's limit allows.
     *
     * @param dryRun whether they are only counted
     */
    public JobSelection.Change retryAll(JobSelection jobs, boolean dryRun) throws InterruptedException {
        return transport
                .postJson("/jobs/retry", jobs.body(dryRun), Map.of())
                .successful()
                .as(JobSelection.Change.class);
    }

    /** Cancels an open job; it stays on record. */
    public CancelledJob cancel(String jobId) throws InterruptedException {
        return transport.delete(job(jobId, "")).successful().as(CancelledJob.class);
    }

    /** Removes a job in any state with its results; the articles stay for others. */
    public CancelledJob purge(String jobId) throws InterruptedException {
        return transport
                .delete(job(jobId, "") + new Query().add("purge", true))
                .successful()
                .as(CancelledJob.class);
    }

    /** An article; empty if there is none of this id. */
    public Optional<Article> article(String articleId) throws InterruptedException {
        return found(transport.get("/articles/" + Query.encoded(articleId)));
    }

    /** An article by any form of its address; empty if nobody has asked for it. */
    public Optional<Article> articleByUrl(String url) throws InterruptedException {
        return found(transport.get("/articles" + new Query().add("url", url)));
    }

    private static Optional<Article> found(Transport.Answer answer) {
        return answer.status() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(answer.successful().as(Article.class));
    }

    /**
     * How hosts stand in the queue: the paused first, then the slowed, then all others of which something waits or runs.
     *
     * @param state only those that stand so, or null
     * @param limit 1 to 1000
     */
    public Hosts hosts(@Nullable HostState state, int limit) throws InterruptedException {
        Query query = new Query().add("state", state).add("limit", limit);
        return transport.get("/hosts" + query).successful().as(Hosts.class);
    }

    /** How the fleet fares, and an operator's hand in it. */
    public Operations operations() {
        return new Operations(transport);
    }

    /** Ends the pause of a host, and lets it have as many fetches at a time as any other. */
    public Host resume(String host) throws InterruptedException {
        return transport
                .post("/hosts/" + Query.encoded(host) + "/resume")
                .successful()
                .as(Host.class);
    }

    /** Work under names. */
    public Presets presets() {
        return new Presets(transport);
    }

    /** How articles came to be what they are: attempts, former contents, and who asked for them. */
    public History history() {
        return new History(transport);
    }

    /** Work that repeats by itself. */
    public Schedules schedules() {
        return new Schedules(transport);
    }

    /** How the API and its stores are. */
    public Health health() throws InterruptedException {
        Transport.Answer answer = transport.get("/health");
        // The answer of the API itself; a problem of something before it is none.
        boolean told = answer.status() == UNAVAILABLE && answer.hasHeader("Content-Type", "application/json");
        return (told ? answer : answer.successful()).as(Health.class);
    }

    /** The live progress of a job. */
    public ProgressFeed watch(String jobId) {
        return new ProgressFeed(this, transport, jobId, silence);
    }

    /**
     * The live progress of all jobs: first of those that are open, then of whatever moves. It begins to listen with the first
     * call for news; a job that ended before that is not told.
     */
    public ProgressFeed watchAll() {
        return new ProgressFeed(this, transport, null, silence);
    }

    /**
     * Waits for the end of a job.
     *
     * @return how it ended
     * @throws GleanerException.NotEnded if it has not ended within the limit
     */
    public JobProgress awaitEnd(String jobId, Duration limit) throws InterruptedException {
        return awaitEnd(jobId, limit, news -> {});
    }

    /**
     * The same, and tells everything on the way.
     *
     * @param listener is given all news, the last one too
     */
    public JobProgress awaitEnd(String jobId, Duration limit, Consumer<JobProgress> listener)
            throws InterruptedException {
        long begin = System.nanoTime();
        JobProgress last = null;
        try (ProgressFeed feed = watch(jobId)) {
            while (true) {
                Optional<JobProgress> news = feed.next(limit.minusNanos(System.nanoTime() - begin));
                last = news.isPresent() ? news.get() : askOnceMore(jobId, limit, last);
                listener.accept(last);
                if (last.ended()) {
                    return last;
                }
            }
        }
    }

    /** The limit is over; the job may have ended all the same. */
    private JobProgress askOnceMore(String jobId, Duration limit, @Nullable JobProgress last)
            throws InterruptedException {
        JobProgress now;
        try {
            now = JobProgress.of(status(jobId));
        } catch (GleanerException.Unreachable away) {
            throw new GleanerException.NotEnded(jobId, limit, last, away);
        }
        if (!now.ended()) {
            throw new GleanerException.NotEnded(jobId, limit, now, null);
        }
        return now;
    }

    private static String job(String jobId, String rest) {
        return "/jobs/" + Query.encoded(jobId) + rest;
    }

    /** Ends whatever is under way, feeds too. */
    @Override
    public void close() {
        transport.close();
    }

    /** The results of a job, one from each line. */
    private static final class Lines extends Spliterators.AbstractSpliterator<Result> {
        private final Transport.Body body;
        private final BufferedReader reader;

        Lines(Transport.Body body) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.body = body;
            this.reader = new BufferedReader(new InputStreamReader(body.in(), StandardCharsets.UTF_8));
        }

        @Override
        public boolean tryAdvance(Consumer<? super Result> action) {
            String line;
            try {
                line = reader.readLine();
            } catch (IOException cut) {
                throw body.cut(cut);
            }
            if (line == null) {
                body.close();
                return false;
            }
            action.accept(body.read(line, Result.class));
            return true;
        }
    }

    /** Sets up a client. */
    public static final class Builder {

        private final URI base;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private Duration connectTimeout = USUAL_CONNECT_TIMEOUT;
        private Duration requestTimeout = USUAL_REQUEST_TIMEOUT;
        private Duration silence = USUAL_SILENCE;

        private Builder(URI base) {
            boolean web = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
            if (!web || base.getHost() == null || base.getRawQuery() != null || base.getRawFragment() != null) {
                throw new IllegalArgumentException("Not the address of an API: " + base);
            }
            this.base = base;
        }

        /** How long it may take to connect; 10 seconds unless set. */
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return this;
        }

        /**
         * How long an answer may take; 60 seconds unless set. Streams and downloads may take as long as they need, once they have
         * begun.
         */
        public Builder requestTimeout(Duration timeout) {
            requestTimeout = timeout;
            return this;
        }

        /** How long live messages may stay away before the connection is tested; 5 seconds unless set. */
        public Builder silence(Duration limit) {
            silence = limit;
            return this;
        }

        /** Sent with every request, such as what a proxy before the API asks for. */
        public Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /** The client. */
        public GleanerClient build() {
            return new GleanerClient(this);
        }
    }
}
