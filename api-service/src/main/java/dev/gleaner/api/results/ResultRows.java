package dev.gleaner.api.results;

import dev.gleaner.api.web.paging.Slice;
import dev.gleaner.article.Articles;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobItems;
import dev.gleaner.job.Jobs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import org.springframework.stereotype.Component;

/**
 * Reads the results of a job a portion at a time, in order of submission, however many there are. What is open has no row.
 * All rows are of one read of the job, so they fit its numbers.
 */
@Component
class ResultRows {
    /** Articles read at once: with texts of a megabyte this is still little. */
    private static final int PORTION = 50;

    private final Items items;
    private final Articles articles;

    ResultRows(Items items, Articles articles) {
        this.items = items;
        this.articles = articles;
    }

    void each(Jobs.Detail detail, Slice slice, Consumer<Row> sink) {
        Job job = detail.job();
        Reading reading = reading(detail);
        JobItems counted = new JobItems(items, detail);
        int to = (int) Math.min(job.total(), (long) slice.from() + slice.limit());
        for (int page = slice.from() / Items.PAGE; page * Items.PAGE < to; page++) {
            int start = page * Items.PAGE;
            List<Item> whole = counted.page(page);
            if (whole.isEmpty()) {
                // The job was removed meanwhile. An answer that went on without it would look whole.
                throw new IllegalStateException("page %d of %s is gone".formatted(page, job.id()));
            }
            List<Item> wanted = whole.subList(
                    Math.min(whole.size(), Math.max(0, slice.from() - start)), Math.min(whole.size(), to - start));
            reading.each(wanted, sink);
        }
    }

    /** Reads any articles of a job, as one read of it has them. */
    Reading reading(Jobs.Detail detail) {
        Map<String, Failure> failures = new HashMap<>();
        detail.failures().forEach(failure -> failures.put(failure.articleId(), failure));
        Set<String> open = new HashSet<>(detail.pending());
        return (wanted, sink) -> wanted.stream()
                .gather(Gatherers.windowFixed(PORTION))
                .forEachOrdered(portion -> portion(portion, open, failures, sink));
    }

    /** Reads articles of one job. */
    @FunctionalInterface
    interface Reading {
        void each(List<Item> wanted, Consumer<Row> sink);
    }

    private void portion(List<Item> items, Set<String> open, Map<String, Failure> failures, Consumer<Row> sink) {
        List<String> scraped = new ArrayList<>();
        for (Item item : items) {
            if (!open.contains(item.articleId()) && !failures.containsKey(item.articleId())) {
                scraped.add(item.articleId());
            }
        }
        Map<String, Articles.Stored> stored = scraped.isEmpty() ? Map.of() : articles.stored(scraped);
        for (Item item : items) {
            Failure failure = failures.get(item.articleId());
            if (failure != null) {
                sink.accept(new Row.Missed(item, failure));
            } else if (!open.contains(item.articleId())) {
                sink.accept(new Row.Scraped(item, stored.get(item.articleId())));
            }
        }
    }
}
