package dev.gleaner.consumer.command.run;

import dev.gleaner.consumer.Bench;
import dev.gleaner.scraper.CommandLogs;
import dev.gleaner.scraper.ScraperRegistry;
import dev.gleaner.scraper.ScraperSummary;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps what commands print, of all of them together. */
final class KeptLogs implements CommandLogs {
    volatile boolean away;
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private int ended;

    synchronized String text() {
        return all.toString(StandardCharsets.UTF_8);
    }

    synchronized int ended() {
        return ended;
    }

    @Override
    public void begin(String articleId, Began began) {
        if (away) {
            throw Bench.away();
        }
    }

    @Override
    public synchronized void append(String articleId, String attempt, Stream stream, long offset, byte[] bytes) {
        all.writeBytes(bytes);
    }

    @Override
    public synchronized void end(String articleId, String attempt, Ended how) {
        ended++;
    }

    @Override
    public Optional<State> find(String articleId) {
        return Optional.empty();
    }

    @Override
    public byte[] read(String articleId, String attempt, Stream stream, long offset, int most) {
        return new byte[0];
    }

    @Override
    public void remove(Collection<String> articleIds) {}

    @Override
    public long removeBefore(Instant time) {
        return 0;
    }

    /** Nobody has told anything. */
    ScraperRegistry registry() {
        return new ScraperRegistry() {
            @Override
            public void announce(String consumer, List<ScraperSummary> scrapers, Instant now) {}

            @Override
            public void leave(String consumer) {}

            @Override
            public List<Known> known(Instant now) {
                return List.of();
            }
        };
    }
}
