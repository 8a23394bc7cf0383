package dev.gleaner.api.live;

import java.io.IOException;
import java.time.Instant;

/** The way to one client. */
interface Wire {
    /** Sends a message; may take as long as the client takes to read. */
    void send(String text) throws IOException;

    /**
     * Sends a message about jobs.
     *
     * @param told up to when all ends of jobs are told with it
     */
    default void send(String type, Instant told, String text) throws IOException {
        send(text);
    }

    /** Whether it is a WebSocket. */
    default boolean isSocket() {
        return true;
    }

    /** Cuts the connection; never waits. */
    void close();
}
