package dev.gleaner.api.submission.web;

import dev.gleaner.api.callbacks.CallbackReader;
import dev.gleaner.api.submission.Draft;
import dev.gleaner.api.submission.DraftArticle;
import dev.gleaner.api.submission.Drafts;
import dev.gleaner.api.submission.InvalidSubmissionException;
import dev.gleaner.api.submission.SubmissionLimits;
import dev.gleaner.api.submission.SubmissionLimits.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Drafts the submission that a body holds; what is no value of a field's type is a fault of the draft. Fields that it does not
 * know are ignored, so that a client may send its records as they are.
 */
@Component
class SubmissionReader {
    private final Drafts drafts;
    private final CallbackReader callbacks;
    private final JsonBody json;

    SubmissionReader(Drafts drafts, CallbackReader callbacks) {
        this.drafts = drafts;
        this.callbacks = callbacks;
        this.json = new JsonBody(drafts.mostArticles());
    }

    /**
     * Reads a body; what is wrong in it is told when the draft is made a submission.
     *
     * @throws NotJsonException if it is no JSON
     * @throws InvalidSubmissionException if it is JSON, but no object
     */
    SubmitRequest read(byte[] body) {
        JsonNode root = json.parse(body);
        if (!root.isObject()) {
            throw InvalidSubmissionException.of("$", "must be an object with a list of articles");
        }
        Draft draft = drafts.draft();
        boolean dryRun = dryRun(root.path("dry_run"), draft);
        onDuplicate(root.path("on_duplicate"), draft);
        draft.maxAge(seconds(root.path("max_age"), "max_age", SubmissionLimits.AGE, draft));
        headers(root.path("headers"), draft);
        language(root.path("language"), draft);
        draft.timeout(seconds(root.path("timeout"), "timeout", drafts.timeout(), draft));
        draft.name(text(root.path("name"), "name", draft::fault));
        tags(root.path("tags"), draft);
        draft.callbacks(callbacks.read(root, draft::fault));
        articles(root.path("articles"), draft);
        return new SubmitRequest(dryRun, draft);
    }

    private static boolean dryRun(JsonNode node, Draft draft) {
        if (isNothing(node)) {
            return false;
        }
        if (!node.isBoolean()) {
            draft.fault("dry_run", "must be true or false");
            return false;
        }
        return node.asBoolean();
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

    private static void headers(JsonNode node, Draft draft) {
        if (isNothing(node)) {
            return;
        }
        if (!node.isObject()) {
            draft.fault("headers", "must be an object of header names and texts");
            return;
        }
        node.properties()
                .forEach(one -> draft.header(
                        one.getKey(), one.getValue().isString() ? one.getValue().asString() : null));
    }

    private static void language(JsonNode node, Draft draft) {
        if (!isNothing(node)) {
            draft.language(node.isString() ? node.asString() : "");
        }
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

    private static void articles(JsonNode list, Draft draft) {
        if (isNothing(list)) {
            draft.fault("articles", "is missing");
        } else if (!list.isArray()) {
            draft.fault("articles", "must be a list");
        } else {
            list.forEach(one -> article(one, draft.article()));
        }
    }

    private static void article(JsonNode node, DraftArticle article) {
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
    }

    private static @Nullable String text(JsonNode node, String path, BiConsumer<String, String> fault) {
        if (isNothing(node)) {
            return null;
        }
        if (!node.isString()) {
            fault.accept(path, "must be a string");
            return null;
        }
        return node.asString();
    }

    private static @Nullable Duration seconds(JsonNode node, String path, Range range, Draft draft) {
        Integer seconds = number(node, path, range, draft::fault);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private static @Nullable Integer number(JsonNode node, String path, Range range, BiConsumer<String, String> fault) {
        if (isNothing(node)) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            fault.accept(path, range.fault());
            return null;
        }
        return node.asInt();
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    /**
     * What a body asks for.
     *
     * @param dryRun whether it asks only what would become of it
     */
    record SubmitRequest(boolean dryRun, Draft draft) {}
}
