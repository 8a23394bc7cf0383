package dev.gleaner.api.deliveries.webhook;

import dev.gleaner.fetch.Fetcher;
import dev.gleaner.job.Jobs;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the sending of messages together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {
    @Bean
    WebhookDeliverer webhookDeliverer(
            @Qualifier("outgoing") Fetcher outgoing, Jobs jobs, WebhookSettings settings, InstantSource clock) {
        return new WebhookDeliverer(
                outgoing, jobs, settings.usualSecrets(), settings.timeout(), settings.maxPerEndpoint(), clock);
    }
}
