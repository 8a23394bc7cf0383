package dev.gleaner.api.jobs.steering;

import dev.gleaner.job.Intents;
import dev.gleaner.job.Jobs;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.store.Durability;
import dev.gleaner.task.JobEnds;
import dev.gleaner.task.Steering;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the steering of jobs together. */
@Configuration(proxyBeanMethods = false)
class SteeringConfiguration {
    @Bean
    Controls controls(
            Jobs jobs,
            Intents intents,
            Steering steering,
            JobEnds ends,
            ProgressBus progress,
            Durability durability,
            InstantSource clock) {
        return new Controls(jobs, intents, steering, ends, progress, durability, clock);
    }
}
