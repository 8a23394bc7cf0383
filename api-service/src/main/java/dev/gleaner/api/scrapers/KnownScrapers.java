package dev.gleaner.api.scrapers;

import dev.gleaner.scraper.ChoiceCheck;
import dev.gleaner.scraper.ParamType;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.scraper.ScraperMode;
import dev.gleaner.scraper.ScraperRegistry.Known;
import dev.gleaner.scraper.ScraperSummary;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The scrapers that are known at a moment, with the built-in one. */
public final class KnownScrapers {
    /** The built-in one alone. */
    static final KnownScrapers NONE = new KnownScrapers(List.of());

    private static final String ALL_BELOW = "*.";
    private static final int MOST_NAMED = 50;

    private final Map<String, Known> byName = new TreeMap<>();

    /** Usual ones by what they are usual for: a host, {@code .example.com} for all hosts below, and categories. */
    private final Map<String, ScraperChoice> byHost = new HashMap<>();

    private final Map<String, ScraperChoice> byCategory = new HashMap<>();

    /** @param told what consumers have; the built-in one is not among them */
    public KnownScrapers(Collection<Known> told) {
        for (Known one : told) {
            byName.put(one.scraper().name(), one);
        }
        byName.put(ScraperChoice.ARTICLE, new Known(ScraperSummary.BUILT_IN, 0));
        // By name, so that of two with the same host every API takes the same.
        byName.values().stream().filter(KnownScrapers::canBeUsual).forEach(this::usual);
    }

    /** Only what some consumer has, and what can be run without a word more. */
    private static boolean canBeUsual(Known known) {
        return known.consumers() > 0
                && known.scraper().mode() == ScraperMode.ARTICLE
                && known.scraper().params().stream()
                        .noneMatch(param -> param.required() && param.defaults().isEmpty());
    }

    private void usual(Known known) {
        ScraperSummary scraper = known.scraper();
        ChoiceCheck.Result checked = ChoiceCheck.check(scraper, ScraperChoice.of(scraper.name()));
        if (!checked.faults().isEmpty()) {
            return;
        }
        for (String host : scraper.hosts()) {
            String lower = host.toLowerCase(Locale.ROOT);
            byHost.putIfAbsent(lower.startsWith(ALL_BELOW) ? lower.substring(1) : lower, checked.choice());
        }
        scraper.categories().forEach(category -> byCategory.putIfAbsent(category, checked.choice()));
    }

    public Optional<ScraperSummary> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(Known::scraper);
    }

    /** All of them, by name. */
    public List<Known> all() {
        return List.copyOf(byName.values());
    }

    /** The names of all, as a sentence lists them. */
    public String names() {
        String named =
                String.join(", ", byName.keySet().stream().limit(MOST_NAMED).toList());
        int more = byName.size() - MOST_NAMED;
        return more > 0 ? named + " and %d more".formatted(more) : named;
    }

    /**
     * The scraper of an article that names none, in a submission that names none: that of its host, the longest name that fits
     * first; else that of its category; empty for the built-in one.
     *
     * @param host in lower case, without a port
     */
    public Optional<ScraperChoice> usualFor(String host, @Nullable String category) {
        if (!byHost.isEmpty()) {
            ScraperChoice found = byHost.get(host);
            for (int dot = host.indexOf('.'); found == null && dot >= 0; dot = host.indexOf('.', dot + 1)) {
                found = byHost.get(host.substring(dot));
            }
            if (found != null) {
                return Optional.of(found);
            }
        }
        return category == null ? Optional.empty() : Optional.ofNullable(byCategory.get(category));
    }

    /** Whether a value of a param is shown to nobody; it is not shown either where nobody knows what it is. */
    public boolean isSecret(@Nullable String scraper, String param) {
        return scraper == null
                || find(scraper).stream()
                        .flatMap(known -> known.params().stream())
                        .filter(spec -> spec.name().equals(param))
                        .noneMatch(spec -> spec.type() != ParamType.SECRET);
    }
}
