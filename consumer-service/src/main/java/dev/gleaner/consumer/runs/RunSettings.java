package dev.gleaner.consumer.runs;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What runs may do.
 *
 * @param maxItems RUN_MAX_ITEMS, articles that one process may find
 */
@ConfigurationProperties("gleaner.runs")
public record RunSettings(int maxItems) {
    public RunSettings {
        if (maxItems < 1) {
            throw new IllegalArgumentException("RUN_MAX_ITEMS must be at least 1, but is " + maxItems);
        }
    }
}
