package dev.gleaner.api.jobs.retries;

import dev.gleaner.api.enqueue.Pusher;
import dev.gleaner.api.enqueue.Release;
import dev.gleaner.api.submission.SubmissionRules;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Items;
import dev.gleaner.job.Jobs;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.store.Durability;
import dev.gleaner.task.JobEnds;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the retry of failed articles together; what is left half done of it is as old as of a submission. */
@Configuration(proxyBeanMethods = false)
class RetriesConfiguration {
    @Bean
    Retries retries(
            Jobs jobs,
            Items items,
            Intents intents,
            Pusher pusher,
            Release release,
            JobEnds ends,
            ProgressBus progress,
            Durability durability,
            SubmissionRules rules,
            InstantSource clock) {
        return new Retries(
                jobs, items, intents, pusher, release, ends, progress, durability, rules.sweepAfter(), clock);
    }
}
