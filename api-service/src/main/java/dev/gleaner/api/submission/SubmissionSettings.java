package dev.gleaner.api.submission;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * What a submission may be.
 *
 * @param maxArticlesPerJob MAX_ARTICLES_PER_JOB, articles that one submission may hold, up to 100,000
 * @param queueMaxArticles QUEUE_MAX_ARTICLES, open articles beyond which a submission is answered 429; at least
 *     MAX_ARTICLES_PER_JOB
 * @param maxBody MAX_BODY, size of the request body, up to 256MB
 * @param hostFasterAllowed HOST_FASTER_ALLOWED, hosts that a submission may ask more often than the fleet does, such as
 *     example.com, or *.example.com for all below it
 * @param submitTimeout SUBMIT_TIMEOUT, a submission that is not stored by then gives up with 503
 */
@ConfigurationProperties("gleaner.api")
public record SubmissionSettings(
        int maxArticlesPerJob,
        long queueMaxArticles,
        DataSize maxBody,
        List<String> hostFasterAllowed,
        @DurationUnit(ChronoUnit.SECONDS) Duration submitTimeout) {
    private static final DataSize LARGEST_BODY = DataSize.ofMegabytes(256);

    public SubmissionSettings {
        if (maxArticlesPerJob < 1 || maxArticlesPerJob > SubmissionLimits.MOST_ARTICLES) {
            throw new IllegalArgumentException("MAX_ARTICLES_PER_JOB must be 1 to %d, but is %d"
                    .formatted(SubmissionLimits.MOST_ARTICLES, maxArticlesPerJob));
        }
        if (queueMaxArticles < maxArticlesPerJob) {
            throw new IllegalArgumentException("QUEUE_MAX_ARTICLES must be at least MAX_ARTICLES_PER_JOB, %d, but is %d"
                    .formatted(maxArticlesPerJob, queueMaxArticles));
        }
        if (maxBody.toBytes() < 1 || maxBody.compareTo(LARGEST_BODY) > 0) {
            throw new IllegalArgumentException(
                    "MAX_BODY must be at most %s, but is %s".formatted(LARGEST_BODY, maxBody));
        }
    }
}
