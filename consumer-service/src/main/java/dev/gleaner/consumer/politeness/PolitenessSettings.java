package dev.gleaner.consumer.politeness;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What politeness may cost.
 *
 * @param robotsMaxMemory ROBOTS_MAX_MEMORY, of all robots.txt files that are kept in Redis together; the oldest make room
 */
@ConfigurationProperties("gleaner.politeness")
public record PolitenessSettings(DataSize robotsMaxMemory) {
    public PolitenessSettings {
        if (robotsMaxMemory.toBytes() < LEAST.toBytes()) {
            throw new IllegalArgumentException(
                    "ROBOTS_MAX_MEMORY must be at least %s, but is %s".formatted(LEAST, robotsMaxMemory));
        }
    }

    /** Room for a few of the largest. */
    private static final DataSize LEAST = DataSize.ofKilobytes(64);
}
