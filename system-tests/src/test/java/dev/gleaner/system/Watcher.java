package dev.gleaner.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A WebSocket client that keeps every message. */
final class Watcher implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final WebSocket socket;

    /** Watches all jobs, or one. */
    Watcher(String base, String path) {
        this.socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(base.replaceFirst("^http", "ws") + path), new Keeper())
                .join();
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    /** Every message as it came. */
    List<String> texts() {
        return texts;
    }

    /** Every JSON message so far. */
    List<JsonNode> messages() {
        return messages;
    }

    /** The states of a job as told, in the order of arrival. */
    List<Seen> of(String job) {
        return messages.stream()
                .filter(message -> job.equals(message.path("job_id").asString("")))
                .map(message -> new Seen(
                        message.get("status").asString(),
                        message.get("completed").asInt(),
                        message.get("failed").asInt(),
                        message.get("total").asInt(),
                        message.get("revision").asLong()))
                .toList();
    }

    @Override
    public void close() {
        socket.abort();
    }

    record Seen(String status, int completed, int failed, int total, long revision) {
        boolean ended() {
            return !status.equals("PENDING") && !status.equals("IN_PROGRESS");
        }
    }

    private final class Keeper implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                texts.add(text.toString());
                if (text.charAt(0) == '{') {
                    messages.add(JSON.readTree(text.toString()));
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
