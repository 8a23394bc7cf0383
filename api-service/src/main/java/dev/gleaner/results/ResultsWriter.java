package dev.gleaner.results;

import dev.gleaner.article.Articles;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes results while it reads them: a page of items, their articles in small portions, the next page. What is counted in
 * the head is what one read of the job says, and the lists are made of that same read.
 */
@Component
class ResultsWriter {
    /** Articles read at once: with texts of a megabyte this is still little. */
    private static final int PORTION = 50;

    private final Items items;
    private final Articles articles;
    /** Closes nothing of its own accord: an answer that breaks off must not end as if it were whole. */
    private final ObjectWriter json = JsonMapper.builder()
            .build()
            .writer()
            .without(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .without(StreamWriteFeature.FLUSH_PASSED_TO_STREAM);

    ResultsWriter(Items items, Articles articles) {
        this.items = items;
        this.articles = articles;
    }

    void write(Jobs.Detail detail, OutputStream out) {
        Job job = detail.job();
        Map<String, Failure> failures = new HashMap<>();
        detail.failures().forEach(failure -> failures.put(failure.articleId(), failure));
        Set<String> absent = new HashSet<>(detail.pending());
        absent.addAll(failures.keySet());
        List<Item> failed = new ArrayList<>();
        try (JsonGenerator generator = json.createGenerator(out);
                Stream<List<Item>> pages = items.pages(job.id(), job.total())) {
            generator.writeStartObject();
            generator.writeStringProperty("job_id", job.id());
            generator.writeStringProperty("status", job.status().name());
            generator.writeNumberProperty("total_articles", job.total());
            generator.writeNumberProperty("successful", job.completed());
            generator.writeNumberProperty("failed", job.failed());
            generator.writeArrayPropertyStart("results");
            pages.forEach(page -> {
                page.stream()
                        .filter(item -> failures.containsKey(item.articleId()))
                        .forEach(failed::add);
                results(
                        generator,
                        page.stream()
                                .filter(item -> !absent.contains(item.articleId()))
                                .toList());
            });
            generator.writeEndArray();
            generator.writeArrayPropertyStart("failed_articles");
            for (Item item : failed) {
                failure(generator, item, failures.get(item.articleId()));
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
    }

    private void results(JsonGenerator generator, List<Item> page) {
        for (int from = 0; from < page.size(); from += PORTION) {
            List<Item> portion = page.subList(from, Math.min(page.size(), from + PORTION));
            Map<String, Articles.Stored> stored =
                    articles.stored(portion.stream().map(Item::articleId).toList());
            portion.forEach(item -> result(generator, item, stored.get(item.articleId())));
        }
    }

    private static void result(JsonGenerator generator, Item item, Articles.@Nullable Stored article) {
        generator.writeStartObject();
        generator.writeStringProperty("article_id", item.articleId());
        generator.writeStringProperty("url", item.url());
        generator.writeStringProperty("source", item.source());
        generator.writeStringProperty("category", item.category());
        generator.writeStringProperty("title", article == null ? null : article.title());
        generator.writeStringProperty("content", article == null ? null : article.content());
        generator.writeStringProperty(
                "scraped_at",
                article == null || article.scrapedAt() == null
                        ? null
                        : article.scrapedAt().toString());
        generator.writeBooleanProperty("cached", item.cached());
        generator.writeEndObject();
    }

    private static void failure(JsonGenerator generator, Item item, @Nullable Failure failure) {
        if (failure == null) {
            return;
        }
        generator.writeStartObject();
        generator.writeStringProperty("article_id", item.articleId());
        generator.writeStringProperty("url", item.url());
        generator.writeStringProperty("error", failure.error());
        generator.writeStringProperty("error_code", failure.code().code());
        generator.writeStringProperty("attempted_at", failure.at().toString());
        generator.writeEndObject();
    }
}
