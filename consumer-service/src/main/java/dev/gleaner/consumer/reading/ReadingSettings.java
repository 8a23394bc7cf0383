package dev.gleaner.consumer.reading;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * How pages are read.
 *
 * @param threads READ_THREADS, pages that are read at a time; 0 for one less than there are processors, at least one
 * @param maxTags READ_MAX_TAGS, tags of a page, and elements made of them; a page with more ends as {@code too_large}
 * @param timeout READ_TIMEOUT, processor time that reading a page may take; one that takes more ends as
 *     {@code extraction_timeout}
 */
@ConfigurationProperties("gleaner.reading")
public record ReadingSettings(
        int threads,
        int maxTags,
        @DurationUnit(ChronoUnit.SECONDS) Duration timeout) {
    public ReadingSettings {
        if (threads < 0) {
            throw new IllegalArgumentException("READ_THREADS must not be negative: " + threads);
        }
        if (maxTags < 1) {
            throw new IllegalArgumentException("READ_MAX_TAGS must be at least 1, not " + maxTags);
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("READ_TIMEOUT must be longer than nothing, not " + timeout);
        }
    }

    /** How many threads read: a processor is left for fetching, for the stores and for the heartbeat. */
    int readers(int processors) {
        return threads > 0 ? threads : Math.max(1, processors - 1);
    }
}
