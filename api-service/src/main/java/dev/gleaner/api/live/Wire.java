package dev.gleaner.api.live;

import java.io.IOException;

/** The way to one client. */
interface Wire {
    /** Sends a message; may take as long as the client takes to read. */
    void send(String text) throws IOException;

    /** Cuts the connection; never waits. */
    void close();
}
