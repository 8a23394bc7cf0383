package dev.gleaner.api.submission;

import dev.gleaner.api.submission.InvalidSubmissionException.Place;
import dev.gleaner.article.Articles;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.job.CallbackOrder;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.Orders;
import dev.gleaner.job.Origin;
import dev.gleaner.job.OutputOrder;
import dev.gleaner.job.RetryPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A submission on its way to be one. It takes whatever it is given and collects what is wrong with it, by the names that the
 * parts have in the API; whoever reads a form in which more can be wrong adds its own faults. For one thread.
 */
public final class Draft {
    private final Drafts rules;
    private final Faults faults = new Faults();
    private final List<DraftArticle> articles = new ArrayList<>();
    private final Map<String, String> headers = new TreeMap<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private int offered;
    private boolean skipDuplicates;
    private @Nullable Duration maxAge;
    private @Nullable String language;
    private @Nullable Duration timeout;
    private @Nullable String userAgent;
    private @Nullable Duration hostDelay;
    private @Nullable Integer hostMaxConcurrent;
    private @Nullable String name;
    private Orders orders = Orders.NONE;

    Draft(Drafts rules) {
        this.rules = rules;
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
        if (age != null && !SubmissionLimits.AGE.holds(age.toSeconds())) {
            return fault("max_age", SubmissionLimits.AGE.fault());
        }
        maxAge = age;
        return this;
    }

    /**
     * A header of each fetch.
     *
     * @param value null if what was given is no text
     */
    public Draft header(String name, @Nullable String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!FetchOptions.ALLOWED_HEADERS.contains(lower)) {
            // Not by its name: what stands there may be a secret in the wrong place, or anything.
            return fault("headers", "may only hold " + FetchOptions.HEADER_NAMES);
        }
        if (value == null || !FetchOptions.isHeaderValue(value)) {
            return fault(
                    "headers." + lower,
                    "must be a text of at most %d printable ASCII characters"
                            .formatted(FetchOptions.LONGEST_HEADER_VALUE));
        }
        if (headers.put(lower, value) != null) {
            return fault("headers." + lower, "is given twice");
        }
        return this;
    }

    /** The language that pages are asked for in. */
    public Draft language(@Nullable String value) {
        if (value != null && !FetchOptions.isLanguage(value)) {
            return fault("language", "must be a value of Accept-Language, for example \"de, en;q=0.5\"");
        }
        language = value;
        return this;
    }

    /** The time that an attempt may take; null for the usual one. */
    public Draft timeout(@Nullable Duration time) {
        if (time != null && !rules.timeout().holds(time.toSeconds())) {
            return fault("timeout", rules.timeout().fault());
        }
        timeout = time;
        return this;
    }

    /** How its fetches introduce themselves; null as the fleet does. */
    public Draft userAgent(@Nullable String value) {
        if (value != null && !FetchOptions.isUserAgent(value)) {
            return fault(
                    "user_agent",
                    "must be printable ASCII of at most 200 characters that begins with a name of letters, - and _, for "
                            + "example \"Reader/2 (+https://example.com)\"");
        }
        userAgent = value;
        return this;
    }

    /** Least time between two fetches of a host; null for the fleet's. */
    public Draft hostDelay(@Nullable Duration delay) {
        if (delay != null && (delay.isNegative() || delay.compareTo(JobPace.LONGEST_DELAY) > 0)) {
            return fault("host_delay", SubmissionLimits.HOST_DELAY.fault());
        }
        hostDelay = delay;
        return this;
    }

    /** Fetches of a host at a time; null for the fleet's. */
    public Draft hostMaxConcurrent(@Nullable Integer most) {
        if (most != null && !SubmissionLimits.HOST_MAX_CONCURRENT.holds(most)) {
            return fault("host_max_concurrent", SubmissionLimits.HOST_MAX_CONCURRENT.fault());
        }
        hostMaxConcurrent = most;
        return this;
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
        DraftArticle article = new DraftArticle("articles[" + offered + "]", rules.policy());
        if (++offered <= rules.mostArticles()) {
            articles.add(article);
        }
        return article;
    }

    /**
     * The submission that it is.
     *
     * @param idempotencyKey by which a repeat of it is known; null if none needs to be
     * @throws InvalidSubmissionException if it is none
     */
    public Submission submission(@Nullable String idempotencyKey) {
        Faults all = faultsOfTheWhole();
        FetchOptions fetch = fetch();
        List<Articles.Wanted> wanted = new ArrayList<>(articles.size());
        Map<String, List<Place>> byKey = new LinkedHashMap<>();
        for (DraftArticle one : articles()) {
            switch (one.state(fetch)) {
                case DraftArticle.Invalid invalid ->
                    invalid.faults().forEach(fault -> all.add(fault.path(), fault.message()));
                case DraftArticle.Valid(Articles.Wanted article) -> {
                    String path = one.path() + ".url";
                    List<Place> same = byKey.computeIfAbsent(article.key(), first -> new ArrayList<>(1));
                    if (same.isEmpty()) {
                        wanted.add(article);
                    } else if (!skipDuplicates) {
                        all.add(
                                path,
                                "is a duplicate of %s: %s"
                                        .formatted(
                                                same.getFirst().path(),
                                                article.url().given()));
                    }
                    same.add(new Place(path, article.url().given()));
                }
            }
        }
        if (!skipDuplicates) {
            byKey.values().stream().filter(same -> same.size() > 1).forEach(all::addDuplicates);
        }
        all.throwIfAny();
        return new Submission(wanted, maxAge, fetch, new JobLabel(name, List.copyOf(tags)), orders, idempotencyKey);
    }

    /** What is wrong with more than single articles. */
    Faults faultsOfTheWhole() {
        Faults all = faults.copy();
        if (offered == 0 && !all.names("articles")) {
            all.add("articles", "must hold at least one article");
        }
        if (offered > rules.mostArticles()) {
            all.add("articles", "holds %d articles; at most %d are taken".formatted(offered, rules.mostArticles()));
        }
        JobPace pace = new JobPace(hostDelay, hostMaxConcurrent);
        Set<String> hosts = pace.isUsual() ? Set.of() : hosts();
        rules.pace().delayFault(pace, hosts).ifPresent(fault -> all.add("host_delay", fault));
        rules.pace().mostFault(pace, hosts).ifPresent(fault -> all.add("host_max_concurrent", fault));
        return all;
    }

    private Set<String> hosts() {
        return articles().stream().flatMap(one -> one.host().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** In order; none if there are too many. */
    List<DraftArticle> articles() {
        return offered > rules.mostArticles() ? List.of() : articles;
    }

    FetchOptions fetch() {
        return new FetchOptions(headers, language, timeout)
                .withUserAgent(userAgent)
                .withPace(new JobPace(hostDelay, hostMaxConcurrent));
    }

    @Nullable
    Duration maxAge() {
        return maxAge;
    }

    boolean skipsDuplicates() {
        return skipDuplicates;
    }
}
