package dev.gleaner.scraper;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The scraper that is asked for, and what it is given.
 *
 * @param name of it; {@link #ARTICLE} is the built-in one
 * @param params by name; one value each, but of a list any number
 * @param settings by name
 * @param secrets names of the params whose values nobody is shown
 */
public record ScraperChoice(
        String name, Map<String, List<String>> params, Map<String, String> settings, Set<String> secrets) {
    /** The name of the built-in scraper, which fetches a page and reads the article out of it. */
    public static final String ARTICLE = "article";

    /** A name of a scraper, a param or a setting, as a pattern says it. */
    public static final String NAME = "[A-Za-z][A-Za-z0-9_.-]{0,63}";

    public ScraperChoice {
        Map<String, List<String>> copy = new TreeMap<>();
        params.forEach((param, values) -> copy.put(param, List.copyOf(values)));
        params = Collections.unmodifiableMap(copy);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        secrets = Collections.unmodifiableSet(new TreeSet<>(secrets));
    }

    /** Without values: it may come into a log. */
    @Override
    public String toString() {
        return "%s with params %s and settings %s".formatted(name, params.keySet(), settings.keySet());
    }

    public static ScraperChoice of(String name) {
        return new ScraperChoice(name, Map.of(), Map.of(), Set.of());
    }
}
