package dev.gleaner.api.live;

import dev.gleaner.api.operations.Watchers;

/** How many watch jobs at this process, over either transport. */
record LiveWatchers(LiveHub hub, EventStreams streams, AllEvents all) implements Watchers {
    @Override
    public int webSockets() {
        return hub.sockets() + streams.sockets();
    }

    @Override
    public int eventStreams() {
        return streams.size() + all.size();
    }
}
