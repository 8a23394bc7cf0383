package dev.gleaner.api.live;

import dev.gleaner.api.web.problem.Problem;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Readers of the events of all jobs. Their id is a time up to which the end of every job was told: there is no order of
 * ends over all jobs, so it promises that of jobs, and not of their articles.
 */
final class AllEvents {
    private static final String ID = "all:";

    private final LiveHub hub;
    private final EventStreams streams;
    private final LiveSettings settings;
    private final Set<Wire> readers = ConcurrentHashMap.newKeySet();

    AllEvents(LiveHub hub, EventStreams streams, LiveSettings settings) {
        this.hub = hub;
        this.streams = streams;
        this.settings = settings;
    }

    int size() {
        return readers.size();
    }

    /** Whether there are as many readers as may be, those of single jobs among them. */
    boolean isFull() {
        return readers.size() + streams.size() >= settings.maxStreams();
    }

    /**
     * Reads an id.
     *
     * @throws Problem if it is none
     */
    static Instant told(String id) {
        try {
            if (id.startsWith(ID)) {
                return Instant.ofEpochMilli(Long.parseLong(id.substring(ID.length())));
            }
        } catch (NumberFormatException | DateTimeException none) {
            // Told below.
        }
        throw new Problem(HttpStatus.UNPROCESSABLE_ENTITY, "This is the id of no event of all jobs");
    }

    static String id(Instant told) {
        return ID + told.toEpochMilli();
    }

    /** The same message with its id in it. */
    static String withId(String type, Instant told, String text) {
        String begin = "{\"type\":\"" + type + "\",";
        return begin + "\"id\":\"" + id(told) + "\"," + text.substring(begin.length());
    }

    /** @param told up to when the reader was told the ends of jobs; null for from now on */
    SseEmitter open(@Nullable Instant told) {
        SseEmitter emitter = new SseEmitter(0L);
        AllWire wire = new AllWire(emitter);
        readers.add(wire);
        Client client = hub.join(null, told, wire);
        emitter.onCompletion(() -> leave(client, wire));
        emitter.onError(gone -> leave(client, wire));
        return emitter;
    }

    private void leave(Client client, Wire wire) {
        readers.remove(wire);
        hub.leave(client);
    }

    /** Sends what a socket is sent, under an id. */
    private final class AllWire implements Wire {
        private final SseEmitter emitter;

        AllWire(SseEmitter emitter) {
            this.emitter = emitter;
        }

        @Override
        public void send(String text) throws IOException {
            emitter.send(SseEmitter.event().comment("heartbeat"));
        }

        @Override
        public void send(String type, Instant told, String text) throws IOException {
            emitter.send(SseEmitter.event().id(id(told)).name(type).data(withId(type, told, text)));
        }

        @Override
        public boolean isSocket() {
            return false;
        }

        @Override
        public void close() {
            readers.remove(this);
            Thread.ofVirtual().start(emitter::complete);
        }
    }
}
