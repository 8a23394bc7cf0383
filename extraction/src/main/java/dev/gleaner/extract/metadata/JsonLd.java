package dev.gleaner.extract.metadata;

import dev.gleaner.extract.page.ReadingGuard;
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
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a page says about its article in JSON-LD, in the vocabulary of schema.org. */
final class JsonLd {
    /** Keys, values and brackets: one of two or three chars makes 90 bytes of heap. */
    private static final int MAX_TOKENS = 100_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            // What templates of sites get wrong most; browsers' consumers of JSON-LD are as lenient.
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .build();
    /** What hides a script from ancient browsers, or from XML parsers. */
    private static final List<String> OPENINGS = List.of("<!--", "/*<![CDATA[*/", "//<![CDATA[", "<![CDATA[");

    private static final List<String> ENDINGS = List.of("-->", "/*]]>*/", "//]]>", "]]>", ";");

    /** What speaks for the article where a page declares none. */
    private static final Set<String> PAGES =
            Set.of("WebPage", "ItemPage", "Review", "ClaimReview", "Recipe", "HowTo", "TechArticle", "Chapter");

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

    static JsonLd of(List<String> texts, ReadingGuard guard) {
        Map<String, JsonNode> byId = new HashMap<>();
        List<JsonNode> articles = new ArrayList<>();
        List<JsonNode> pages = new ArrayList<>();
        long tokens = 0;
        for (String script : texts.subList(0, Math.min(MAX_SCRIPTS, texts.size()))) {
            if (script.length() <= MAX_SCRIPT_CHARS && tokens < MAX_TOKENS) {
                guard.check();
                Read read = read(script);
                tokens += read.tokens();
                collect(read.root(), byId, articles, pages);
            }
        }
        @Nullable JsonNode best = null;
        for (JsonNode candidate : articles) {
            if (best == null || candidate.has("headline") && !best.has("headline")) {
                best = candidate;
            }
        }
        for (JsonNode page : pages) {
            best = best == null && page.has("datePublished") ? page : best;
        }
        return new JsonLd(best, byId);
    }

    /** Whether it speaks of an article rather than of a page. */
    boolean isArticle() {
        return article != null && isArticle(article.get("@type"));
    }

    @Nullable
    String text(String property) {
        return article == null ? null : string(article.get(property));
    }

    /**
     * The name of a thing.
     *
     * @param organisation whether it is declared to be no person
     */
    record Name(String name, boolean organisation) {}

    /** Who is declared to have written the article. */
    List<Name> authors() {
        Set<Name> names = new LinkedHashSet<>();
        for (String property : List.of("author", "creator")) {
            if (article != null && names.isEmpty()) {
                addNames(article.get(property), names);
            }
        }
        return List.copyOf(names);
    }

    /** The names of the things that a property points to. */
    List<String> names(String property) {
        Set<Name> names = new LinkedHashSet<>();
        if (article != null) {
            addNames(article.get(property), names);
        }
        return names.stream().map(Name::name).toList();
    }

    @Nullable
    String image() {
        return article == null ? null : address(article.get("image"), 0);
    }

    /**
     * What was read of a script.
     *
     * @param root null for what is no JSON
     */
    private record Read(@Nullable JsonNode root, long tokens) {}

    private static Read read(String json) {
        try (JsonParser parser = JSON.createParser(unwrapped(json))) {
            @Nullable JsonNode root = JSON.readTree(parser);
            boolean whole = parser.nextToken() == null;
            return new Read(whole ? root : null, parser.currentTokenCount());
        } catch (JacksonException broken) {
            return new Read(null, 0);
        }
    }

    private static String unwrapped(String script) {
        String json = script.strip();
        for (String opening : OPENINGS) {
            json = json.startsWith(opening) ? json.substring(opening.length()).strip() : json;
        }
        for (String ending : ENDINGS) {
            json = json.endsWith(ending)
                    ? json.substring(0, json.length() - ending.length()).strip()
                    : json;
        }
        return json;
    }

    private static void collect(
            @Nullable JsonNode root, Map<String, JsonNode> byId, List<JsonNode> articles, List<JsonNode> pages) {
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
                } else if (PAGES.contains(orEmpty(string(node.get("@type"))))) {
                    pages.add(node);
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

    private void addNames(@Nullable JsonNode node, Set<Name> names) {
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
        JsonNode thing = node.isObject() ? resolved(node) : node;
        if (thing.isObject() && thing.get("name") instanceof JsonNode several && several.isArray()) {
            addNames(several, names);
            return;
        }
        @Nullable String name = thing.isObject() ? nameOf(thing) : string(thing);
        if (name != null) {
            @Nullable String type = string(thing.get("@type"));
            names.add(new Name(name, type != null && type.endsWith("Organization")));
        }
    }

    private static @Nullable String nameOf(JsonNode thing) {
        @Nullable String name = string(thing.get("name"));
        @Nullable String given = string(thing.get("givenName"));
        @Nullable String family = string(thing.get("familyName"));
        return name != null || given == null || family == null ? name : given + " " + family;
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

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
