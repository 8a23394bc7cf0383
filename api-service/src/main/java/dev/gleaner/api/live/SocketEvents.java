package dev.gleaner.api.live;

import java.io.IOException;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** Events as messages of a WebSocket; the id stands in them. */
record SocketEvents(WebSocketSession session) implements EventWire {
    @Override
    public void send(EventReader.Event event) throws IOException {
        session.sendMessage(new TextMessage(event.data()));
    }

    @Override
    public void beat() throws IOException {
        session.sendMessage(new TextMessage(Frames.HEARTBEAT));
    }

    @Override
    public void end(boolean removed) {
        LiveHandler.close(session, removed ? LiveHandler.NO_JOB : CloseStatus.SESSION_NOT_RELIABLE);
    }
}
