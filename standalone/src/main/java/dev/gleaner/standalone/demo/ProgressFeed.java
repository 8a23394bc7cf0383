package dev.gleaner.standalone.demo;

import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The news of one job: pushed over a WebSocket, and asked for whenever that has been silent for a while. */
final class ProgressFeed implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(200);
    /** How long a WebSocket may be silent before the API is asked; without one it is asked at every step. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final JobApi api;
    private final String job;
    private final BlockingQueue<JobCounts> news = new LinkedBlockingQueue<>();
    private final CompletableFuture<WebSocket> socket;
    private volatile boolean socketEnded;

    ProgressFeed(JobApi api, String job) {
        this.api = api;
        this.job = job;
        this.socket = api.listen(job, new Listener());
    }

    /** The next numbers; they may be the same again. */
    JobCounts next() throws InterruptedException {
        Duration waited = Duration.ZERO;
        do {
            JobCounts pushed = news.poll(STEP.toMillis(), TimeUnit.MILLISECONDS);
            if (pushed != null) {
                return pushed;
            }
            waited = waited.plus(STEP);
        } while (waited.compareTo(SILENCE) < 0 && !socketEnded && !socket.isCompletedExceptionally());
        return api.status(job);
    }

    @Override
    public void close() {
        if (!socket.isDone()) {
            socket.cancel(true);
        } else if (!socket.isCompletedExceptionally()) {
            socket.join().abort();
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                take(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            socketEnded = true;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            socketEnded = true;
        }

        private void take(String text) {
            JsonNode body;
            try {
                body = JsonMapper.shared().readTree(text);
            } catch (JacksonException notForUs) {
                return;
            }
            String type = body.path("type").asString("");
            if (type.equals("job_update") || (type.equals("snapshot") && body.has("completed"))) {
                news.add(JobApi.counts(body));
            }
        }
    }
}
