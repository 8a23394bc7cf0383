package dev.gleaner.consumer.politeness;

import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchLimits;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.platform.FetchSettings;
import dev.gleaner.platform.FleetSettings;
import dev.gleaner.queue.WorkQueue;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Fetches as sites want it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PolitenessSettings.class)
public class PolitenessConfiguration {
    @Bean(destroyMethod = "close")
    Fetcher fetcher(AddressPolicy policy, FetchSettings settings, FleetSettings fleet, InstantSource clock) {
        // The queue decides how many run on a host; a smaller pool would let attempts time out waiting.
        FetchLimits limits = settings.limits(fleet.hostMaxConcurrent());
        return new Fetcher(policy, limits, settings.introduction(), clock, settings.proxy());
    }

    @Bean
    PoliteFetcher politeFetcher(
            Fetcher fetcher, RobotsFiles files, FetchSettings settings, WorkQueue queue, InstantSource clock) {
        RobotsRules robots =
                settings.robotsObey() ? new Robots(fetcher, files, settings.userAgent(), clock) : RobotsRules.IGNORED;
        return new PoliteFetcher(fetcher, robots, new HostBreakers(), queue, clock);
    }
}
