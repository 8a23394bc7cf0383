package dev.gleaner.api.live;

import java.io.IOException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Events as Server-Sent Events. */
record SseWire(SseEmitter emitter) implements EventWire {
    @Override
    public void send(EventReader.Event event) throws IOException {
        emitter.send(SseEmitter.event().id(event.id()).name(event.type()).data(event.data()));
    }

    @Override
    public void beat() throws IOException {
        emitter.send(SseEmitter.event().comment("heartbeat"));
    }

    @Override
    public void end(boolean removed) {
        // It waits for the message under way, and that may wait for a reader who never reads.
        Thread.ofVirtual().start(emitter::complete);
    }
}
