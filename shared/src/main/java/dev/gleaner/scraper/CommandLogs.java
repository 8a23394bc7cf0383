package dev.gleaner.scraper;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the last commands of articles wrote. A consumer writes it as it comes, an API process reads it meanwhile. Of an article
 * the last attempt is kept.
 */
public interface CommandLogs {
    /** A new attempt takes the place of what is there. */
    void begin(String articleId, Began began);

    /**
     * More of it. A repeat of the same place changes nothing; of an attempt that is not the last, and past the bytes that are
     * kept of a stream, nothing is kept.
     *
     * @param offset of the first byte in the whole stream; not behind the end of what was appended before
     * @throws IllegalArgumentException if something between is missing
     */
    void append(String articleId, String attempt, Stream stream, long offset, byte[] bytes);

    void end(String articleId, String attempt, Ended ended);

    Optional<State> find(String articleId);

    /** From a place on, at most so many bytes; empty if there is no more. */
    byte[] read(String articleId, String attempt, Stream stream, long offset, int most);

    void remove(Collection<String> articleIds);

    /**
     * Removes what was written before a time.
     *
     * @return documents that are gone
     */
    long removeBefore(Instant time);

    /** Where it was written to. */
    enum Stream {
        STDOUT,
        STDERR
    }

    /**
     * An attempt has begun.
     *
     * @param attempt a word for it that no other has
     * @param consumer that runs the command
     */
    record Began(String attempt, String scraper, String consumer, Instant startedAt) {}

    /**
     * An attempt has ended.
     *
     * @param exitCode null if a signal ended it
     * @param stopped why we stopped it, in lower case; null if it ended by itself
     */
    record Ended(
            @Nullable Integer exitCode,
            @Nullable String signal,
            @Nullable String stopped,
            Instant endedAt,
            long peakMemoryBytes,
            Duration cpu,
            long stdoutBytes,
            long stderrBytes) {}

    /** @param ended null while it runs */
    record State(Began began, @Nullable Ended ended) {}
}
