package dev.gleaner.api.operations;

/** How many clients watch in this process; whoever serves them says so. */
public interface Watchers {
    /** Over WebSocket. */
    int webSockets();

    /** Over Server-Sent Events. */
    int eventStreams();
}
