package dev.gleaner.api.submission;

import dev.gleaner.api.enqueue.Pusher;
import dev.gleaner.api.scrapers.Scrapers;
import dev.gleaner.article.Articles;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.job.Idempotency;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Items;
import dev.gleaner.job.Jobs;
import dev.gleaner.platform.FetchSettings;
import dev.gleaner.platform.FleetSettings;
import dev.gleaner.store.Durability;
import dev.gleaner.task.JobEnds;
import dev.gleaner.task.Tasks;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the way of a submission together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubmissionSettings.class)
class SubmissionConfiguration {
    @Bean
    SubmissionRules submissionRules(SubmissionSettings settings) {
        return SubmissionRules.withTimeLimit(settings.submitTimeout());
    }

    @Bean
    Drafts drafts(
            SubmissionSettings settings,
            FetchSettings fetch,
            FleetSettings fleet,
            AddressPolicy policy,
            Scrapers scrapers) {
        return new Drafts(
                settings.maxArticlesPerJob(),
                fetch.timeout(),
                policy,
                new PaceLimits(fleet.hostDelay(), fleet.hostMaxConcurrent(), settings.hostFasterAllowed()),
                scrapers);
    }

    @Bean
    Previews previews(Articles articles, InstantSource clock) {
        return new Previews(articles, clock);
    }

    @Bean
    Backlog backlog(Tasks tasks, Intents intents, SubmissionSettings settings, InstantSource clock) {
        return new Backlog(tasks, intents, settings.queueMaxArticles(), clock);
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
}
