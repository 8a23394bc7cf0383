package dev.gleaner.api;

import dev.gleaner.api.enqueue.Joiner;
import dev.gleaner.api.enqueue.Pusher;
import dev.gleaner.api.enqueue.Release;
import dev.gleaner.api.jobs.Cancellation;
import dev.gleaner.api.jobs.Purge;
import dev.gleaner.api.jobs.retention.RetentionConfiguration;
import dev.gleaner.api.jobs.retries.Retries;
import dev.gleaner.api.jobs.sweeper.Sweeper;
import dev.gleaner.api.submission.Backlog;
import dev.gleaner.api.submission.SubmissionLimits;
import dev.gleaner.api.submission.SubmissionReader;
import dev.gleaner.api.submission.SubmissionRules;
import dev.gleaner.api.submission.SubmissionSweeper;
import dev.gleaner.api.submission.Submissions;
import dev.gleaner.article.Articles;
import dev.gleaner.duty.Duty;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.job.Idempotency;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Items;
import dev.gleaner.job.Jobs;
import dev.gleaner.platform.FetchSettings;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.store.Durability;
import dev.gleaner.task.Finisher;
import dev.gleaner.task.JobEnds;
import dev.gleaner.task.Tasks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts the API together: the way of a submission, the cancel, and the duty that ends what others left half done. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubmissionLimits.class)
@Import(RetentionConfiguration.class)
@ComponentScan({
    "dev.gleaner.api.submission",
    "dev.gleaner.api.jobs",
    "dev.gleaner.api.results",
    "dev.gleaner.api.articles",
    "dev.gleaner.api.web.openapi",
    "dev.gleaner.api.live",
    "dev.gleaner.api.dashboard",
    "dev.gleaner.api.health",
    "dev.gleaner.api.web.problem"
})
public class ApiConfiguration {
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(5);

    @Bean
    Release release(Tasks tasks, ProgressBus progress) {
        return new Release(tasks, progress);
    }

    /** Ends with the process: what it leaves undone has an intent. */
    @Bean(destroyMethod = "shutdown")
    ExecutorService background() {
        return Executors.newVirtualThreadPerTaskExecutor();
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
    Joiner joiner(
            Tasks tasks,
            Articles articles,
            Jobs jobs,
            WorkQueue queue,
            Finisher finisher,
            JobEnds ends,
            InstantSource clock) {
        return new Joiner(tasks, articles, jobs, queue, finisher, ends, clock);
    }

    @Bean
    Pusher pusher(Joiner joiner, Jobs jobs, Intents intents, Release release, JobEnds ends, ProgressBus progress) {
        return new Pusher(joiner, jobs, intents, release, ends, progress);
    }

    @Bean
    SubmissionRules submissionRules(SubmissionLimits limits) {
        return SubmissionRules.withTimeLimit(limits.submitTimeout());
    }

    @Bean
    SubmissionReader submissionReader(SubmissionLimits limits, FetchSettings fetch, AddressPolicy policy) {
        return new SubmissionReader(limits.maxArticlesPerJob(), fetch.timeout(), policy::visibleRefusal);
    }

    @Bean
    Backlog backlog(Tasks tasks, Intents intents, SubmissionLimits limits, InstantSource clock) {
        return new Backlog(tasks, intents, limits.queueMaxArticles(), clock);
    }

    @Bean
    Submissions submissions(
            Idempotency idempotency,
            Intents intents,
            Articles articles,
            Items items,
            Jobs jobs,
            Pusher pusher,
            JobEnds ends,
            Durability durability,
            Backlog backlog,
            SubmissionRules rules,
            InstantSource clock) {
        return new Submissions(
                idempotency, intents, articles, items, jobs, pusher, ends, durability, backlog, rules, clock);
    }

    @Bean
    SubmissionSweeper submissionSweeper(
            Jobs jobs,
            Items items,
            Pusher pusher,
            Submissions submissions,
            SubmissionRules rules,
            InstantSource clock) {
        return new SubmissionSweeper(jobs, items, pusher, submissions, rules, clock);
    }

    @Bean
    Retries retries(
            Jobs jobs,
            Items items,
            Intents intents,
            Pusher pusher,
            ProgressBus progress,
            Durability durability,
            SubmissionRules rules,
            InstantSource clock) {
        return new Retries(jobs, items, intents, pusher, progress, durability, rules.sweepAfter(), clock);
    }

    @Bean
    Purge purge(
            Jobs jobs,
            Items items,
            Intents intents,
            Idempotency idempotency,
            Cancellation cancellation,
            Durability durability,
            InstantSource clock) {
        return new Purge(jobs, items, intents, idempotency, cancellation, durability, clock);
    }

    @Bean
    Sweeper sweeper(
            Intents intents, SubmissionSweeper submissions, Cancellation cancellation, Retries retries, Purge purge) {
        return new Sweeper(intents, submissions, cancellation, retries, purge);
    }

    @Bean(destroyMethod = "close")
    Duty sweeping(Sweeper sweeper) {
        return Duty.start("sweeper", SWEEP_EVERY, sweeper::turn);
    }
}
