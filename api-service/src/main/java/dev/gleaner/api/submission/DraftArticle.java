package dev.gleaner.api.submission;

import dev.gleaner.api.scrapers.KnownScrapers;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.article.Articles;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.url.ArticleUrl;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One article of a draft. */
public final class DraftArticle {
    private final String path;
    private final Drafts rules;
    private final KnownScrapers scrapers;
    private final Faults faults = new Faults();
    private @Nullable String given;
    private @Nullable ArticleUrl url;
    private @Nullable String source;
    private @Nullable String category;
    private final FetchDraft fetch;
    private @Nullable MaxAge maxAge;
    private @Nullable Integer priority;

    /** @param path for example {@code articles[3]} */
    DraftArticle(String path, Drafts rules, KnownScrapers scrapers) {
        this.path = path;
        this.rules = rules;
        this.scrapers = scrapers;
        this.fetch = new FetchDraft(path + ".", rules, scrapers, faults, SubmissionLimits.LONGEST_OWN_HEADERS);
    }

    /** Something wrong with the whole of it that only the reader of a form can see. */
    public DraftArticle fault(String message) {
        faults.add(path, message);
        return this;
    }

    /** The same of one of its fields. */
    public DraftArticle fault(String field, String message) {
        faults.add(path + "." + field, message);
        return this;
    }

    /** Its address; null if there is none. */
    public DraftArticle url(@Nullable String address) {
        if (address == null) {
            return fault("url", "is missing");
        }
        given = Faults.whole(address);
        rules.address(address, reason -> fault("url", reason)).ifPresent(read -> url = read);
        return this;
    }

    public DraftArticle source(@Nullable String text) {
        source = faults.text(path + ".source", text, SubmissionLimits.LONGEST_TEXT);
        return this;
    }

    public DraftArticle category(@Nullable String text) {
        category = faults.text(path + ".category", text, SubmissionLimits.LONGEST_TEXT);
        return this;
    }

    /** 1 to 10; null for that of the submission. */
    public DraftArticle priority(@Nullable Integer number) {
        if (number != null && !SubmissionLimits.PRIORITY.holds(number)) {
            return fault("priority", SubmissionLimits.PRIORITY.fault());
        }
        priority = number;
        return this;
    }

    /** Whose pace its fetch obeys; empty if it has no valid address. */
    Optional<String> host() {
        return Optional.ofNullable(url).map(ArticleUrl::authority);
    }

    /** How old its stored text may be; null where that of the submission holds. */
    public DraftArticle maxAge(@Nullable MaxAge age) {
        if (!SubmissionLimits.isAge(age)) {
            return fault("max_age", SubmissionLimits.AGE.fault());
        }
        maxAge = age;
        return this;
    }

    /** What is asked of its fetch alone, in place of what the submission asks. */
    public FetchDraft fetch() {
        return fetch;
    }

    String path() {
        return path;
    }

    /**
     * What it is.
     *
     * @param usual what its submission asks of each fetch
     * @param usualPriority of articles that name none
     */
    State state(FetchOptions usual, int usualPriority) {
        if (url == null && faults.isEmpty()) {
            fault("url", "is missing");
        }
        if (url == null || !faults.isEmpty()) {
            return new Invalid(given, faults.named());
        }
        FetchOptions own = fetch.options();
        FetchOptions all = usual.with(own);
        ScraperChoice scraper =
                all.scraper() == null ? scrapers.usualFor(url.host(), category).orElse(null) : null;
        String key = url.key() + (scraper == null ? all : all.withScraper(scraper)).keyPart();
        return new Valid(new SubmittedArticle(
                new Articles.Wanted(url, key, source, category, priority == null ? usualPriority : priority),
                own,
                scraper,
                maxAge));
    }

    /** Whether it can be asked for. */
    sealed interface State {}

    /** It can. */
    record Valid(SubmittedArticle article) implements State {}

    /**
     * It cannot.
     *
     * @param url as given, if there was a text
     * @param faults with their paths; at least one
     */
    record Invalid(@Nullable String url, List<Fault> faults) implements State {}
}
