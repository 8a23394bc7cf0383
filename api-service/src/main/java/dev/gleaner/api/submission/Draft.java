package dev.gleaner.api.submission;

import dev.gleaner.api.scrapers.KnownScrapers;
import dev.gleaner.api.submission.InvalidSubmissionException.Place;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.job.CallbackOrder;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.Orders;
import dev.gleaner.job.Origin;
import dev.gleaner.job.OutputOrder;
import dev.gleaner.job.RetryPlan;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A submission on its way to be one. It takes whatever it is given and collects what is wrong with it, by the names that the
 * parts have in the API; whoever reads a form in which more can be wrong adds its own faults. For one thread.
 */
public final class Draft {
    private final Drafts rules;
    private final KnownScrapers scrapers;
    private final Faults faults = new Faults();
    private final List<DraftArticle> articles = new ArrayList<>();
    private final FetchDraft fetch;
    private final PaceDraft pace;
    private final Set<String> tags = new LinkedHashSet<>();
    private int offered;
    private boolean skipDuplicates;
    private MaxAge maxAge = new MaxAge.Any();
    private int usualPriority = SubmissionLimits.USUAL_PRIORITY;
    private @Nullable String name;
    private Orders orders = Orders.NONE;
    private final Set<String> listedKeys = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private String source = "articles";
    private boolean looked = true;
    private boolean listed;
    private @Nullable String list;

    /** @param scrapers that are known as it begins; what is found wrong with one of its articles is so with all */
    Draft(Drafts rules, KnownScrapers scrapers) {
        this.rules = rules;
        this.scrapers = scrapers;
        this.fetch = new FetchDraft("", rules, scrapers, faults, Integer.MAX_VALUE);
        this.pace = new PaceDraft(faults);
    }

    /** Something that only the reader of a form can see. */
    public Draft fault(String path, String message) {
        faults.add(path, message);
        return this;
    }

    /** An address that is given twice is asked for once, instead of refusing the whole. */
    public Draft skipDuplicates(boolean skip) {
        skipDuplicates = skip;
        return this;
    }

    /** A text scraped longer ago is too old; zero fetches always, null takes any age. */
    public Draft maxAge(@Nullable Duration age) {
        return maxAge(age == null ? new MaxAge.Any() : new MaxAge.Within(age));
    }

    /** How old a stored text may be, where an article does not say it. */
    public Draft maxAge(MaxAge age) {
        if (!SubmissionLimits.isAge(age)) {
            return fault("max_age", SubmissionLimits.AGE.fault());
        }
        maxAge = age;
        return this;
    }

    /** The priority of articles that name none; null for the usual one. */
    public Draft priority(@Nullable Integer number) {
        if (number != null && !SubmissionLimits.PRIORITY.holds(number)) {
            return fault("priority", SubmissionLimits.PRIORITY.fault());
        }
        usualPriority = number == null ? SubmissionLimits.USUAL_PRIORITY : number;
        return this;
    }

    /** What is asked of all fetches. */
    public FetchDraft fetches() {
        return fetch;
    }

    /** How carefully hosts are asked. */
    public PaceDraft pace() {
        return pace;
    }

    /** What the submitter calls the job. */
    public Draft name(@Nullable String text) {
        name = faults.text("name", text, SubmissionLimits.LONGEST_NAME);
        if (name != null && name.isBlank()) {
            return fault("name", "must not be blank");
        }
        return this;
    }

    /**
     * Words to find the job by.
     *
     * @param words null where the reader has named a fault already
     */
    public Draft tags(List<@Nullable String> words) {
        if (words.size() > SubmissionLimits.MOST_TAGS) {
            return fault(
                    "tags", "holds %d tags; at most %d are taken".formatted(words.size(), SubmissionLimits.MOST_TAGS));
        }
        for (int i = 0; i < words.size(); i++) {
            String path = "tags[" + i + "]";
            String tag = faults.text(path, words.get(i), SubmissionLimits.LONGEST_TAG);
            // A comma separates tags where they are asked for.
            if (tag != null && (tag.isBlank() || tag.contains(","))) {
                fault(path, "must be a text without commas");
            } else if (tag != null) {
                tags.add(tag);
            }
        }
        return this;
    }

    /** The occurrence that it is made for, and how its failed articles are tried again. */
    public Draft occurrence(Origin origin, RetryPlan retries) {
        orders = new Orders(origin, retries, orders.output(), orders.callbacks());
        return this;
    }

    /** The files that are written when it has ended. */
    public Draft output(@Nullable OutputOrder output) {
        orders = new Orders(orders.origin(), orders.retries(), output, orders.callbacks());
        return this;
    }

    /** Who is told what becomes of it. */
    public Draft callbacks(@Nullable CallbackOrder callbacks) {
        orders = new Orders(orders.origin(), orders.retries(), orders.output(), callbacks);
        return this;
    }

    /** One more article, all of it. */
    public Draft article(
            @Nullable String url, @Nullable String source, @Nullable String category, @Nullable Integer priority) {
        article().url(url).source(source).category(category).priority(priority);
        return this;
    }

    /** One more article, of which nothing is known yet. */
    public DraftArticle article() {
        DraftArticle article = new DraftArticle("articles[" + offered + "]", rules, scrapers);
        if (++offered <= rules.mostArticles()) {
            articles.add(article);
        }
        return article;
    }

    /** An address that is asked by us; empty if it cannot be, which is a fault. */
    public Optional<ArticleUrl> address(String path, String address) {
        return rules.address(address, reason -> fault(path, reason));
    }

    /** Its articles are those of a list that lies elsewhere; of what is wrong with that, this field is told. */
    public Draft listedBy(String field) {
        source = field;
        listed = true;
        return this;
    }

    /** Where that list is. */
    public Draft list(ArticleUrl address) {
        list = address.given();
        return this;
    }

    /** Nobody has looked at the list, so that it may have any articles. */
    public Draft unlisted() {
        looked = false;
        return this;
    }

    /** It has no list of articles at all. */
    public Draft missingArticles() {
        return faults.names(source) || needsNoArticles() ? this : fault(source, "is missing");
    }

    /** Whether its scraper finds its articles by itself, so that a list of them is not to be read. */
    public boolean isRun() {
        return fetch.run().isPresent();
    }

    /** Nor if its scraper is none that it can have: then nobody knows whether it would need any. */
    private boolean needsNoArticles() {
        return isRun() || faults.names("scraper");
    }

    /**
     * One more article of a list that nobody has written for us: it is left out if it cannot be asked for, or stands there
     * already. All that is asked of the whole must be known before.
     */
    public Listed listed(Consumer<DraftArticle> reader) {
        DraftArticle article = new DraftArticle("articles[" + offered + "]", rules, scrapers);
        reader.accept(article);
        if (!(state(article) instanceof DraftArticle.Valid(SubmittedArticle sound))) {
            return Listed.INVALID;
        }
        if (listedKeys.contains(sound.key())) {
            return Listed.DUPLICATE;
        }
        if (offered == rules.mostArticles()) {
            return Listed.TOO_MANY;
        }
        listedKeys.add(sound.key());
        offered++;
        articles.add(article);
        return Listed.TAKEN;
    }

    /** What became of an article of a list. */
    public enum Listed {
        TAKEN,
        INVALID,
        DUPLICATE,
        TOO_MANY
    }

    /** Something that whoever asked for it should know, although nothing is wrong: a sentence. */
    public Draft note(String sentence) {
        notes.add(sentence);
        return this;
    }

    /** In the order in which they were noted. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** What is wrong with it, as far as it is named; empty if it can be made a submission. */
    public List<InvalidSubmissionException.Fault> faults() {
        try {
            submission(null);
            return List.of();
        } catch (InvalidSubmissionException invalid) {
            return invalid.faults();
        }
    }

    /**
     * The submission that it is.
     *
     * @param idempotencyKey by which a repeat of it is known; null if none needs to be
     * @throws InvalidSubmissionException if it is none
     */
    public Submission submission(@Nullable String idempotencyKey) {
        Faults all = faultsOfTheWhole();
        List<SubmittedArticle> wanted = new ArrayList<>(articles.size());
        Map<String, List<Place>> byKey = new LinkedHashMap<>();
        for (DraftArticle one : articles()) {
            switch (state(one)) {
                case DraftArticle.Invalid invalid -> invalid.faults().forEach(all::add);
                case DraftArticle.Valid(SubmittedArticle article) -> {
                    String url = article.wanted().url().given();
                    String path = one.path() + ".url";
                    List<Place> same = byKey.computeIfAbsent(article.key(), first -> new ArrayList<>(1));
                    if (same.isEmpty()) {
                        wanted.add(article);
                    } else if (!skipDuplicates) {
                        all.add(
                                path,
                                "is a duplicate of %s: %s"
                                        .formatted(same.getFirst().path(), url));
                    }
                    same.add(new Place(path, url));
                }
            }
        }
        if (!skipDuplicates) {
            byKey.values().stream().filter(same -> same.size() > 1).forEach(all::addDuplicates);
        }
        all.throwIfAny();
        return new Submission(
                wanted,
                maxAge,
                fetch(),
                new JobLabel(name, List.copyOf(tags)),
                orders,
                isRun(),
                usualPriority,
                list,
                idempotencyKey);
    }

    /** What is wrong with more than single articles. */
    Faults faultsOfTheWhole() {
        Faults all = faults.copy();
        if (offered == 0 && looked && !all.names(source) && !needsNoArticles()) {
            all.add(source, "must hold at least one article");
        }
        fetch.run()
                .filter(run -> (offered > 0 || listed) && !all.names(source))
                .ifPresent(run -> all.add(
                        source, "must be left out: the scraper %s finds its articles by itself".formatted(run.name())));
        if (offered > rules.mostArticles()) {
            all.add("articles", "holds %d articles; at most %d are taken".formatted(offered, rules.mostArticles()));
        }
        pace.addFaults(all, rules.pace(), this::hosts);
        return all;
    }

    private Set<String> hosts() {
        return articles().stream().flatMap(one -> one.host().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** In order; none if there are too many. */
    List<DraftArticle> articles() {
        return offered > rules.mostArticles() ? List.of() : articles;
    }

    /** What one of its articles is. */
    DraftArticle.State state(DraftArticle one) {
        return one.state(fetch(), usualPriority);
    }

    private FetchOptions fetch() {
        return pace.options(fetch.options());
    }

    MaxAge maxAge() {
        return maxAge;
    }

    boolean skipsDuplicates() {
        return skipDuplicates;
    }
}
