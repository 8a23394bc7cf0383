package dev.gleaner.api.submission;

import dev.gleaner.fetch.FetchOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is asked of fetches, those of a whole submission or that of one article. */
public final class FetchDraft {
    private final String prefix;
    private final Drafts rules;
    private final Faults faults;
    private final Map<String, String> headers = new TreeMap<>();
    private final int mostCharacters;
    private int characters;
    private @Nullable String language;
    private @Nullable Duration timeout;

    /**
     * @param prefix of the paths of its fields: empty, or for example {@code articles[3].}
     * @param faults are told here
     * @param mostCharacters of all header values
     */
    FetchDraft(String prefix, Drafts rules, Faults faults, int mostCharacters) {
        this.prefix = prefix;
        this.rules = rules;
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
        boolean fitted = characters <= mostCharacters;
        characters += value.length();
        if (fitted && characters > mostCharacters) {
            return fault("headers", "may have at most %d characters in all".formatted(mostCharacters));
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

    /** With no value that was found to be wrong. */
    public FetchOptions options() {
        return new FetchOptions(headers, language, timeout);
    }
}
