package dev.gleaner.delivery;

import dev.gleaner.job.CallbackOrder;
import dev.gleaner.job.CallbackOrder.Event;
import dev.gleaner.job.CallbackOrder.Webhook;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Orders;
import dev.gleaner.task.Owed;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what is owed. A debt is noted before a run of a job is there; who ends the run writes what follows from its end
 * and removes the debt. If it dies before, the debt leads {@link DebtCollector} to the job. Of the articles of a run the
 * collector tells, too: the consumer that ends the last of them has others to get on with.
 */
public final class Owing implements Owed {
    private final Jobs jobs;
    private final Deliveries deliveries;
    private final Debts debts;
    private final ArticleNews news;
    private final InstantSource clock;

    public Owing(Jobs jobs, Items items, Deliveries deliveries, Debts debts, InstantSource clock) {
        this.jobs = jobs;
        this.deliveries = deliveries;
        this.debts = debts;
        this.news = new ArticleNews(jobs, items, deliveries, clock);
        this.clock = clock;
    }

    @Override
    public void expect(String jobId, int run, Orders orders) {
        if (EndDeliveries.any(orders)) {
            debts.add(new Debts.Debt(jobId, run, tellsArticles(orders) != null, clock.instant()));
        }
    }

    @Override
    public void ended(Job ended) {
        Optional<Orders> orders = jobs.orders(ended.id()).filter(EndDeliveries::any);
        if (orders.isPresent()) {
            EndDeliveries.of(ended, orders.get()).forEach(deliveries::owe);
            if (tellsArticles(orders.get()) == null) {
                debts.remove(ended.id(), ended.run());
            }
        }
    }

    @Override
    public void beforeNextRun(Job ended) {
        settle(ended);
        jobs.orders(ended.id()).ifPresent(orders -> expect(ended.id(), ended.run() + 1, orders));
    }

    /** Writes down everything that is owed for an ended run, of its articles, too. */
    void settle(Job ended) {
        Optional<Orders> orders = jobs.orders(ended.id()).filter(EndDeliveries::any);
        if (orders.isPresent()) {
            Webhook told = tellsArticles(orders.get());
            EndDeliveries.of(ended, orders.get()).forEach(deliveries::owe);
            if (told == null || news.tell(ended.id(), ended.run(), told)) {
                debts.remove(ended.id(), ended.run());
            }
        }
    }

    /** Tells of the articles that have ended so far. */
    void tellArticles(Job open) {
        Webhook told = jobs.orders(open.id()).map(Owing::tellsArticles).orElse(null);
        if (told != null) {
            news.tell(open.id(), open.run(), told);
        }
    }

    private static @Nullable Webhook tellsArticles(Orders orders) {
        CallbackOrder callbacks = orders.callbacks();
        Webhook webhook = callbacks == null ? null : callbacks.webhook();
        return webhook != null && webhook.events().stream().anyMatch(Event::isOfArticles) ? webhook : null;
    }
}
