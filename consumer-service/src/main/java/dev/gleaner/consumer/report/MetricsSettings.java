package dev.gleaner.consumer.report;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where a consumer tells its metrics.
 *
 * @param port CONSUMER_METRICS_PORT, port of {@code /metrics} of a consumer; 0 for none
 * @param host CONSUMER_METRICS_HOST, address that it listens on; it has no access control, so leave it on loopback
 */
@ConfigurationProperties("gleaner.consumer-metrics")
public record MetricsSettings(int port, String host) {
    private static final int LARGEST = 65_535;

    public MetricsSettings {
        if (port < 0 || port > LARGEST) {
            throw new IllegalArgumentException("CONSUMER_METRICS_PORT must be 0 to 65535, but is " + port);
        }
    }
}
