package dev.gleaner.api.logs;

import dev.gleaner.scraper.CommandLogs;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the following of logs together. */
@Configuration(proxyBeanMethods = false)
class LogsConfiguration {
    @Bean
    LogFollowing logFollowing(CommandLogs logs, InstantSource clock) {
        return new LogFollowing(logs, LogFollowing.Rest::sleep, clock);
    }
}
