package dev.gleaner.scraper;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer tells of a scraper that it has; its command is nobody's business.
 *
 * @param settings names of the settings that may be given
 * @param hosts whose articles it gets if they name no scraper: {@code example.com}, or {@code *.example.com} for all below
 * @param categories whose articles it gets if they name no scraper
 */
public record ScraperSummary(
        String name,
        @Nullable String description,
        ScraperMode mode,
        List<ParamSpec> params,
        List<String> settings,
        List<String> hosts,
        List<String> categories) {
    /** The built-in scraper, which every consumer has. */
    public static final ScraperSummary BUILT_IN = new ScraperSummary(
            ScraperChoice.ARTICLE,
            "Fetches a page and reads the article out of it",
            ScraperMode.ARTICLE,
            List.of(),
            List.of(),
            List.of(),
            List.of());

    public ScraperSummary {
        params = List.copyOf(params);
        settings = List.copyOf(settings);
        hosts = List.copyOf(hosts);
        categories = List.copyOf(categories);
    }
}
