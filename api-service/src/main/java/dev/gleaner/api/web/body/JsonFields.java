package dev.gleaner.api.web.body;

import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.spelling.Spelling;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of a small JSON object. What is no value of a field's type is a fault, and all faults are told together. A
 * field that nobody has asked for by then is a fault as well, for it may be a misspelled one; null is as good as left out. For one thread.
 */
public final class JsonFields {
    /** Bytes; what is read here are filters and switches. */
    private static final int LARGEST = 64 << 10;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(5_000)
                            .maxNestingDepth(20)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode root;
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> known = new TreeSet<>();

    private JsonFields(JsonNode root) {
        this.root = root;
    }

    /**
     * Reads the body of a request.
     *
     * @throws Problem if it is too large (413), no JSON (400) or no object (422)
     */
    public static JsonFields of(HttpServletRequest request) throws IOException {
        byte[] body;
        // Counted while it is read: the length that a client states is only a claim.
        try (InputStream in = request.getInputStream()) {
            body = in.readNBytes(LARGEST + 1);
        }
        if (body.length > LARGEST) {
            throw new Problem(HttpStatus.CONTENT_TOO_LARGE, "The body is larger than %d bytes".formatted(LARGEST));
        }
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JacksonException broken) {
            throw new Problem(HttpStatus.BAD_REQUEST, "The body is not valid JSON");
        }
        if (root == null || root.isMissingNode()) {
            throw new Problem(HttpStatus.BAD_REQUEST, "The body is empty; it must be a JSON object");
        }
        JsonFields fields = new JsonFields(root);
        if (!root.isObject()) {
            fields.fault("$", "must be an object");
            fields.throwIfAny();
        }
        return fields;
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        known.add(name);
        JsonNode node = root.path(name);
        return !node.isMissingNode() && !node.isNull();
    }

    /** Whether the field is there and null, where that means something. */
    public boolean isNull(String name) {
        return root.path(name).isNull();
    }

    /** A text that is not blank. */
    public @Nullable String text(String name, int longest) {
        return has(name) ? text(name, root.path(name), longest) : null;
    }

    /** A text or a list of them; empty if left out. */
    public List<String> texts(String name, int most, int longest) {
        if (!has(name)) {
            return List.of();
        }
        JsonNode node = root.path(name);
        List<String> texts = new ArrayList<>();
        if (!node.isArray()) {
            add(texts, text(name, node, longest));
        } else if (node.size() > most) {
            fault(name, "holds %d texts; at most %d are taken".formatted(node.size(), most));
        } else {
            for (int i = 0; i < node.size(); i++) {
                add(texts, text("%s[%d]".formatted(name, i), node.get(i), longest));
            }
        }
        return texts;
    }

    private static void add(List<String> texts, @Nullable String text) {
        if (text != null) {
            texts.add(text);
        }
    }

    private @Nullable String text(String path, JsonNode node, int longest) {
        if (!node.isString() || node.asString().isBlank()) {
            fault(path, "must be a text");
            return null;
        }
        if (node.asString().length() > longest) {
            fault(path, "is longer than %d characters".formatted(longest));
            return null;
        }
        return node.asString();
    }

    /** A whole number. */
    public @Nullable Integer number(String name, int least, int most) {
        if (!has(name)) {
            return null;
        }
        JsonNode node = root.path(name);
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < least || node.asInt() > most) {
            fault(name, "must be a whole number from %d to %d".formatted(least, most));
            return null;
        }
        return node.asInt();
    }

    /** False if left out. */
    public boolean flag(String name) {
        if (has(name) && !root.path(name).isBoolean()) {
            fault(name, "must be true or false");
            return false;
        }
        return has(name) && root.path(name).asBoolean();
    }

    /** A point in time. */
    public @Nullable Instant time(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode node = root.path(name);
        Optional<Instant> time = node.isString() ? ZonedTime.parse(node.asString()) : Optional.empty();
        if (time.isEmpty()) {
            fault(name, ZonedTime.FAULT);
        }
        return time.orElse(null);
    }

    /** One of some names, in whatever case. */
    public <E extends Enum<E>> @Nullable E oneOf(String name, List<E> values) {
        if (!has(name)) {
            return null;
        }
        JsonNode node = root.path(name);
        Optional<E> found = values.stream()
                .filter(one ->
                        node.isString() && one.name().equals(node.asString().toUpperCase(Locale.ROOT)))
                .findFirst();
        if (found.isEmpty()) {
            fault(name, "must be one of " + Arrays.toString(values.toArray()));
        }
        return found.orElse(null);
    }

    /** Something that only the reader of a field can see. */
    public void fault(String path, String message) {
        faults.add(new Fault(path, message));
    }

    /**
     * To be called last.
     *
     * @throws Problem that names every fault, if there is one
     */
    public void throwIfAny() {
        for (String name : root.isObject() ? root.propertyNames() : List.<String>of()) {
            if (!known.contains(name)) {
                fault(name, "is no known field" + Spelling.hint(name, known));
            }
        }
        if (!faults.isEmpty()) {
            Fault first = faults.getFirst();
            throw new Problem(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "The request has %d %s; the first: %s %s"
                                    .formatted(
                                            faults.size(),
                                            faults.size() == 1 ? "fault" : "faults",
                                            first.path(),
                                            first.message()))
                    .with("errors", List.copyOf(faults))
                    .with("error_count", faults.size());
        }
    }

    /**
     * What is wrong where.
     *
     * @param path of the field, for example {@code tag[1]}
     */
    public record Fault(String path, String message) {}
}
