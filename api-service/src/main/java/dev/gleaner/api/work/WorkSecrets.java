package dev.gleaner.api.work;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds what of work is shown to nobody: the values of headers and of params, those of single articles too, and the secrets and
 * headers of whoever is told.
 */
public final class WorkSecrets {
    private static final String HEADERS = "headers";
    private static final String PARAMS = "params";
    private static final List<String> REACTIONS = List.of("on_success", "on_failure");

    private WorkSecrets() {}

    /** A copy with every secret changed. */
    public static ObjectNode mapped(ObjectNode work, UnaryOperator<String> change) {
        return mapped(work, (place, value) -> change.apply(value));
    }

    /** The same, where it matters which secret it is. */
    public static ObjectNode mapped(ObjectNode work, Change change) {
        ObjectNode copy = work.deepCopy();
        headers(copy, "", "", change);
        params(copy, "", "", change);
        each(copy.path("articles"), "articles", (article, path) -> {
            headers(article, path + ".", owner("articles", article), change);
            params(article, path + ".", owner("articles", article), change);
        });
        told(copy.path("callback"), "callback", "callback", change);
        for (String field : REACTIONS) {
            JsonNode reactions = copy.path(field);
            told(reactions, field, field, change);
            each(reactions, field, (one, path) -> told(one, path, field, change));
        }
        return copy;
    }

    private static void told(JsonNode node, String path, String field, Change change) {
        if (!(node instanceof ObjectNode webhook)) {
            return;
        }
        String owner = owner(field, webhook);
        // One secret, or a list of them while one replaces another: the same secrets, however they are given.
        String name = owner + "secrets";
        if (webhook.path("secret").isString()) {
            Place place = new Place(path + ".secret", name);
            webhook.put("secret", change.of(place, webhook.path("secret").asString()));
        }
        if (webhook.path("secrets") instanceof ArrayNode secrets) {
            for (int i = 0; i < secrets.size(); i++) {
                if (secrets.get(i).isString()) {
                    Place place = new Place("%s.secrets[%d]".formatted(path, i), name);
                    secrets.set(
                            i,
                            secrets.stringNode(change.of(place, secrets.get(i).asString())));
                }
            }
        }
        headers(webhook, path + ".", owner, change);
    }

    private static void headers(ObjectNode node, String path, String owner, Change change) {
        if (node.path(HEADERS) instanceof ObjectNode headers) {
            for (String name : List.copyOf(headers.propertyNames())) {
                if (headers.path(name).isString()) {
                    String rest = HEADERS + "." + name.toLowerCase(Locale.ROOT);
                    headers.put(
                            name,
                            change.of(
                                    new Place(path + rest, owner + rest),
                                    headers.path(name).asString()));
                }
            }
        }
    }

    /** All texts: which of them are secrets is said by whoever has the scraper. None may come to another scraper. */
    private static void params(ObjectNode node, String path, String owner, Change change) {
        if (!(node.path(PARAMS) instanceof ObjectNode params)) {
            return;
        }
        String scraper = node.path("scraper").asString("");
        for (String name : List.copyOf(params.propertyNames())) {
            Param param = new Param(scraper.isEmpty() ? null : scraper, name);
            String rest = PARAMS + "." + name;
            String same = "%sscraper[%s].%s".formatted(owner, scraper, rest);
            if (params.path(name).isString()) {
                Place place = new Place(path + rest, same, param);
                params.put(name, change.of(place, params.path(name).asString()));
            } else if (params.path(name) instanceof ArrayNode values) {
                for (int i = 0; i < values.size(); i++) {
                    if (values.get(i).isString()) {
                        Place place = new Place("%s%s[%d]".formatted(path, rest, i), same, param);
                        values.set(
                                i,
                                values.stringNode(change.of(place, values.get(i).asString())));
                    }
                }
            }
        }
    }

    /** By its address, not by its place in a list: what moves keeps its secrets, and another address never gets them. */
    private static String owner(String field, ObjectNode node) {
        return "%s[%s].".formatted(field, node.path("url").asString(""));
    }

    private static void each(JsonNode list, String field, Each each) {
        if (list instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof ObjectNode one) {
                    each.at(one, "%s[%d]".formatted(field, i));
                }
            }
        }
    }

    /** What becomes of a secret. */
    @FunctionalInterface
    public interface Change {
        String of(Place place, String value);
    }

    /**
     * Where a secret stands.
     *
     * @param path of the field, for people
     * @param name the same for the same secret in another version of the work; several secrets of a webhook share one
     * @param param that it is a value of; null if it is none of a scraper, and so a secret in any case
     */
    public record Place(String path, String name, @Nullable Param param) {
        Place(String path, String name) {
            this(path, name, null);
        }
    }

    /**
     * A param of a scraper.
     *
     * @param scraper null where the work does not say which
     */
    public record Param(@Nullable String scraper, String name) {}

    @FunctionalInterface
    private interface Each {
        void at(ObjectNode node, String path);
    }
}
