package dev.gleaner.api.deliveries.command;

import dev.gleaner.api.report.Reports;
import dev.gleaner.job.Jobs;
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
    CommandDeliverer commandDeliverer(Commands commands, CommandSettings settings, Jobs jobs, Reports reports) {
        return new CommandDeliverer(commands, settings.timeout(), settings.atOnce(), jobs, reports::find);
    }
}
