package dev.gleaner.fetch;

import dev.gleaner.id.Fingerprint;
import dev.gleaner.scraper.ScraperChoice;
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
 * @param userAgent sent in place of the fleet's; its first word is the name that robots.txt rules are looked up for; null for
 *     the fleet's
 * @param pace how carefully hosts are asked
 * @param scraper that gets the articles; null for the one that is usual for them
 * @param unreadable whether there were headers whose stored values nobody can read any more; a page fetched without them is
 *     another one
 */
public record FetchOptions(
        Map<String, String> headers,
        @Nullable String language,
        @Nullable Duration timeout,
        @Nullable String userAgent,
        JobPace pace,
        @Nullable ScraperChoice scraper,
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

    /** A user agent, as a pattern says it: a name for robots.txt (RFC 9309, section 2.2.1), and what follows it. */
    public static final String USER_AGENT = "[A-Za-z_-][ -~]{0,199}";

    private static final Pattern PRINTABLE = Pattern.compile("[\\t -~]{0," + LONGEST_HEADER_VALUE + "}");
    private static final Pattern LANGUAGES = Pattern.compile(LANGUAGE);
    private static final Pattern USER_AGENTS = Pattern.compile(USER_AGENT);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Options whose headers are known, as a submission has them. */
    public FetchOptions(Map<String, String> headers, @Nullable String language, @Nullable Duration timeout) {
        this(headers, language, timeout, null, JobPace.USUAL, null, false);
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
        if (userAgent != null && !isUserAgent(userAgent)) {
            throw new IllegalArgumentException("No value of User-Agent");
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

    /** Whether {@code User-Agent} may have this value, for example {@code Reader/2 (+https://example.com)}. */
    public static boolean isUserAgent(String value) {
        return USER_AGENTS.matcher(value).matches();
    }

    /** The same, introduced otherwise. */
    public FetchOptions withUserAgent(@Nullable String name) {
        return new FetchOptions(headers, language, timeout, name, pace, scraper, unreadable);
    }

    /** The same at another pace. */
    public FetchOptions withPace(JobPace other) {
        return new FetchOptions(headers, language, timeout, userAgent, other, scraper, unreadable);
    }

    /** The same, got by another scraper. */
    public FetchOptions withScraper(@Nullable ScraperChoice choice) {
        return new FetchOptions(headers, language, timeout, userAgent, pace, choice, unreadable);
    }

    /** Whether nothing was asked for. */
    public boolean isNone() {
        return headers.isEmpty()
                && language == null
                && timeout == null
                && userAgent == null
                && pace.isUsual()
                && scraper == null
                && !unreadable;
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
                own.userAgent == null ? userAgent : own.userAgent,
                own.pace.isUsual() ? pace : own.pace,
                own.scraper == null ? scraper : own.scraper,
                unreadable || own.unreadable);
    }

    /**
     * What an article's key has behind its address, because another page may come: a hash of headers, language, user agent
     * and scraper. Empty if the page is that of everybody; timeout and pace change no page.
     */
    public String keyPart() {
        if (headers.isEmpty() && language == null && userAgent == null && isArticleScraper()) {
            return "";
        }
        StringBuilder all = new StringBuilder();
        // A line break stands in no value, so that no two sets of options read alike.
        headers.forEach(
                (name, value) -> all.append(name).append(':').append(value).append('\n'));
        all.append('\n').append(language == null ? "" : language).append('\n');
        if (userAgent != null) {
            // Only if there is one: the keys of articles from before stay as they are.
            all.append(userAgent).append('\n');
        }
        if (scraper != null && !isArticleScraper()) {
            appendScraper(all, scraper);
        }
        return "#" + Fingerprint.of(all.toString());
    }

    private boolean isArticleScraper() {
        return scraper == null || scraper.name().equals(ScraperChoice.ARTICLE);
    }

    /** Each text with its length before it, for a value may hold anything. */
    private static void appendScraper(StringBuilder all, ScraperChoice scraper) {
        all.append("scraper ");
        append(all, scraper.name());
        scraper.params().forEach((name, values) -> {
            append(all, name);
            all.append(values.size()).append(' ');
            values.forEach(value -> append(all, value));
        });
        all.append('\n');
        scraper.settings().forEach((name, value) -> {
            append(all, name);
            append(all, value);
        });
    }

    private static void append(StringBuilder all, String text) {
        all.append(text.length()).append(':').append(text);
    }

    /** A request for a page with these options, within the given time at most. */
    public FetchRequest request(ArticleUrl url, Duration most) {
        Map<String, String> all = new TreeMap<>(headers);
        if (language != null) {
            all.put("accept-language", language);
        }
        if (userAgent != null) {
            all.put("user-agent", userAgent);
        }
        return new FetchRequest(url, all, timeout == null || timeout.compareTo(most) > 0 ? most : timeout);
    }
}
