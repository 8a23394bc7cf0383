package dev.gleaner.consumer.reading;

import dev.gleaner.extract.Extraction;
import java.time.Duration;

/**
 * What became of a page.
 *
 * @param took the reading, without the wait for it
 */
public record ReadPage(Extraction extraction, Duration took) {}
