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
    public ScraperSummary {
        params = List.copyOf(params);
        settings = List.copyOf(settings);
        hosts = List.copyOf(hosts);
        categories = List.copyOf(categories);
    }
}
