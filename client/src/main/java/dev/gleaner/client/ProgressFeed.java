package dev.gleaner.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The live progress of one job or of all. It is pushed over a WebSocket; when that breaks, it is opened again, and as long as
 * there is none the API is asked instead, so that no end of a job is lost. Each job is told with revisions that never fall,
 * but for articles of the one job that ended while there was no connection: they follow, and none is told twice, though the
 * job itself may have been told before them.
 *
 * <p>For one thread; another one may close it.
 */
public final class ProgressFeed implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** Jobs whose end is remembered, so that an answer that was overtaken does not open them again. */
    private static final int REMEMBERED = 1_000;

    private final GleanerClient client;
    private final Transport transport;
    private final @Nullable String jobId;
    private final Duration silence;
    private final Queue<JobProgress> ready = new ArrayDeque<>();
    private final Map<String, Long> open = new LinkedHashMap<>();
    private final Map<String, Long> ended = new LinkedHashMap<>();

    private volatile @Nullable LiveSocket socket;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Of the last message of the one job: another connection goes on after it. Empty before there was one. */
    private String lastId = "";

    private Duration pause = FIRST_PAUSE;
    private long pauseEnd = System.nanoTime();
    private long lastSign;
    private boolean pinged;

    /**
     * @param jobId null for all jobs
     * @param silence after which a sign of life is asked for; after twice as long the connection counts as broken
     */
    ProgressFeed(GleanerClient client, Transport transport, @Nullable String jobId, Duration silence) {
        this.silence = silence;
        this.client = client;
        this.transport = transport;
        this.jobId = jobId;
    }

    /**
     * The next news, however long that takes; first of all, how far the job, or every open job, is now.
     *
     * @throws GleanerException.Refused if there is no such job, or the API will not tell; other faults are waited out
     * @throws IllegalStateException if the feed is closed
     */
    public JobProgress next() throws InterruptedException {
        while (true) {
            Optional<JobProgress> news = next(LONGEST_PAUSE);
            if (news.isPresent()) {
                return news.get();
            }
        }
    }

    /**
     * The next news, or nothing if there is none within that time.
     *
     * @throws GleanerException.Refused if there is no such job, or the API will not tell; other faults are waited out
     * @throws IllegalStateException if the feed is closed
     */
    public Optional<JobProgress> next(Duration patience) throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            if (isClosed()) {
                throw new IllegalStateException("The feed is closed");
            }
            JobProgress news = ready.poll();
            if (news != null) {
                return Optional.of(news);
            }
            Duration left = patience.minusNanos(System.nanoTime() - begin);
            if (!left.isPositive()) {
                return Optional.empty();
            }
            listen(left);
        }
    }

    /** Whether news are pushed now; if not, another connection is tried again and again. */
    public boolean isConnected() {
        LiveSocket current = socket;
        return current != null && current.isOpen();
    }

    /** One step: waits for a message, or for the time to open another connection. */
    private void listen(Duration left) throws InterruptedException {
        LiveSocket current = socket;
        if (current == null) {
            Duration toPause = Duration.ofNanos(pauseEnd - System.nanoTime());
            if (toPause.isPositive()) {
                // The end of the feed ends the pause.
                closed.await(shorter(toPause, left).toNanos(), TimeUnit.NANOSECONDS);
            } else {
                connect();
            }
            return;
        }
        Duration limit = pinged ? silence.multipliedBy(2) : silence;
        Duration toLimit = limit.minusNanos(System.nanoTime() - lastSign);
        LiveSocket.Signal signal = current.next(shorter(left, toLimit));
        if (signal == null) {
            if (toLimit.compareTo(left) <= 0) {
                silent(current);
            }
            return;
        }
        switch (signal) {
            case LiveSocket.Signal.Message message -> {
                lastSign = System.nanoTime();
                pinged = false;
                take(message.text());
            }
            case LiveSocket.Signal.Ended end -> disconnected();
        }
    }

    /** A connection may be gone without a word: a process was killed, or a network cut. */
    private void silent(LiveSocket current) throws InterruptedException {
        if (pinged) {
            disconnected();
        } else {
            pinged = true;
            current.ping();
        }
    }

    private void connect() {
        lastSign = System.nanoTime();
        pinged = false;
        LiveSocket opened = new LiveSocket(
                transport,
                jobId == null ? "/ws" : "/ws/jobs/" + Query.encoded(jobId) + "?since=" + Query.encoded(lastId));
        socket = opened;
        if (isClosed()) {
            opened.close();
        }
    }

    /** Without a connection the API is asked; a connection that is open again begins with what was missed. */
    private void disconnected() throws InterruptedException {
        LiveSocket broken = socket;
        if (broken != null) {
            broken.close();
        }
        socket = null;
        pauseEnd = System.nanoTime() + pause.toNanos();
        pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        if (!isClosed()) {
            ask();
        }
    }

    private void ask() throws InterruptedException {
        try {
            if (jobId != null) {
                heard(JobProgress.of(client.status(jobId)));
            } else {
                Set<String> listed = new LinkedHashSet<>();
                for (JobStatus status : List.of(JobStatus.PENDING, JobStatus.IN_PROGRESS)) {
                    for (Job job : client.jobs(JobFilter.all().status(status).page(1_000, 0))) {
                        listed.add(job.jobId());
                        heard(JobProgress.of(job));
                    }
                }
                askForOthers(listed);
            }
        } catch (GleanerException fault) {
            waitOut(fault);
        }
    }

    /** A snapshot of all names the open jobs; one that was open before and is not among them ended while nobody listened. */
    private void askForOthers(Set<String> listed) throws InterruptedException {
        for (String job : List.copyOf(open.keySet())) {
            if (!listed.contains(job)) {
                try {
                    heard(JobProgress.of(client.status(job)));
                } catch (GleanerException.Refused removed) {
                    if (removed.status() != 404) {
                        throw removed;
                    }
                    open.remove(job);
                }
            }
        }
    }

    private void waitOut(GleanerException fault) {
        switch (fault) {
            case GleanerException.Refused refused -> {
                if (!refused.isTransient()) {
                    throw refused;
                }
            }
            case GleanerException.Unreadable other -> throw other;
            case GleanerException.Unreachable away -> {}
            case GleanerException.NotEnded none -> throw none;
        }
    }

    private void take(String text) throws InterruptedException {
        Frame frame;
        try {
            frame = Json.MAPPER.readValue(text, Frame.class);
        } catch (JacksonException notForUs) {
            return;
        }
        if (frame == null || frame.type() == null) {
            return;
        }
        if (frame.type().equals("snapshot") || frame.type().equals("job_update")) {
            pause = FIRST_PAUSE;
            if (frame.jobs() != null) {
                takeOpenJobs(frame.jobs());
            } else if (frame.jobId() != null && frame.status() != null) {
                takeJob(frame);
            }
        }
    }

    /**
     * A message with an id stands in the order of ends: an article in it was told by none before. It may be one that was missed,
     * with numbers that were asked for meanwhile.
     */
    private void takeJob(Frame frame) {
        JobProgress news = frame.progress();
        boolean missed = frame.id() != null && news.updates().stream().anyMatch(step -> step.articleId() != null);
        if (!heard(news) && missed) {
            ready.add(news);
        }
        lastId = Objects.requireNonNullElse(frame.id(), lastId);
    }

    private void takeOpenJobs(List<Frame> jobs) throws InterruptedException {
        Set<String> listed = new LinkedHashSet<>();
        for (Frame job : jobs) {
            listed.add(Objects.requireNonNullElse(job.jobId(), ""));
            heard(job.progress());
        }
        try {
            askForOthers(listed);
        } catch (GleanerException fault) {
            waitOut(fault);
            // The next connection begins with another snapshot.
            disconnected();
        }
    }

    /** Takes news, unless they are older than what was told. */
    private boolean heard(JobProgress news) {
        Long before = open.getOrDefault(news.jobId(), ended.get(news.jobId()));
        if (before != null && before >= news.revision()) {
            return false;
        }
        open.remove(news.jobId());
        ended.remove(news.jobId());
        (news.ended() ? ended : open).put(news.jobId(), news.revision());
        if (ended.size() > REMEMBERED) {
            ended.remove(ended.keySet().iterator().next());
        }
        ready.add(news);
        return true;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void close() {
        closed.countDown();
        LiveSocket current = socket;
        if (current != null) {
            current.close();
        }
    }

    /** A message, or one job within the snapshot of all. */
    record Frame(
            @Nullable String type,
            @Nullable String id,
            @Nullable String jobId,
            @Nullable JobStatus status,
            int completed,
            int failed,
            int total,
            long revision,
            @Nullable List<ArticleUpdate> updates,
            @Nullable List<Frame> jobs) {

        JobProgress progress() {
            return new JobProgress(
                    Objects.requireNonNullElse(jobId, ""),
                    Objects.requireNonNullElse(status, JobStatus.UNKNOWN),
                    completed,
                    failed,
                    total,
                    revision,
                    Objects.requireNonNullElse(updates, List.of()));
        }
    }
}
