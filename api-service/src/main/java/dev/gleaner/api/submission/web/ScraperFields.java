package dev.gleaner.api.submission.web;

import static dev.gleaner.api.submission.web.Values.isNothing;

import dev.gleaner.api.submission.FetchDraft;
import dev.gleaner.scraper.ScraperChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads which scraper is asked for, and what it is given. All of it goes as texts: numbers and booleans as JSON writes them. */
final class ScraperFields {
    static final String SCRAPER = "scraper";
    static final String PARAMS = "params";
    static final String SETTINGS = "settings";

    /** All of them, in the order in which they are shown. */
    static final List<String> ALL = List.of(SCRAPER, PARAMS, SETTINGS);

    private static final Pattern NAMES = Pattern.compile(ScraperChoice.NAME);

    private final FetchDraft draft;

    private ScraperFields(FetchDraft draft) {
        this.draft = draft;
    }

    static void read(JsonNode node, FetchDraft draft) {
        new ScraperFields(draft).read(node);
    }

    private void read(JsonNode node) {
        JsonNode name = node.path(SCRAPER);
        if (isNothing(name)) {
            for (String field : List.of(PARAMS, SETTINGS)) {
                if (!isNothing(node.path(field))) {
                    draft.fault(field, "stands without a scraper that takes them; name it beside them");
                }
            }
            return;
        }
        if (!name.isString() || !NAMES.matcher(name.asString()).matches()) {
            draft.fault(SCRAPER, "must be the name of a scraper: a letter, and up to 63 letters, digits, _, . and -");
            return;
        }
        Optional<Map<String, List<String>>> params = params(name.asString(), node.path(PARAMS));
        Optional<Map<String, String>> settings = settings(node.path(SETTINGS));
        // What is not read is not checked either: a value that is wrong is not missing besides.
        if (params.isPresent() && settings.isPresent()) {
            draft.scraper(new ScraperChoice(name.asString(), params.get(), settings.get(), Set.of()));
        }
    }

    /** Empty if one of them is wrong. */
    private Optional<Map<String, List<String>>> params(String scraper, JsonNode node) {
        Map<String, List<String>> params = new TreeMap<>();
        boolean fine = each(PARAMS, node, (name, value) -> {
            String path = PARAMS + "." + name;
            if (draft.takesSecret(scraper, name) && !value.isString()) {
                // Only texts are masked and encrypted.
                return wrong(path, "must be a text");
            }
            Optional<List<String>> texts =
                    value.isArray() ? texts(value) : text(value).map(List::of);
            texts.ifPresent(all -> params.put(name, all));
            return texts.isPresent()
                    || wrong(path, "must be a text, a number, true or false, or a list of such values");
        });
        return fine ? Optional.of(params) : Optional.empty();
    }

    private Optional<Map<String, String>> settings(JsonNode node) {
        Map<String, String> settings = new TreeMap<>();
        boolean fine = each(SETTINGS, node, (name, value) -> {
            text(value).ifPresent(text -> settings.put(name, text));
            return settings.containsKey(name)
                    || wrong(SETTINGS + "." + name, "must be a text, a number, true or false");
        });
        return fine ? Optional.of(settings) : Optional.empty();
    }

    private boolean each(String field, JsonNode node, Member member) {
        if (isNothing(node)) {
            return true;
        }
        if (!(node instanceof ObjectNode object)) {
            return wrong(field, "must be an object of names and values");
        }
        boolean fine = true;
        for (Map.Entry<String, JsonNode> one : object.properties()) {
            if (!NAMES.matcher(one.getKey()).matches()) {
                // Not by its name: what stands there may be anything.
                fine = wrong(
                        field,
                        "has a name that nothing can have: it must be a letter, and up to 63 letters, "
                                + "digits, _, . and -");
            } else if (!isNothing(one.getValue())) {
                fine &= member.read(one.getKey(), one.getValue());
            }
        }
        return fine;
    }

    private static Optional<List<String>> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : array) {
            text(one).ifPresent(texts::add);
        }
        return texts.size() == array.size() ? Optional.of(texts) : Optional.empty();
    }

    private static Optional<String> text(JsonNode value) {
        return value.isString() || value.isNumber() || value.isBoolean()
                ? Optional.of(value.asString())
                : Optional.empty();
    }

    private boolean wrong(String field, String message) {
        draft.fault(field, message);
        return false;
    }

    /** Reads a member of an object. */
    @FunctionalInterface
    private interface Member {
        /** Whether it is fine; if not, it has told. */
        boolean read(String name, JsonNode value);
    }
}
