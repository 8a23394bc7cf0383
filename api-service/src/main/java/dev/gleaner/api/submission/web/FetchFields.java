package dev.gleaner.api.submission.web;

import static dev.gleaner.api.submission.web.Values.isNothing;
import static dev.gleaner.api.submission.web.Values.seconds;

import dev.gleaner.api.submission.FetchDraft;
import dev.gleaner.api.submission.SubmissionLimits.Range;
import tools.jackson.databind.JsonNode;

/** Reads what is asked of fetches, by the fields that a submission and its articles have for it. */
final class FetchFields {
    private FetchFields() {}

    /** @param timeout seconds that may be asked for an attempt */
    static void read(JsonNode node, FetchDraft draft, Range timeout) {
        headers(node.path("headers"), draft);
        JsonNode language = node.path("language");
        if (!isNothing(language)) {
            draft.language(language.isString() ? language.asString() : "");
        }
        draft.timeout(seconds(node.path("timeout"), "timeout", timeout, draft::fault));
        ScraperFields.read(node, draft);
    }

    private static void headers(JsonNode node, FetchDraft draft) {
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
}
