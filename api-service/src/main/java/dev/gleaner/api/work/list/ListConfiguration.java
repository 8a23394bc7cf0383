package dev.gleaner.api.work.list;

import dev.gleaner.api.submission.SubmissionSettings;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchLimits;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.platform.FetchSettings;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the reading of lists together, with a door of its own: its files are larger than pages. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ListSettings.class)
class ListConfiguration {
    /** A list is read one file after the other. */
    private static final int CONNECTIONS_PER_HOST = 4;

    @Bean(destroyMethod = "close")
    ArticleLists articleLists(
            AddressPolicy policy,
            FetchSettings fetch,
            ListSettings settings,
            SubmissionSettings submissions,
            InstantSource clock) {
        int bytes = Math.toIntExact(settings.maxBody().toBytes());
        FetchLimits limits = fetch.limits(CONNECTIONS_PER_HOST).withMaxBytes(bytes);
        return new ArticleLists(
                new Fetcher(policy, limits, fetch.introduction(), clock, fetch.proxy()),
                new ListLimits(
                        submissions.maxArticlesPerJob(),
                        bytes,
                        settings.maxFiles(),
                        settings.timeout(),
                        fetch.timeout()),
                clock);
    }
}
