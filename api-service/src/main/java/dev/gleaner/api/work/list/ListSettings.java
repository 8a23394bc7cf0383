package dev.gleaner.api.work.list;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * What the reading of a list of articles may take, that is given by its address.
 *
 * @param maxBody LIST_MAX_BODY, of one file of a list, after decompression; up to 64MB
 * @param maxFiles LIST_MAX_FILES, files that are read of one list, the sitemap index that names them among them
 * @param timeout LIST_TIMEOUT, for all files of a list
 */
@ConfigurationProperties("gleaner.list")
public record ListSettings(
        DataSize maxBody,
        int maxFiles,
        @DurationUnit(ChronoUnit.SECONDS) Duration timeout) {
    private static final DataSize LARGEST = DataSize.ofMegabytes(64);

    public ListSettings {
        if (maxBody.toBytes() < 1 || maxBody.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException(
                    "LIST_MAX_BODY must be at most %s, but is %s".formatted(LARGEST, maxBody));
        }
        if (maxFiles < 1) {
            throw new IllegalArgumentException("LIST_MAX_FILES must be at least 1, but is " + maxFiles);
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("LIST_TIMEOUT must be positive, but is " + timeout);
        }
    }
}
