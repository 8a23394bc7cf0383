package dev.gleaner.event;

/** Is told what happened. It returns quickly: whoever tells it waits. */
@FunctionalInterface
public interface Observer {
    /** Nobody listens. */
    Observer NONE = event -> {};

    void on(Event event);
}
