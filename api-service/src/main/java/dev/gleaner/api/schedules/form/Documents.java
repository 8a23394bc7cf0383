package dev.gleaner.api.schedules.form;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Reads JSON and YAML 1.2 from strangers, bounded in depth and in values, and writes them. YAML without aliases: what stands in
 * a document stands there once, and a few lines cannot become a large tree.
 */
public final class Documents {
    private static final int DEEPEST = 50;
    private static final int LONGEST = 1 << 20;
    private static final long MOST_VALUES = 2_000_000;

    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxTokenCount(MOST_VALUES)
            .maxNestingDepth(DEEPEST)
            .maxStringLength(LONGEST)
            .maxNumberLength(100)
            .build();
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(BOUNDS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .streamReadConstraints(BOUNDS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
                    .build())
            .build();

    private Documents() {}

    /**
     * Reads one value.
     *
     * @throws UnreadableDocumentException if it is no JSON
     */
    public static JsonNode json(byte[] bytes) {
        try {
            JsonNode root = JSON.readTree(whole(bytes));
            if (root == null || root.isMissingNode()) {
                throw new UnreadableDocumentException("The body is empty; it must be a JSON object");
            }
            return root;
        } catch (JacksonException broken) {
            throw unreadable("JSON", broken);
        }
    }

    /**
     * Reads all documents of a stream of YAML, which are separated by {@code ---}; empty ones do not count.
     *
     * @throws UnreadableDocumentException if it is no YAML
     */
    public static List<JsonNode> yaml(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        requirePlain(text);
        List<JsonNode> all = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            while (documents.hasNextValue()) {
                JsonNode one = documents.nextValue();
                if (one != null && !FieldReader.isNothing(one)) {
                    all.add(one);
                }
            }
        } catch (JacksonException broken) {
            throw unreadable("YAML", broken);
        } catch (YamlEngineException broken) {
            throw new UnreadableDocumentException("The body is not valid YAML");
        }
        return all;
    }

    /** As JSON for people. */
    public static String jsonText(JsonNode node) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    }

    /** As YAML. Every text is quoted: a time of day without quotes is a number to readers of YAML 1.1. */
    public static String yamlText(JsonNode node) {
        return YAML.writeValueAsString(node);
    }

    /** The same whatever the numbers were read from, so that equal values are equal. */
    public static JsonNode normal(JsonNode node) {
        return JSON.readTree(JSON.writeValueAsString(node));
    }

    /** Without escaped halves of characters, which cannot be stored as UTF-8. */
    private static byte[] whole(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.contains("\\ud") && !text.contains("\\uD")) {
            return bytes;
        }
        return JSON.writeValueAsString(JSON.readTree(bytes)).getBytes(StandardCharsets.UTF_8);
    }

    private static void requirePlain(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setMaxAliasesForCollections(0)
                .build();
        try {
            int depth = 0;
            for (Event event : new Parse(settings).parseString(text)) {
                if (event instanceof AliasEvent) {
                    throw new UnreadableDocumentException("The body has an alias (*); write the value out instead");
                }
                switch (event.getEventId()) {
                    case MappingStart, SequenceStart -> depth++;
                    case MappingEnd, SequenceEnd -> depth--;
                    default -> {}
                }
                if (depth > DEEPEST) {
                    throw tooMuch();
                }
            }
        } catch (MarkedYamlEngineException broken) {
            throw new UnreadableDocumentException(broken.getProblemMark()
                    .map(mark -> "The body is not valid YAML at line %d, column %d: %s"
                            .formatted(mark.getLine() + 1, mark.getColumn() + 1, broken.getProblem()))
                    .orElse("The body is not valid YAML"));
        } catch (YamlEngineException broken) {
            throw new UnreadableDocumentException("The body is not valid YAML");
        }
    }

    private static UnreadableDocumentException unreadable(String form, JacksonException broken) {
        if (broken instanceof StreamConstraintsException) {
            return tooMuch();
        }
        var where = broken.getLocation();
        return new UnreadableDocumentException(
                where == null || where.getLineNr() < 1
                        ? "The body is not valid " + form
                        : "The body is not valid %s at line %d, column %d"
                                .formatted(form, where.getLineNr(), where.getColumnNr()));
    }

    private static UnreadableDocumentException tooMuch() {
        return new UnreadableDocumentException("The body is nested too deep, or has too many or too long values");
    }
}
