package dev.gleaner.api.deliveries.command;

import dev.gleaner.api.report.Reports;
import dev.gleaner.job.Jobs;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the running of commands together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandSettings.class)
class CommandConfiguration {
    @Bean
    Commands commands(CommandSettings settings) {
        return settings.listed();
    }

    @Bean
    CommandDeliverer commandDeliverer(
            Commands commands, CommandSettings settings, Jobs jobs, ObjectProvider<Reports> reports) {
        return new CommandDeliverer(
                commands,
                settings.timeout(),
                settings.atOnce(),
                jobs,
                reports.getIfAvailable(() -> jobId -> Optional.empty()));
    }
}
