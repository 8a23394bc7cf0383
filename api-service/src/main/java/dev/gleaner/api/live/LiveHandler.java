package dev.gleaner.api.live;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** {@code /ws} and {@code /ws/jobs/{job_id}}: connects sockets with the hub. */
final class LiveHandler extends TextWebSocketHandler {
    static final String JOB = "job";

    private static final int MOST_INBOUND_BYTES = 8 << 10;

    private final LiveHub hub;
    private final Map<String, Client> clients = new ConcurrentHashMap<>();

    LiveHandler(LiveHub hub) {
        this.hub = hub;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        session.setTextMessageSizeLimit(MOST_INBOUND_BYTES);
        session.setBinaryMessageSizeLimit(MOST_INBOUND_BYTES);
        @Nullable String job = (String) session.getAttributes().get(JOB);
        clients.put(session.getId(), hub.join(job, new SessionWire(session)));
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        Client client = clients.get(session.getId());
        if (client != null && message.getPayload().equals("ping")) {
            client.reply(Frames.PONG);
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        Client client = clients.remove(session.getId());
        if (client != null) {
            hub.leave(client);
        }
    }

    /** Sends on the thread of the client; a close from outside ends a send that is stuck. */
    private record SessionWire(WebSocketSession session) implements Wire {
        @Override
        public void send(String text) throws IOException {
            session.sendMessage(new TextMessage(text));
        }

        @Override
        public void close() {
            // A close waits for the message under way, and that may wait for a reader who never reads.
            Thread.ofVirtual().start(() -> {
                try {
                    session.close(CloseStatus.SESSION_NOT_RELIABLE);
                } catch (IOException | IllegalStateException gone) {
                    // Closed all the same.
                }
            });
        }
    }
}
