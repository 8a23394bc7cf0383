package dev.gleaner.api.jobs;

import dev.gleaner.api.enqueue.Release;
import dev.gleaner.delivery.Deliveries;
import dev.gleaner.duty.CoreFailure;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Idempotency;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Items;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Outputs;
import dev.gleaner.store.Durability;
import dev.gleaner.task.JobEnds;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the cancel and the removal of jobs together. */
@Configuration(proxyBeanMethods = false)
class JobsConfiguration {
    /** Ends with the process: what it leaves undone has an intent. */
    @Bean(destroyMethod = "shutdown")
    ExecutorService background(CoreFailure fatal) {
        return Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .name("cancel-", 0)
                .uncaughtExceptionHandler(fatal)
                .factory());
    }

    @Bean
    Cancellation cancellation(
            Jobs jobs,
            Intents intents,
            Release release,
            JobEnds ends,
            Durability durability,
            @Qualifier("background") ExecutorService background,
            InstantSource clock) {
        return new Cancellation(jobs, intents, release, ends, durability, background, clock);
    }

    @Bean
    Purge purge(
            Jobs jobs,
            Items items,
            Efforts efforts,
            Outputs outputs,
            Intents intents,
            Idempotency idempotency,
            Deliveries deliveries,
            Cancellation cancellation,
            Durability durability,
            InstantSource clock) {
        return new Purge(
                jobs, items, efforts, outputs, intents, idempotency, deliveries, cancellation, durability, clock);
    }
}
