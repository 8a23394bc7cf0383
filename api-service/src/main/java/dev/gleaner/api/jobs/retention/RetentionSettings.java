package dev.gleaner.api.jobs.retention;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * How long things are kept; zero keeps them for ever. A number without a unit is one of days.
 *
 * @param jobs JOB_RETENTION, how long a job is kept after its end; 0 keeps it for ever
 * @param articles ARTICLE_RETENTION, how long an article that no job shows is kept after it was asked for or fetched; 0 keeps
 *     it for ever
 * @param commandLogs COMMAND_LOG_RETENTION, how long it is kept what commands of scrapers wrote; 0 keeps it for ever. It goes
 *     with its article if that is removed earlier
 */
@ConfigurationProperties("gleaner.retention")
public record RetentionSettings(
        @DurationUnit(ChronoUnit.DAYS) Duration jobs,
        @DurationUnit(ChronoUnit.DAYS) Duration articles,
        @DurationUnit(ChronoUnit.DAYS) Duration commandLogs) {
    public RetentionSettings {
        if (jobs.isNegative()) {
            throw new IllegalArgumentException("JOB_RETENTION must not be negative, but is " + jobs);
        }
        if (articles.isNegative()) {
            throw new IllegalArgumentException("ARTICLE_RETENTION must not be negative, but is " + articles);
        }
        if (commandLogs.isNegative()) {
            throw new IllegalArgumentException("COMMAND_LOG_RETENTION must not be negative, but is " + commandLogs);
        }
    }
}
