package dev.gleaner.client;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Work that repeats by itself, as its owner says it.
 *
 * <pre>{@code
 * ScheduleDefinition.builder("0 9 * * MON-FRI").zone(ZoneId.of("Europe/Berlin")).url("https://example.org/a").build()
 * }</pre>
 */
public final class ScheduleDefinition {

    private final Map<String, Object> fields;

    private ScheduleDefinition(Builder from) {
        Map<String, Object> all = new LinkedHashMap<>(from.fields);
        if (!from.articles.isEmpty()) {
            all.put("articles", List.copyOf(from.articles));
        }
        if (!from.tags.isEmpty()) {
            all.put("tags", List.copyOf(from.tags));
        }
        this.fields = all;
    }

    /**
     * One that is due as a text says.
     *
     * @param trigger a cron expression, or a short form such as {@code @daily}
     */
    public static Builder builder(String trigger) {
        return new Builder(trigger);
    }

    /**
     * One that is due as an object says.
     *
     * @param trigger for example {@code {"type": "interval", "every": "15m"}}
     */
    public static Builder builder(Map<String, ?> trigger) {
        return new Builder(trigger);
    }

    /** In the form of the API. */
    Map<String, Object> body() {
        return fields;
    }

    /** Gathers a schedule. */
    public static final class Builder {

        private final Map<String, Object> fields = new LinkedHashMap<>();
        private final List<Submission.Article> articles = new ArrayList<>();
        private final List<String> tags = new ArrayList<>();

        private Builder(Object trigger) {
            fields.put("trigger", trigger);
        }

        /** Its id; one is made if it is left out. */
        public Builder id(String id) {
            return field("id", id);
        }

        /** What it is called. */
        public Builder name(String name) {
            return field("name", name);
        }

        /** One more tag, to find it and its jobs by. */
        public Builder tag(String tag) {
            tags.add(tag);
            return this;
        }

        /** The zone of its times. */
        public Builder zone(ZoneId zone) {
            return field("time_zone", zone.getId());
        }

        /** Nothing is due before. */
        public Builder startAt(Instant time) {
            return field("start_at", time);
        }

        /** Nothing is due after. */
        public Builder endAt(Instant time) {
            return field("end_at", time);
        }

        /** One more address. */
        public Builder url(String url) {
            articles.add(new Submission.Article(url, null, null, null));
            return this;
        }

        /** A list, feed or sitemap that each run reads anew, in place of addresses. */
        public Builder articleListUrl(String url) {
            return field("article_list_url", url);
        }

        /** The preset whose articles and options it takes. */
        public Builder preset(String name) {
            return field("preset", name);
        }

        /** Who gets its articles; one that finds them by itself is the whole work. */
        public Builder scraper(Submission.Scraper scraper) {
            scraper.into(fields);
            return this;
        }

        /** A stored article that is older is fetched again. */
        public Builder maxAge(Duration age) {
            return field("max_age", age.toSeconds());
        }

        /** Any further field, by its name in the API. */
        public Builder field(String name, Object value) {
            fields.put(name, value);
            return this;
        }

        /** The schedule. */
        public ScheduleDefinition build() {
            return new ScheduleDefinition(this);
        }
    }
}
