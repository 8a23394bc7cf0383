package dev.gleaner.delivery;

import dev.gleaner.job.CallbackOrder.Event;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Job;
import dev.gleaner.job.Orders;
import dev.gleaner.job.Origin;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of messages: {@code type}, {@code timestamp} and {@code data}, as Standard Webhooks 1.0 asks for. */
final class Payloads {
    private static final JsonMapper JSON = new JsonMapper();

    private Payloads() {}

    /** That a run has ended. */
    static String end(Job ended, Orders orders, Event event, Instant at) {
        ObjectNode data = JSON.createObjectNode();
        data.put("job_id", ended.id());
        data.put("status", ended.status().name());
        data.put("run", ended.run());
        data.put("will_retry", !orders.endsForGood(ended));
        data.put("name", ended.label().name());
        ArrayNode tags = data.putArray("tags");
        ended.label().tags().forEach(tags::add);
        data.put("total_articles", ended.total());
        data.put("new_articles", ended.newArticles());
        data.put("cached_articles", ended.cached());
        data.put("completed", ended.completed());
        data.put("failed", ended.failed());
        data.put("pending", ended.pending());
        data.put("created_at", ended.createdAt().toString());
        data.put("completed_at", at.toString());
        data.set("schedule", origin(orders.origin()));
        return message(event, at, data);
    }

    private static @Nullable ObjectNode origin(@Nullable Origin origin) {
        return origin == null
                ? null
                : JSON.createObjectNode()
                        .put("id", origin.schedule())
                        .put("occurrence", origin.occurrence())
                        .put("due_at", origin.dueAt().toString())
                        .put("fired_at", origin.firedAt().toString());
    }

    /** That articles of a run were read. */
    static String completed(Job job, List<Item> items, Instant at) {
        ObjectNode data = articles(job);
        ArrayNode list = data.putArray("articles");
        items.forEach(item -> list.add(article(item).put("cached", item.cached())));
        return message(Event.ARTICLE_COMPLETED, at, data);
    }

    /** That articles of a run failed. */
    static String failed(Job job, List<Failed> failed, Instant at) {
        ObjectNode data = articles(job);
        ArrayNode list = data.putArray("articles");
        failed.forEach(one -> list.add(article(one.item())
                .put("error_code", one.failure().code().code())
                .put("error", one.failure().error())
                .put("attempted_at", one.failure().at().toString())));
        return message(Event.ARTICLE_FAILED, at, data);
    }

    /** An article that a job did not get. */
    record Failed(Item item, Failure failure) {}

    private static ObjectNode articles(Job job) {
        ObjectNode data = JSON.createObjectNode();
        data.put("job_id", job.id());
        data.put("run", job.run());
        data.put("name", job.label().name());
        return data;
    }

    private static ObjectNode article(Item item) {
        return JSON.createObjectNode()
                .put("article_id", item.articleId())
                .put("url", item.url())
                .put("source", item.source())
                .put("category", item.category());
    }

    private static String message(Event event, Instant at, ObjectNode data) {
        ObjectNode message = JSON.createObjectNode();
        message.put("type", event.type());
        message.put("timestamp", at.toString());
        message.set("data", data);
        return JSON.writeValueAsString(message);
    }
}
