package dev.gleaner.api.live;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** {@code /ws} and {@code /ws/jobs/{job_id}}: connects sockets with the hub. */
final class LiveHandler extends TextWebSocketHandler {
    static final String JOB = "job";
    static final String READER = "reader";
    static final String TOLD = "told";

    /** There is no such job, or no more. */
    static final CloseStatus NO_JOB = new CloseStatus(4404, "There is no such job");

    private static final int MOST_INBOUND_BYTES = 8 << 10;
    private static final int LONGEST_SEND = 20_000;
    private static final int MOST_UNSENT_BYTES = 256 << 10;

    private final LiveHub hub;
    private final EventStreams streams;
    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final Map<String, WebSocketSession> open = new ConcurrentHashMap<>();
    private final Map<String, Runnable> readers = new ConcurrentHashMap<>();

    LiveHandler(LiveHub hub, EventStreams streams) {
        this.hub = hub;
        this.streams = streams;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        session.setTextMessageSizeLimit(MOST_INBOUND_BYTES);
        session.setBinaryMessageSizeLimit(MOST_INBOUND_BYTES);
        @Nullable String job = (String) session.getAttributes().get(JOB);
        Map<String, Object> place = session.getAttributes();
        if (job != null && place.get(READER) instanceof EventReader reader) {
            // Answers to pings go out on the thread of the container.
            WebSocketSession guarded =
                    new ConcurrentWebSocketSessionDecorator(session, LONGEST_SEND, MOST_UNSENT_BYTES);
            open.put(session.getId(), guarded);
            readers.put(session.getId(), streams.tell(job, reader, new SocketEvents(guarded)));
        } else {
            @Nullable Instant told = (Instant) place.get(TOLD);
            clients.put(session.getId(), hub.join(job, told, new SessionWire(session, job == null)));
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
        Client client = clients.get(session.getId());
        WebSocketSession reader = open.get(session.getId());
        if (reader != null && message.getPayload().equals("ping")) {
            reader.sendMessage(new TextMessage(Frames.PONG));
        }
        if (client != null && message.getPayload().equals("ping")) {
            client.reply(Frames.PONG);
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        open.remove(session.getId());
        Runnable reader = readers.remove(session.getId());
        if (reader != null) {
            reader.run();
        }
        Client client = clients.remove(session.getId());
        if (client != null) {
            hub.leave(client);
        }
    }

    /** Sends on the thread of the client; a close from outside ends a send that is stuck. */
    private record SessionWire(WebSocketSession session, boolean all) implements Wire {
        @Override
        public void send(String type, Instant told, String text) throws IOException {
            send(all ? AllEvents.withId(type, told, text) : text);
        }

        @Override
        public void send(String text) throws IOException {
            session.sendMessage(new TextMessage(text));
        }

        @Override
        public void close() {
            LiveHandler.close(session, CloseStatus.SESSION_NOT_RELIABLE);
        }
    }

    static void close(WebSocketSession session, CloseStatus status) {
        // A close waits for the message under way, and that may wait for a reader who never reads.
        Thread.ofVirtual().start(() -> {
            try {
                session.close(status);
            } catch (IOException | IllegalStateException gone) {
                // Closed all the same.
            }
        });
    }
}
