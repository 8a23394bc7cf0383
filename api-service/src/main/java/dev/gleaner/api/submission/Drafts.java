package dev.gleaner.api.submission;

import dev.gleaner.api.scrapers.Scrapers;
import dev.gleaner.api.submission.SubmissionLimits.Range;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where all submissions begin, those that come over the wire and those that code makes: each fills a draft, and all drafts are
 * checked alike.
 */
public final class Drafts {
    private final int mostArticles;
    private final Range timeout;
    private final AddressPolicy policy;
    private final PaceLimits pace;
    private final Scrapers scrapers;

    /** The same where there is the built-in scraper alone. */
    public Drafts(int mostArticles, Duration longestFetch, AddressPolicy policy, PaceLimits pace) {
        this(mostArticles, longestFetch, policy, pace, Scrapers.NONE);
    }

    /**
     * @param mostArticles of one submission
     * @param longestFetch the longest time that an attempt may be given
     * @param pace how often hosts may be asked
     * @param scrapers that can be asked for
     */
    public Drafts(int mostArticles, Duration longestFetch, AddressPolicy policy, PaceLimits pace, Scrapers scrapers) {
        this.mostArticles = mostArticles;
        this.timeout = new Range(SubmissionLimits.SHORTEST_TIMEOUT, longestFetch.toSeconds(), "a number of seconds");
        this.policy = policy;
        this.pace = pace;
        this.scrapers = scrapers;
    }

    /** A draft of which nothing is known yet. */
    public Draft draft() {
        return new Draft(this, scrapers.now());
    }

    public int mostArticles() {
        return mostArticles;
    }

    /** Seconds that may be asked for an attempt. */
    public Range timeout() {
        return timeout;
    }

    PaceLimits pace() {
        return pace;
    }

    /** An address that may be asked; empty if it may not, which is told. */
    Optional<ArticleUrl> address(String address, Consumer<String> fault) {
        try {
            ArticleUrl read = ArticleUrl.parse(address);
            Optional<String> refused = policy.visibleRefusal(read);
            refused.ifPresent(fault);
            return refused.isPresent() ? Optional.empty() : Optional.of(read);
        } catch (InvalidUrlException invalid) {
            fault.accept(invalid.reason());
            return Optional.empty();
        }
    }
}
