package dev.gleaner.api.submission;

import dev.gleaner.article.Articles;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.Orders;
import dev.gleaner.job.Origin;
import dev.gleaner.scraper.ScraperChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A valid request: only a {@link Draft} makes one, so no two of its articles have the same key. */
public final class Submission {
    private final List<SubmittedArticle> articles;
    private final MaxAge maxAge;
    private final FetchOptions fetch;
    private final JobLabel label;
    private final Orders orders;
    private final boolean run;
    private final int priority;
    private final @Nullable IdempotencyClaim idempotency;

    Submission(
            List<SubmittedArticle> articles,
            MaxAge maxAge,
            FetchOptions fetch,
            JobLabel label,
            Orders orders,
            boolean run,
            int priority,
            @Nullable String list,
            @Nullable String idempotencyKey) {
        this.articles = List.copyOf(articles);
        this.maxAge = maxAge;
        this.fetch = fetch;
        this.label = label;
        this.orders = orders;
        this.run = run;
        this.priority = priority;
        this.idempotency =
                idempotencyKey == null ? null : new IdempotencyClaim(idempotencyKey, BodyHash.of(this, list));
    }

    public List<Articles.Wanted> articles() {
        return articles.stream().map(SubmittedArticle::wanted).toList();
    }

    /** Who gets each of them, in the same order; empty where it is the built-in scraper because nobody says otherwise. */
    public List<Optional<ScraperChoice>> scrapers() {
        return articles.stream()
                .map(one -> Optional.ofNullable(fetch.with(one.own()).scraper()))
                .toList();
    }

    /** The same, with what is asked of each alone. */
    List<SubmittedArticle> each() {
        return articles;
    }

    /** How old a stored text may be. */
    public MaxAge maxAge() {
        return maxAge;
    }

    /** The same as a span; null where any age will do, or that of a day. */
    @Nullable
    Duration maxAgeAsSpan() {
        return maxAge instanceof MaxAge.Within within ? within.age() : null;
    }

    /** What it asks of its fetches, but of those of articles that ask for something else. */
    public FetchOptions fetch() {
        return fetch;
    }

    /**
     * The scraper that finds the articles of the job by itself, which is that of {@link #fetch()} too; there are no articles
     * then. Null where the articles are given.
     */
    public @Nullable ScraperChoice run() {
        return run ? fetch.scraper() : null;
    }

    /** 1 to 10: that of a run, and of articles that name none. */
    public int priority() {
        return priority;
    }

    /** Articles, or the run alone. */
    public int size() {
        return run ? 1 : articles.size();
    }

    /** What its submitter calls the job. */
    public JobLabel label() {
        return label;
    }

    /** Where the job comes from and what follows its end. */
    public Orders orders() {
        return orders;
    }

    /** The same, whose occurrence was decided at that time; one of a client has no occurrence, and stays as it is. */
    public Submission firedAt(Instant decision) {
        Origin origin = orders.origin();
        return origin == null
                ? this
                : new Submission(
                        articles,
                        maxAge,
                        fetch,
                        label,
                        new Orders(
                                new Origin(origin.schedule(), origin.occurrence(), origin.dueAt(), decision),
                                orders.retries(),
                                orders.output(),
                                orders.callbacks()),
                        run,
                        priority,
                        null,
                        null);
    }

    /** How a repeat of this request is known, if the client wants that. */
    public @Nullable IdempotencyClaim idempotency() {
        return idempotency;
    }

    /** Articles scraped before that are too old for it, if it is submitted now. */
    Instant needAfter(Instant now) {
        return maxAge.needAfter(now);
    }

    /**
     * What the client calls this request.
     *
     * @param bodyHash hash of everything that the answer depends on
     */
    public record IdempotencyClaim(String key, String bodyHash) {}
}
