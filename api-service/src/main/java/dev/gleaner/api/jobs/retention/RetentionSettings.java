package dev.gleaner.api.jobs.retention;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * How long things are kept; zero keeps them for ever. A number without a unit is one of days.
 *
 * @param jobs JOB_RETENTION, from the end of a job
 * @param articles ARTICLE_RETENTION, from the last time that somebody asked for it or it was fetched
 */
@ConfigurationProperties("gleaner.retention")
public record RetentionSettings(
        @DurationUnit(ChronoUnit.DAYS) Duration jobs,
        @DurationUnit(ChronoUnit.DAYS) Duration articles) {
    public RetentionSettings {
        if (jobs.isNegative()) {
            throw new IllegalArgumentException("JOB_RETENTION must not be negative, but is " + jobs);
        }
        if (articles.isNegative()) {
            throw new IllegalArgumentException("ARTICLE_RETENTION must not be negative, but is " + articles);
        }
    }
}
