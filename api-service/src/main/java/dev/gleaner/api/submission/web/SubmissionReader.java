package dev.gleaner.api.submission.web;

import static dev.gleaner.api.submission.web.Values.flag;
import static dev.gleaner.api.submission.web.Values.isNothing;
import static dev.gleaner.api.submission.web.Values.number;
import static dev.gleaner.api.submission.web.Values.seconds;
import static dev.gleaner.api.submission.web.Values.text;
import static dev.gleaner.api.submission.web.Values.zone;

import dev.gleaner.api.callbacks.CallbackReader;
import dev.gleaner.api.outputs.OutputReader;
import dev.gleaner.api.submission.Draft;
import dev.gleaner.api.submission.DraftArticle;
import dev.gleaner.api.submission.Drafts;
import dev.gleaner.api.submission.InvalidSubmissionException;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.submission.MaxAge;
import dev.gleaner.api.submission.SubmissionLimits;
import dev.gleaner.api.submission.SubmissionLimits.Range;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Drafts the submission that a body holds, or whatever else has its fields; what is no value of a field's type is a fault of the
 * draft. Fields that it does not know are ignored, so that a client may send its records as they are.
 */
@Component
public final class SubmissionReader {
    /** In their place a submission may name something that holds them. */
    private static final String ARTICLES = "articles";

    private static final String LIST = "article_list_url";
    private static final String PRESET = "preset";

    private final Drafts drafts;
    private final KeptWork kept;
    private final ArticleListing lists;
    private final OutputReader outputs;
    private final CallbackReader callbacks;
    private final ZoneId zone;
    private final InstantSource clock;
    private final JsonBody json;

    /** @param zone in which a day is one, where nothing else is said */
    public SubmissionReader(
            Drafts drafts,
            KeptWork kept,
            ArticleListing lists,
            OutputReader outputs,
            CallbackReader callbacks,
            @Value("${gleaner.schedule.time-zone}") ZoneId zone,
            InstantSource clock) {
        this.drafts = drafts;
        this.kept = kept;
        this.lists = lists;
        this.outputs = outputs;
        this.callbacks = callbacks;
        this.zone = zone;
        this.clock = clock;
        this.json = new JsonBody(drafts.mostArticles());
    }

    /**
     * Reads a body; what is wrong in it is told when the draft is made a submission.
     *
     * @throws NotJsonException if it is no JSON
     * @throws InvalidSubmissionException if it is JSON, but no object
     * @throws ListUnavailableException if its articles cannot be had
     */
    SubmitRequest read(byte[] body) {
        ObjectNode root = object(body);
        Draft draft = drafts.draft();
        UnknownFields.tell(root, draft::fault);
        boolean dryRun = flag(root.path("dry_run"), "dry_run", draft::fault);
        fill(draft, root, new Day(zone, clock.instant()), true);
        return new SubmitRequest(dryRun, draft);
    }

    /**
     * The object that a body is.
     *
     * @throws NotJsonException if it is no JSON
     * @throws InvalidSubmissionException if it is JSON, but no object
     */
    public ObjectNode object(byte[] body) {
        if (json.parse(body) instanceof ObjectNode root) {
            return root;
        }
        throw InvalidSubmissionException.of("$", "must be an object with a list of articles");
    }

    /**
     * Drafts what has the fields of a submission.
     *
     * @param zone in which a day is one, where its fields do not say it
     * @param now on whose day it is asked for
     * @throws ListUnavailableException if its articles cannot be had
     */
    public Draft draft(ObjectNode work, ZoneId zone, Instant now) {
        Draft draft = drafts.draft();
        fill(draft, work, new Day(zone, now), true);
        return draft;
    }

    /** What is wrong with it, without a look at a list that lies elsewhere. */
    public List<Fault> faults(ObjectNode work) {
        Draft draft = drafts.draft();
        fill(draft, work, new Day(zone, clock.instant()), false);
        return draft.faults();
    }

    private void fill(Draft draft, ObjectNode own, Day usual, boolean look) {
        ObjectNode root = withPreset(own, draft);
        @Nullable ZoneId said = zone(root.path("time_zone"), "time_zone", draft::fault);
        Day day = said == null ? usual : new Day(said, usual.now);
        onDuplicate(root.path("on_duplicate"), draft);
        draft.maxAge(Optional.ofNullable(maxAge(root.path("max_age"), day, draft::fault))
                .orElseGet(MaxAge.Any::new));
        FetchFields.read(root, draft.fetches(), drafts.timeout());
        pace(root, draft);
        draft.priority(number(root.path("priority"), "priority", SubmissionLimits.PRIORITY, draft::fault));
        draft.name(text(root.path("name"), "name", draft::fault));
        tags(root.path("tags"), draft);
        draft.callbacks(callbacks.read(root, draft::fault));
        draft.output(outputs.read(root.path("output"), day.zone, draft::fault));
        // Last, for what is asked of all articles decides which of a list are the same.
        articles(root, draft, day, look);
    }

    /** The fields of its preset, with its own in their place; what it says is null is not taken from the preset. */
    private ObjectNode withPreset(ObjectNode own, Draft draft) {
        String name = text(own.path(PRESET), PRESET, draft::fault);
        if (name == null) {
            return own;
        }
        Optional<ObjectNode> preset = kept.preset(name);
        if (preset.isEmpty()) {
            draft.fault(PRESET, "there is no preset of this name");
            // Its articles are not missing besides.
            draft.listedBy(PRESET);
            return own;
        }
        ObjectNode whole = preset.get().deepCopy();
        if (own.hasNonNull(ARTICLES) || own.hasNonNull(LIST)) {
            whole.remove(List.of(ARTICLES, LIST));
        }
        if (own.has(ScraperFields.SCRAPER)) {
            // What the preset gives is for its own scraper.
            whole.remove(ScraperFields.ALL);
        }
        own.properties().forEach(field -> whole.set(field.getKey(), field.getValue()));
        return whole;
    }

    private static void onDuplicate(JsonNode node, Draft draft) {
        if (isNothing(node)) {
            return;
        }
        if (!node.isString() || !List.of("error", "skip").contains(node.asString())) {
            draft.fault("on_duplicate", "must be \"error\" or \"skip\"");
            return;
        }
        draft.skipDuplicates(node.asString().equals("skip"));
    }

    /** Null where nothing, or nothing valid, is said. */
    private static @Nullable MaxAge maxAge(JsonNode node, Day day, BiConsumer<String, String> fault) {
        if (node.isString() && node.asString().equals(SubmissionLimits.DAY)) {
            return MaxAge.Day.of(day.now, day.zone);
        }
        var age = seconds(node, "max_age", SubmissionLimits.AGE, fault);
        return age == null ? null : new MaxAge.Within(age);
    }

    private static void pace(JsonNode root, Draft draft) {
        JsonNode name = root.path("user_agent");
        if (!isNothing(name)) {
            draft.pace().userAgent(name.isString() ? name.asString() : "");
        }
        draft.pace().hostDelay(time(root.path("host_delay"), "host_delay", SubmissionLimits.HOST_DELAY, draft));
        draft.pace()
                .hostMaxConcurrent(number(
                        root.path("host_max_concurrent"),
                        "host_max_concurrent",
                        SubmissionLimits.HOST_MAX_CONCURRENT,
                        draft::fault));
    }

    private static void tags(JsonNode list, Draft draft) {
        if (isNothing(list)) {
            return;
        }
        if (!list.isArray()) {
            draft.fault("tags", "must be a list of strings");
            return;
        }
        List<@Nullable String> tags = new ArrayList<>();
        for (JsonNode one : list) {
            tags.add(one.isNull() ? "" : text(one, "tags[" + tags.size() + "]", draft::fault));
        }
        draft.tags(tags);
    }

    private void articles(ObjectNode root, Draft draft, Day day, boolean look) {
        JsonNode list = root.path(ARTICLES);
        String address = text(root.path(LIST), LIST, draft::fault);
        if (!isNothing(root.path(LIST))) {
            draft.listedBy(LIST);
        }
        if (address != null && !isNothing(list)) {
            draft.fault(LIST, "stands beside articles; give one of the two");
        } else if (address != null) {
            Optional<ArticleUrl> url = draft.address(LIST, address);
            if (!look || draft.isRun()) {
                draft.unlisted();
            } else if (url.isPresent()) {
                draft.list(url.get());
                listed(url.get(), draft, day);
            }
        } else if (isNothing(list)) {
            draft.missingArticles();
        } else if (!list.isArray()) {
            draft.fault(ARTICLES, "must be a list");
        } else {
            list.forEach(one -> article(one, draft.article(), day));
        }
    }

    private void listed(ArticleUrl address, Draft draft, Day day) {
        switch (lists.read(address, draft.fetches().options())) {
            case ArticleListing.Unlisted unlisted -> throw new ListUnavailableException(unlisted);
            case ArticleListing.Listed(List<ObjectNode> articles, List<String> notes) -> {
                Map<Draft.Listed, Integer> counts = new EnumMap<>(Draft.Listed.class);
                for (ObjectNode one : articles) {
                    // Whoever wrote the list runs no commands here.
                    one.remove(ScraperFields.ALL);
                    counts.merge(draft.listed(article -> article(one, article, day)), 1, Integer::sum);
                }
                notes.forEach(draft::note);
                int invalid = counts.getOrDefault(Draft.Listed.INVALID, 0);
                if (invalid > 0) {
                    draft.note("%d of its entries cannot be asked for and were left out.".formatted(invalid));
                }
            }
        }
    }

    private void article(JsonNode node, DraftArticle article, Day day) {
        if (!node.isObject()) {
            article.fault("must be an object with a url");
            return;
        }
        JsonNode url = node.path("url");
        if (isNothing(url) || url.isString()) {
            article.url(isNothing(url) ? null : url.asString());
        } else {
            article.fault("url", "must be a string");
        }
        article.source(text(node.path("source"), "source", article::fault));
        article.category(text(node.path("category"), "category", article::fault));
        article.priority(number(node.path("priority"), "priority", SubmissionLimits.PRIORITY, article::fault));
        article.maxAge(maxAge(node.path("max_age"), day, article::fault));
        FetchFields.read(node, article.fetch(), drafts.timeout());
    }

    /** Seconds with up to three digits behind the point; more are cut off. */
    private static @Nullable Duration time(JsonNode node, String path, Range range, Draft draft) {
        if (isNothing(node)) {
            return null;
        }
        if (!node.isNumber() || !(node.asDouble() >= range.least() && node.asDouble() <= range.most())) {
            draft.fault(path, range.fault());
            return null;
        }
        return Duration.ofMillis((long) (node.asDouble() * 1000));
    }

    /** What "day" means: that of this instant. */
    private record Day(ZoneId zone, Instant now) {}

    /**
     * What a body asks for.
     *
     * @param dryRun whether it asks only what would become of it
     */
    record SubmitRequest(boolean dryRun, Draft draft) {}
}
