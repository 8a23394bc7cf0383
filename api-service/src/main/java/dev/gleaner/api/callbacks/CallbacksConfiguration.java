package dev.gleaner.api.callbacks;

import dev.gleaner.api.deliveries.command.Commands;
import dev.gleaner.api.deliveries.webhook.WebhookSettings;
import dev.gleaner.fetch.AddressPolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the reading of callbacks together. */
@Configuration(proxyBeanMethods = false)
class CallbacksConfiguration {
    @Bean
    CallbackReader callbackReader(AddressPolicy policy, WebhookSettings webhooks, Commands commands) {
        boolean hasUsualSecret = !webhooks.usualSecrets().isEmpty();
        return new CallbackReader(new WebhookReader(policy, hasUsualSecret), commands.names());
    }
}
