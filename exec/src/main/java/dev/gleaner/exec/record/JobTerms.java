package dev.gleaner.exec.record;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a job may take.
 *
 * @param timeout null for none
 * @param maxOutput bytes that are kept of each of its two logs
 * @param maxMemory resident bytes of all its processes together; null for no bound
 * @param stopGrace between the request to end and the end
 * @param freshFor how long its success counts; null if that was not said
 */
public record JobTerms(
        @Nullable Duration timeout,
        long maxOutput,
        @Nullable Long maxMemory,
        Duration stopGrace,
        @Nullable Duration freshFor) {}
