package dev.gleaner.extract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a page says of its article in JSON-LD, in the words of schema.org. */
final class JsonLd {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.core.json.JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();
    private static final int MAX_SCRIPTS = 50;
    private static final int MAX_SCRIPT_CHARS = 2_000_000;
    private static final int MAX_NODES = 10_000;
    private static final int MAX_NAMES = 20;

    private final @Nullable JsonNode article;
    private final Map<String, JsonNode> byId;

    private JsonLd(@Nullable JsonNode article, Map<String, JsonNode> byId) {
        this.article = article;
        this.byId = byId;
    }

    static JsonLd of(List<String> texts) {
        Map<String, JsonNode> byId = new HashMap<>();
        List<JsonNode> articles = new ArrayList<>();
        int scripts = 0;
        for (String script : texts) {
            if (scripts++ < MAX_SCRIPTS && script.length() <= MAX_SCRIPT_CHARS) {
                collect(read(script), byId, articles);
            }
        }
        @Nullable JsonNode best = null;
        for (JsonNode candidate : articles) {
            if (best == null || candidate.has("headline") && !best.has("headline")) {
                best = candidate;
            }
        }
        return new JsonLd(best, byId);
    }

    @Nullable
    String text(String property) {
        return article == null ? null : string(article.get(property));
    }

    /** The names of the things that a property points to. */
    List<String> names(String property) {
        Set<String> names = new LinkedHashSet<>();
        if (article != null) {
            addNames(article.get(property), names);
        }
        return List.copyOf(names);
    }

    @Nullable
    String image() {
        return article == null ? null : address(article.get("image"), 0);
    }

    private static @Nullable JsonNode read(String json) {
        try {
            return JSON.readTree(json.strip());
        } catch (JacksonException broken) {
            return null;
        }
    }

    private static void collect(@Nullable JsonNode root, Map<String, JsonNode> byId, List<JsonNode> articles) {
        Deque<JsonNode> open = new ArrayDeque<>();
        if (root != null) {
            open.add(root);
        }
        for (int seen = 0; !open.isEmpty() && seen < MAX_NODES; seen++) {
            JsonNode node = open.removeFirst();
            if (node.isObject()) {
                @Nullable String id = string(node.get("@id"));
                if (id != null && node.size() > 1) {
                    byId.putIfAbsent(id, node);
                }
                if (isArticle(node.get("@type"))) {
                    articles.add(node);
                }
            }
            for (JsonNode child : node) {
                if (child.isContainer()) {
                    open.addLast(child);
                }
            }
        }
    }

    private static boolean isArticle(@Nullable JsonNode type) {
        if (type == null) {
            return false;
        }
        if (type.isString()) {
            String name = type.stringValue();
            return name.endsWith("Article") || name.endsWith("Posting") || name.equals("Report");
        }
        for (JsonNode one : type) {
            if (one.isString() && isArticle(one)) {
                return true;
            }
        }
        return false;
    }

    private void addNames(@Nullable JsonNode node, Set<String> names) {
        if (node == null || names.size() >= MAX_NAMES) {
            return;
        }
        if (node.isArray()) {
            for (JsonNode one : node) {
                if (!one.isArray()) {
                    addNames(one, names);
                }
            }
            return;
        }
        @Nullable String name = node.isObject() ? string(resolved(node).get("name")) : string(node);
        if (name != null) {
            names.add(name);
        }
    }

    private JsonNode resolved(JsonNode node) {
        @Nullable String id = string(node.get("@id"));
        return node.has("name") || id == null ? node : byId.getOrDefault(id, node);
    }

    private @Nullable String address(@Nullable JsonNode node, int depth) {
        if (node == null || depth > 3) {
            return null;
        }
        if (node.isArray()) {
            return node.isEmpty() ? null : address(node.get(0), depth + 1);
        }
        if (!node.isObject()) {
            return string(node);
        }
        @Nullable String id = string(node.get("@id"));
        JsonNode target = node.has("url") || id == null ? node : byId.getOrDefault(id, node);
        return address(target.get("url"), depth + 1);
    }

    private static @Nullable String string(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        if (node.isArray()) {
            return node.isEmpty() || node.get(0).isArray() ? null : string(node.get(0));
        }
        return node.isString() && !node.stringValue().isBlank() ? node.stringValue() : null;
    }
}
