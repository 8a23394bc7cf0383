package dev.gleaner.fetch;

import dev.gleaner.id.Fingerprint;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a job may ask of the way its pages are fetched.
 *
 * @param headers sent with each page, by names in lower case; only those of {@link #ALLOWED_HEADERS}
 * @param language sent as {@code Accept-Language}; null for none
 * @param timeout of an attempt; null for the setting, which it cannot exceed
 * @param unreadable whether there were headers whose stored values nobody can read any more; a page fetched without them is
 *     another one
 */
public record FetchOptions(
        Map<String, String> headers,
        @Nullable String language,
        @Nullable Duration timeout,
        boolean unreadable) {
    /** Nothing special. */
    public static final FetchOptions NONE = new FetchOptions(Map.of(), null, null);

    /** {@link #ALLOWED_HEADERS} as a sentence lists them. */
    public static final String HEADER_NAMES = "accept, authorization, cookie, referer, x-api-key, x-requested-with";

    /** Headers that a job may set: what a reader of the site would send, and nothing that speaks for us or the network. */
    public static final Set<String> ALLOWED_HEADERS = Set.of(HEADER_NAMES.split(", "));

    /** Characters of a header's value. */
    public static final int LONGEST_HEADER_VALUE = 4_096;

    /** A value of {@code Accept-Language}, as a pattern says it. */
    public static final String LANGUAGE = "[A-Za-z0-9*;=,. -]{1,200}";

    private static final Pattern PRINTABLE = Pattern.compile("[\\t -~]{0," + LONGEST_HEADER_VALUE + "}");
    private static final Pattern LANGUAGES = Pattern.compile(LANGUAGE);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Options whose headers are known, as a submission has them. */
    public FetchOptions(Map<String, String> headers, @Nullable String language, @Nullable Duration timeout) {
        this(headers, language, timeout, false);
    }

    /** @throws IllegalArgumentException if something is not allowed; what comes from outside is asked about before */
    public FetchOptions {
        Map<String, String> copy = new TreeMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!ALLOWED_HEADERS.contains(lower)) {
                throw new IllegalArgumentException("The header cannot be set: " + name.replaceAll("[^!-~]", "?"));
            }
            if (!isHeaderValue(value)) {
                throw new IllegalArgumentException("No value of the header " + lower);
            }
            if (copy.put(lower, value) != null) {
                throw new IllegalArgumentException("The header " + lower + " is given twice");
            }
        });
        headers = Collections.unmodifiableMap(copy);
        if (language != null && !isLanguage(language)) {
            throw new IllegalArgumentException("No value of Accept-Language");
        }
        if (timeout != null && timeout.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("The timeout must be at least a second");
        }
    }

    /** Whether a header may have this value: printable ASCII of at most 4,096 characters. */
    public static boolean isHeaderValue(String value) {
        return PRINTABLE.matcher(value).matches();
    }

    /** Whether {@code Accept-Language} may have this value, for example {@code de, en;q=0.5}. */
    public static boolean isLanguage(String value) {
        return LANGUAGES.matcher(value).matches();
    }

    /** Whether nothing was asked for. */
    public boolean isNone() {
        return headers.isEmpty() && language == null && timeout == null && !unreadable;
    }

    /** These, with what another asks for in their place: a header replaces that of its name, the others stay. */
    public FetchOptions with(FetchOptions own) {
        if (own.isNone()) {
            return this;
        }
        Map<String, String> all = new TreeMap<>(headers);
        all.putAll(own.headers);
        return new FetchOptions(
                all,
                own.language == null ? language : own.language,
                own.timeout == null ? timeout : own.timeout,
                unreadable || own.unreadable);
    }

    /**
     * What an article's key has behind its address, because another page may come: a hash of headers and language. Empty
     * if the page is that of everybody; the timeout changes no page.
     */
    public String keyPart() {
        if (headers.isEmpty() && language == null) {
            return "";
        }
        StringBuilder all = new StringBuilder();
        // A line break stands in no value, so that no two sets of options read alike.
        headers.forEach(
                (name, value) -> all.append(name).append(':').append(value).append('\n'));
        all.append('\n').append(language == null ? "" : language).append('\n');
        return "#" + Fingerprint.of(all.toString());
    }

    /** A request for a page with these options, within the given time at most. */
    public FetchRequest request(ArticleUrl url, Duration most) {
        Map<String, String> all = new TreeMap<>(headers);
        if (language != null) {
            all.put("accept-language", language);
        }
        return new FetchRequest(url, all, timeout == null || timeout.compareTo(most) > 0 ? most : timeout);
    }
}
