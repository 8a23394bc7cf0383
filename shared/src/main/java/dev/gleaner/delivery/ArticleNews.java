package dev.gleaner.delivery;

import dev.gleaner.job.CallbackOrder.Event;
import dev.gleaner.job.CallbackOrder.Webhook;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobItems;
import dev.gleaner.job.Jobs;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells of articles that have ended, many in a message. What is told is found by comparing the job with the batches on record:
 * the settle itself writes nothing for it, so a job without such a callback pays nothing. A batch has a number, and only one
 * process writes the batch of that number; whoever comes second looks again.
 */
final class ArticleNews {
    /** Articles of a message. */
    static final int MOST = 100;

    /** Another process that tells of the same job is ahead by a batch or two; more than that is somebody who does it all. */
    private static final int MOST_LOOKS = 20;

    private final Jobs jobs;
    private final Items items;
    private final Deliveries deliveries;
    private final InstantSource clock;

    ArticleNews(Jobs jobs, Items items, Deliveries deliveries, InstantSource clock) {
        this.jobs = jobs;
        this.items = items;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /**
     * Tells of all that have ended by now and were not told.
     *
     * @return whether nothing of the run as it stands is left
     */
    boolean tell(String jobId, int run, Webhook webhook) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            Jobs.Detail detail = jobs.detail(jobId).orElse(null);
            if (detail == null || detail.job().run() != run) {
                return true;
            }
            if (tell(detail, webhook)) {
                return true;
            }
        }
        return false;
    }

    private boolean tell(Jobs.Detail detail, Webhook webhook) {
        Job job = detail.job();
        List<Deliveries.Batch> told = deliveries.batches(job.id());
        Set<String> completedTold = new HashSet<>();
        Set<String> failedTold = new HashSet<>();
        for (Deliveries.Batch batch : told) {
            if (batch.about().equals(Event.ARTICLE_COMPLETED.type())) {
                completedTold.addAll(batch.articles());
            } else if (batch.run() == job.run()) {
                failedTold.addAll(batch.articles());
            }
        }
        Map<String, Failure> failures = detail.failures().stream()
                .collect(Collectors.toMap(Failure::articleId, Function.identity(), (a, b) -> a));
        Set<String> pending = new HashSet<>(detail.pending());
        Map<Event, List<Item>> news = new HashMap<>();
        boolean wantsCompleted = webhook.events().contains(Event.ARTICLE_COMPLETED);
        boolean wantsFailed = webhook.events().contains(Event.ARTICLE_FAILED);
        List<Item> all =
                new JobItems(items, detail).pages().flatMap(List::stream).toList();
        news.put(
                Event.ARTICLE_COMPLETED,
                all.stream()
                        .filter(item -> wantsCompleted
                                && !pending.contains(item.articleId())
                                && !failures.containsKey(item.articleId())
                                && !completedTold.contains(item.articleId()))
                        .toList());
        news.put(
                Event.ARTICLE_FAILED,
                all.stream()
                        .filter(item -> wantsFailed
                                && failures.containsKey(item.articleId())
                                && !failedTold.contains(item.articleId()))
                        .toList());
        int number = told.size();
        for (Event event : List.of(Event.ARTICLE_COMPLETED, Event.ARTICLE_FAILED)) {
            List<Item> ended = news.getOrDefault(event, List.of());
            for (int from = 0; from < ended.size(); from += MOST) {
                List<Item> batch = ended.subList(from, Math.min(ended.size(), from + MOST));
                if (!owe(job, webhook, event, ++number, batch, failures)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean owe(
            Job job, Webhook webhook, Event event, int number, List<Item> batch, Map<String, Failure> failures) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String payload = event == Event.ARTICLE_COMPLETED
                ? Payloads.completed(job, batch, now)
                : Payloads.failed(
                        job,
                        batch.stream()
                                .map(item -> new Payloads.Failed(item, failure(failures, item)))
                                .toList(),
                        now);
        Delivery delivery = new Delivery(
                // The number counts over all runs and both events: so two that tell at once meet in one id.
                Delivery.id(job.id(), 0, Delivery.CALLBACK, "articles/" + number),
                job.id(),
                job.run(),
                DeliveryKind.WEBHOOK,
                event.type(),
                webhook.url(),
                0,
                now,
                now,
                Delivery.CALLBACK,
                Endpoint.of(webhook.url()),
                payload);
        return deliveries.owe(delivery, batch.stream().map(Item::articleId).toList());
    }

    private static Failure failure(Map<String, Failure> failures, Item item) {
        Failure failure = failures.get(item.articleId());
        if (failure == null) {
            throw new IllegalStateException(item.articleId() + " did not fail");
        }
        return failure;
    }
}
