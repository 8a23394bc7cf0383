package dev.gleaner.api.outgoing;

import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchLimits;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.platform.FetchSettings;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One fetcher for all that the API itself asks for, under the policy that pages are fetched under. */
@Configuration(proxyBeanMethods = false)
class OutgoingConfiguration {
    private static final int CONNECTIONS_PER_HOST = 16;

    @Bean(destroyMethod = "close")
    Fetcher outgoing(FetchSettings settings, AddressPolicy policy, InstantSource clock) {
        FetchLimits limits = settings.limits(CONNECTIONS_PER_HOST);
        return new Fetcher(policy, limits, settings.introduction(), clock, settings.proxy());
    }
}
