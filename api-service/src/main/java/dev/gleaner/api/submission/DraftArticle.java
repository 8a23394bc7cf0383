package dev.gleaner.api.submission;

import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.article.Articles;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One article of a draft. */
public final class DraftArticle {
    private final String path;
    private final AddressPolicy policy;
    private final Faults faults = new Faults();
    private @Nullable String given;
    private @Nullable ArticleUrl url;
    private @Nullable String source;
    private @Nullable String category;
    private int priority = SubmissionLimits.USUAL_PRIORITY;

    /** @param path for example {@code articles[3]} */
    DraftArticle(String path, AddressPolicy policy) {
        this.path = path;
        this.policy = policy;
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
        try {
            ArticleUrl read = ArticleUrl.parse(address);
            Optional<String> refused = policy.visibleRefusal(read);
            if (refused.isPresent()) {
                return fault("url", refused.get());
            }
            url = read;
            return this;
        } catch (InvalidUrlException invalid) {
            return fault("url", invalid.reason());
        }
    }

    public DraftArticle source(@Nullable String text) {
        source = faults.text(path + ".source", text, SubmissionLimits.LONGEST_TEXT);
        return this;
    }

    public DraftArticle category(@Nullable String text) {
        category = faults.text(path + ".category", text, SubmissionLimits.LONGEST_TEXT);
        return this;
    }

    /** 1 to 10; null for the usual one. */
    public DraftArticle priority(@Nullable Integer number) {
        if (number != null && !SubmissionLimits.PRIORITY.holds(number)) {
            return fault("priority", SubmissionLimits.PRIORITY.fault());
        }
        priority = number == null ? SubmissionLimits.USUAL_PRIORITY : number;
        return this;
    }

    /** Whose pace its fetch obeys; empty if it has no valid address. */
    Optional<String> host() {
        return Optional.ofNullable(url).map(ArticleUrl::authority);
    }

    String path() {
        return path;
    }

    /** What it is, in a draft that asks this of its fetches. */
    State state(FetchOptions fetch) {
        if (url == null && faults.isEmpty()) {
            fault("url", "is missing");
        }
        return url == null || !faults.isEmpty()
                ? new Invalid(given, faults.named())
                : new Valid(new Articles.Wanted(url, url.key() + fetch.keyPart(), source, category, priority));
    }

    /** Whether it can be asked for. */
    sealed interface State {}

    /** It can. */
    record Valid(Articles.Wanted article) implements State {}

    /**
     * It cannot.
     *
     * @param url as given, if there was a text
     * @param faults with their paths; at least one
     */
    record Invalid(@Nullable String url, List<Fault> faults) implements State {}
}
