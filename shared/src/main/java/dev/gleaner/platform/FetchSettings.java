package dev.gleaner.platform;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Where and how requests go out.
 *
 * @param allowedHosts SCRAPE_ALLOWED_HOSTS, names, addresses and CIDR blocks besides the public internet
 * @param allowedPorts SCRAPE_ALLOWED_PORTS, ports and ranges
 * @param timeout SCRAPE_TIMEOUT in seconds, the whole attempt
 * @param userAgent USER_AGENT
 */
@ConfigurationProperties("gleaner.fetch")
public record FetchSettings(
        @DefaultValue("") String allowedHosts,
        @DefaultValue("80,443") String allowedPorts,

        @DurationUnit(ChronoUnit.SECONDS) @DefaultValue("30")
        Duration timeout,

        @DefaultValue("Gleaner/0.1") String userAgent) {}
