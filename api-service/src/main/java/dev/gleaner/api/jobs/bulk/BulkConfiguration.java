package dev.gleaner.api.jobs.bulk;

import dev.gleaner.api.jobs.Cancellation;
import dev.gleaner.api.jobs.retries.Retries;
import dev.gleaner.job.Items;
import dev.gleaner.job.Jobs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the changes of many jobs together. */
@Configuration(proxyBeanMethods = false)
class BulkConfiguration {
    @Bean
    BulkChanges bulkChanges(Jobs jobs, Items items, Cancellation cancellation, Retries retries) {
        return new BulkChanges(jobs, items, cancellation, retries);
    }
}
