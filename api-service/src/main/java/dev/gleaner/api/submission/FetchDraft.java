package dev.gleaner.api.submission;

import dev.gleaner.api.scrapers.KnownScrapers;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.scraper.ChoiceCheck;
import dev.gleaner.scraper.ParamType;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.scraper.ScraperMode;
import dev.gleaner.scraper.ScraperSummary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is asked of fetches, those of a whole submission or that of one article. */
public final class FetchDraft {
    private final String prefix;
    private final Drafts rules;
    private final KnownScrapers scrapers;
    private final Faults faults;
    private final Map<String, String> headers = new TreeMap<>();
    private final int mostCharacters;
    private int characters;
    private @Nullable String language;
    private @Nullable Duration timeout;
    private @Nullable ScraperChoice scraper;

    /**
     * @param prefix of the paths of its fields: empty, or for example {@code articles[3].}
     * @param faults are told here
     * @param mostCharacters of all values of headers, params and settings
     */
    FetchDraft(String prefix, Drafts rules, KnownScrapers scrapers, Faults faults, int mostCharacters) {
        this.prefix = prefix;
        this.rules = rules;
        this.scrapers = scrapers;
        this.faults = faults;
        this.mostCharacters = mostCharacters;
    }

    /** Something that only the reader of a form can see. */
    public FetchDraft fault(String field, String message) {
        faults.add(prefix + field, message);
        return this;
    }

    /**
     * A header of each fetch.
     *
     * @param value null if what was given is no text
     */
    public FetchDraft header(String name, @Nullable String value) {
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
        return count("headers", value.length());
    }

    private FetchDraft count(String field, int more) {
        boolean fitted = characters <= mostCharacters;
        characters += more;
        if (fitted && characters > mostCharacters) {
            return fault(field, "may have at most %d characters in all".formatted(mostCharacters));
        }
        return this;
    }

    /** The language that pages are asked for in. */
    public FetchDraft language(@Nullable String value) {
        if (value != null && !FetchOptions.isLanguage(value)) {
            return fault("language", "must be a value of Accept-Language, for example \"de, en;q=0.5\"");
        }
        language = value;
        return this;
    }

    /** The time that an attempt may take; null for the usual one. */
    public FetchDraft timeout(@Nullable Duration time) {
        if (time != null && !rules.timeout().holds(time.toSeconds())) {
            return fault("timeout", rules.timeout().fault());
        }
        timeout = time;
        return this;
    }

    /** The scraper that gets the articles, and what it is given; its secrets need not be named. */
    public FetchDraft scraper(ScraperChoice given) {
        Optional<ScraperSummary> known = scrapers.find(given.name());
        if (known.isEmpty()) {
            faults.add(new Fault(
                    prefix + "scraper",
                    "is unknown: %s; the known scrapers are %s".formatted(given.name(), scrapers.names()),
                    ErrorCode.UNKNOWN_SCRAPER.code()));
            return this;
        }
        ChoiceCheck.Result checked = ChoiceCheck.check(known.get(), given);
        checked.faults().forEach(fault -> fault(fault.path(), fault.message()));
        if (!checked.isFine()) {
            return this;
        }
        scraper = checked.choice();
        if (!prefix.isEmpty() && known.get().mode() == ScraperMode.RUN) {
            return fault("scraper", "finds its articles by itself: no article can name it");
        }
        int size = Stream.concat(
                        scraper.params().values().stream().flatMap(List::stream), scraper.settings().values().stream())
                .mapToInt(value -> value.getBytes(StandardCharsets.UTF_8).length + SubmissionLimits.VALUE_OVERHEAD)
                .sum();
        return count("params", size);
    }

    /** Whether a value of a param is shown to nobody. */
    public boolean takesSecret(String scraperName, String param) {
        return scrapers.find(scraperName).stream()
                .flatMap(known -> known.params().stream())
                .anyMatch(spec -> spec.name().equals(param) && spec.type() == ParamType.SECRET);
    }

    /** The scraper that finds its articles by itself, if it is one. */
    Optional<ScraperSummary> run() {
        return Optional.ofNullable(scraper)
                .flatMap(choice -> scrapers.find(choice.name()))
                .filter(known -> known.mode() == ScraperMode.RUN);
    }

    /** With no value that was found to be wrong. */
    public FetchOptions options() {
        return new FetchOptions(headers, language, timeout).withScraper(scraper);
    }
}
