package dev.gleaner.api.jobs.sweeper;

import dev.gleaner.api.jobs.Cancellation;
import dev.gleaner.api.jobs.Purge;
import dev.gleaner.api.jobs.retries.Retries;
import dev.gleaner.api.jobs.steering.Controls;
import dev.gleaner.api.submission.SubmissionSweeper;
import dev.gleaner.duty.CoreFailure;
import dev.gleaner.duty.Duty;
import dev.gleaner.job.Intents;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The duty that ends what others left half done. */
@Configuration(proxyBeanMethods = false)
class SweeperConfiguration {
    private static final Duration EVERY = Duration.ofSeconds(5);

    @Bean
    Sweeper sweeper(
            Intents intents,
            SubmissionSweeper submissions,
            Cancellation cancellation,
            Retries retries,
            Purge purge,
            Controls controls) {
        return new Sweeper(intents, submissions, cancellation, retries, purge, controls);
    }

    @Bean(destroyMethod = "close")
    Duty sweeping(Sweeper sweeper, CoreFailure fatal) {
        return Duty.start("sweeper", EVERY, sweeper::turn, fatal);
    }
}
