package dev.gleaner.api.schedules.mongo;

import dev.gleaner.api.schedules.firing.UnreadableWorkException;
import dev.gleaner.api.work.WorkSecrets;
import dev.gleaner.store.Seal;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How work lies in a document: as JSON text, since its fields may have names that a document's must not have, with its secrets
 * sealed, as {@code key:text}.
 */
final class WorkText {
    private static final JsonMapper JSON = new JsonMapper();

    private final Seal seal;

    WorkText(Seal seal) {
        this.seal = seal;
    }

    String of(ObjectNode work) {
        return WorkSecrets.mapped(work, secret -> {
                    Seal.Sealed sealed = seal.seal(secret);
                    return sealed.key() + ":" + sealed.text();
                })
                .toString();
    }

    /** @throws UnreadableWorkException if it is spoiled, or the key of a secret is not known */
    ObjectNode read(String text) {
        return read(
                text,
                hidden -> open(hidden)
                        .orElseThrow(() -> new UnreadableWorkException(
                                "its secrets cannot be read: the key that they were encrypted with is not known")));
    }

    /** The same for those who look: secrets that cannot be read are empty. */
    ObjectNode readWithout(String text) {
        return read(text, hidden -> open(hidden).orElse(""));
    }

    private static ObjectNode read(String text, UnaryOperator<String> opened) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode work) {
                return WorkSecrets.mapped(work, opened);
            }
        } catch (JacksonException spoiled) {
            // Told below, as what is no object.
        }
        throw new UnreadableWorkException("what it is to do is stored as something that is no JSON object");
    }

    private Optional<String> open(String sealed) {
        int colon = sealed.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : seal.open(new Seal.Sealed(sealed.substring(0, colon), sealed.substring(colon + 1)));
    }
}
