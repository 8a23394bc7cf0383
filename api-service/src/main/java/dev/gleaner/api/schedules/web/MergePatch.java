package dev.gleaner.api.schedules.web;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON merge patch (RFC 7396), but that a trigger which says its type is a whole one: merged into another type it would be
 * neither.
 */
final class MergePatch {
    private static final String TRIGGER = "trigger";

    private MergePatch() {}

    static ObjectNode merged(ObjectNode target, ObjectNode patch) {
        ObjectNode merged = merge(target, patch);
        JsonNode trigger = patch.path(TRIGGER);
        if (trigger.isObject() && trigger.has("type")) {
            merged.set(TRIGGER, trigger.deepCopy());
        }
        return merged;
    }

    private static ObjectNode merge(JsonNode target, ObjectNode patch) {
        ObjectNode merged =
                target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(one -> {
            JsonNode value = one.getValue();
            if (value.isNull()) {
                merged.remove(one.getKey());
            } else if (value instanceof ObjectNode object) {
                merged.set(one.getKey(), merge(merged.path(one.getKey()), object));
            } else {
                merged.set(one.getKey(), value.deepCopy());
            }
        });
        return merged;
    }
}
