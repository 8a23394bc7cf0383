package dev.gleaner.api.live;

import java.io.IOException;

/** The way of events to one reader. Whoever sends waits for it. */
interface EventWire {
    void send(EventReader.Event event) throws IOException;

    /** A sign of life. */
    void beat() throws IOException;

    /** Ends it; never waits for its reader. */
    void end(boolean removed);
}
