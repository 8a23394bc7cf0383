package dev.gleaner.embedded.process;

/**
 * A MongoDB or Redis that this process has started and stops again. It listens on 127.0.0.1 only, and answers only whoever
 * knows the secret in its URL.
 */
public interface LocalStore extends AutoCloseable {

    /** Where clients connect, such as {@code redis://service:...@127.0.0.1:40123}; never shown. */
    String url();

    /** One line for a person: what runs, where it comes from, where its data is. */
    String description();

    /** Returns when everything that the store has answered so far is on disk; concurrent callers share one turn. */
    void flush();

    /** Stops the store cleanly, in bounded time; a second call does nothing. */
    @Override
    void close();
}
