package dev.gleaner.api.logs;

import dev.gleaner.scraper.CommandLogs;
import dev.gleaner.scraper.CommandLogs.State;
import dev.gleaner.scraper.CommandLogs.Stream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Writes a log as it comes, until the command ends, another attempt takes its place, or it has been silent or followed for too
 * long: a reader that is gone is noticed only when something is written to it.
 */
final class LogFollowing {
    static final int MOST_AT_ONCE = 32;
    static final Duration EVERY = Duration.ofMillis(500);
    static final Duration SILENT = Duration.ofMinutes(15);
    static final Duration LONGEST = Duration.ofHours(1);

    private final CommandLogs logs;
    private final Rest rest;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /** @param rest between two looks */
    LogFollowing(CommandLogs logs, Rest rest, InstantSource clock) {
        this.logs = logs;
        this.rest = rest;
        this.clock = clock;
    }

    /** A place for one more follower, which is to be closed; empty if as many follow as may. */
    Optional<Place> place() {
        return places.tryAcquire() ? Optional.of(places::release) : Optional.empty();
    }

    /**
     * Follows an attempt.
     *
     * @param tail lines of each stream to begin with; negative for all that is there
     * @throws IOException if the reader is gone
     */
    void follow(String articleId, String attempt, Streams streams, int tail, LogText text) throws IOException {
        Map<Stream, Long> places = new EnumMap<>(Stream.class);
        for (Stream stream : streams.all()) {
            byte[] there = LogBytes.all(logs, articleId, attempt, stream);
            text.write(stream, there, tail < 0 ? 0 : LogBytes.tail(there, tail));
            places.put(stream, (long) there.length);
        }
        text.flush();
        Instant end = clock.instant().plus(LONGEST);
        Instant silent = clock.instant().plus(SILENT);
        boolean goesOn = true;
        while (goesOn && clock.instant().isBefore(end) && clock.instant().isBefore(silent)) {
            // Asked before what is there is read: what was written before the end is read after it.
            Optional<State> state = logs.find(articleId);
            goesOn = state.filter(one -> one.began().attempt().equals(attempt) && one.ended() == null)
                    .isPresent();
            if (more(articleId, attempt, places, text)) {
                silent = clock.instant().plus(SILENT);
            }
            goesOn = goesOn && rest.of(EVERY);
        }
    }

    private boolean more(String articleId, String attempt, Map<Stream, Long> places, LogText text) throws IOException {
        boolean any = false;
        for (Map.Entry<Stream, Long> place : places.entrySet()) {
            byte[] piece;
            do {
                piece = logs.read(articleId, attempt, place.getKey(), place.getValue(), LogBytes.PIECE);
                text.write(place.getKey(), piece, 0);
                place.setValue(place.getValue() + piece.length);
                any |= piece.length > 0;
            } while (piece.length > 0);
        }
        if (any) {
            text.flush();
        }
        return any;
    }

    /** A follower's place. */
    @FunctionalInterface
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits. */
    @FunctionalInterface
    interface Rest {
        /** False if it was broken off, so that there is nothing to wait for any more. */
        boolean of(Duration time);

        /** By the clock of the machine. */
        static boolean sleep(Duration time) {
            try {
                Thread.sleep(time);
                return true;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
