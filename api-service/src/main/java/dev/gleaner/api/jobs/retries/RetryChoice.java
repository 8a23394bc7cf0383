package dev.gleaner.api.jobs.retries;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.Failure;
import java.util.Set;

/**
 * Which failed articles run again: those that every list that is not empty means.
 *
 * @param codes why they failed
 * @param hosts of their addresses, in lower case
 * @param articles their ids
 */
public record RetryChoice(Set<ErrorCode> codes, Set<String> hosts, Set<String> articles) {
    /** All that failed. */
    public static final RetryChoice ALL = new RetryChoice(Set.of(), Set.of(), Set.of());

    public RetryChoice {
        codes = Set.copyOf(codes);
        hosts = Set.copyOf(hosts);
        articles = Set.copyOf(articles);
    }

    boolean means(Failure failure, String host) {
        return (codes.isEmpty() || codes.contains(failure.code()))
                && (hosts.isEmpty() || hosts.contains(host))
                && (articles.isEmpty() || articles.contains(failure.articleId()));
    }
}
