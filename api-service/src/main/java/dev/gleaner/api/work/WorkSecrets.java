package dev.gleaner.api.work;

import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Knows where secrets stand in work: the values of {@code headers}, those of each of the {@code articles}, and of who is told by
 * {@code callback}, {@code on_success} and {@code on_failure} (one or a list) the {@code secret}, the {@code secrets} and the values
 * of the {@code headers}. Only texts are secrets; whatever else stands there is a fault that its reader names.
 */
public final class WorkSecrets {
    private WorkSecrets() {}

    /** A copy of the work in which every secret is replaced. */
    public static ObjectNode map(ObjectNode work, UnaryOperator<String> replaced) {
        return map(work, (path, secret) -> replaced.apply(secret));
    }

    /**
     * The same for a caller who must know which secret it is.
     *
     * @param replaced of the path, for example {@code callback.secrets[0]}, and the secret
     */
    public static ObjectNode map(ObjectNode work, BinaryOperator<String> replaced) {
        ObjectNode copy = work.deepCopy();
        values("headers", copy.get("headers"), replaced);
        each("articles", copy.get("articles"), (path, article) -> values(path + ".headers", article.get("headers"), replaced));
        for (String told : new String[] {"callback", "on_success", "on_failure"}) {
            if (copy.get(told) instanceof ObjectNode one) {
                receiver(told, one, replaced);
            } else {
                each(told, copy.get(told), (path, one) -> receiver(path, one, replaced));
            }
        }
        return copy;
    }

    private static void receiver(String path, ObjectNode receiver, BinaryOperator<String> replaced) {
        if (receiver.get("secret") instanceof StringNode secret) {
            receiver.put("secret", replaced.apply(path + ".secret", secret.stringValue()));
        }
        if (receiver.get("secrets") instanceof ArrayNode secrets) {
            for (int i = 0; i < secrets.size(); i++) {
                if (secrets.get(i) instanceof StringNode secret) {
                    secrets.set(i, replaced.apply("%s.secrets[%d]".formatted(path, i), secret.stringValue()));
                }
            }
        }
        values(path + ".headers", receiver.get("headers"), replaced);
    }

    private static void values(String path, @Nullable JsonNode node, BinaryOperator<String> replaced) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> one : object.deepCopy().properties()) {
                if (one.getValue() instanceof StringNode secret) {
                    object.put(one.getKey(), replaced.apply(path + "." + one.getKey(), secret.stringValue()));
                }
            }
        }
    }

    private static void each(String path, @Nullable JsonNode node, Visit visit) {
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof ObjectNode one) {
                    visit.at("%s[%d]".formatted(path, i), one);
                }
            }
        }
    }

    /** Looks at one object of a list. */
    private interface Visit {
        void at(String path, ObjectNode one);
    }
}
