package dev.gleaner.api.live;

import dev.gleaner.api.operations.Watchers;

/** How many watch over the hub. */
record LiveWatchers(LiveHub hub) implements Watchers {
    @Override
    public int webSockets() {
        return hub.size();
    }

    @Override
    public int eventStreams() {
        return 0;
    }
}
