package dev.gleaner.consumer.report;

import dev.gleaner.consumer.command.Definitions;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.consumer.presence.ProcessName;
import dev.gleaner.duty.CoreFailure;
import dev.gleaner.duty.Duty;
import dev.gleaner.metric.Metrics;
import dev.gleaner.operations.ConsumerReports;
import dev.gleaner.platform.FleetSettings;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says what this consumer does now. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MetricsSettings.class)
public class ReportConfiguration {
    @Bean
    Reporter reporter(
            ConsumerReports reports,
            InFlight inFlight,
            Definitions scrapers,
            FleetSettings fleet,
            InstantSource clock) {
        return new Reporter(
                reports,
                inFlight,
                () -> scrapers.all().stream().map(one -> one.name()).toList(),
                new Reporter.Process(
                        ProcessName.here(),
                        ProcessName.host(),
                        ProcessHandle.current().pid(),
                        Objects.requireNonNullElse(
                                ReportConfiguration.class.getPackage().getImplementationVersion(), "(not packaged)")),
                fleet.lease(),
                clock);
    }

    @Bean(destroyMethod = "close")
    MetricsLife metricsLife(MetricsSettings settings, Metrics metrics) {
        return new MetricsLife(settings, metrics);
    }

    @Bean(destroyMethod = "close")
    Duty reporting(Reporter reporter, FleetSettings fleet, CoreFailure fatal) {
        return Duty.start("report", fleet.beat(), reporter::turn, fatal);
    }
}
