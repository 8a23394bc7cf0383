package dev.gleaner.cli.schedules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Documents of schedules as files: one, or all of a folder that end in {@code .json}, {@code .yaml} or {@code .yml}, in the order
 * of their names. What stands in a schedule is the server's to judge.
 */
final class ScheduleFiles {
    private static final String KIND = "schedules";
    private static final int VERSION = 1;
    private static final List<String> YAML_ENDS = List.of(".yaml", ".yml");
    private static final String JSON_END = ".json";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    // Every text is quoted: a time of day without quotes is a number to readers of YAML 1.1.
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
            .build();

    private ScheduleFiles() {}

    static boolean isYaml(Path file) {
        return YAML_ENDS.stream().anyMatch(name(file)::endsWith);
    }

    /**
     * Reads a file, or the files of a folder.
     *
     * @throws ScheduleFilesException if any of them is no document of schedules
     */
    static Read read(Path place) {
        ArrayNode schedules = JsonNodeFactory.instance.arrayNode();
        List<String> origins = new ArrayList<>();
        for (Path file : files(place)) {
            List<JsonNode> documents = documents(file);
            for (int i = 0; i < documents.size(); i++) {
                JsonNode entries = entries(documents.get(i), file);
                String before = documents.size() == 1 ? "" : "[%d].".formatted(i);
                for (int j = 0; j < entries.size(); j++) {
                    schedules.add(entries.get(j));
                    origins.add("%s: %sschedules[%d]".formatted(file.getFileName(), before, j));
                }
            }
        }
        return new Read(document(schedules).toString(), origins);
    }

    /** Writes a document into one file, or each of its schedules into one of a folder; how many. */
    static int write(String document, Path place) {
        if (!Files.isDirectory(place)) {
            put(place, document);
            return read(place).origins().size();
        }
        JsonNode schedules = entries(values(document, place, YAML).getFirst(), place);
        for (JsonNode one : schedules) {
            put(place.resolve(one.path("id").asString() + ".yaml"), YAML.writeValueAsString(document(list(one))));
        }
        return schedules.size();
    }

    private static ArrayNode list(JsonNode one) {
        return JsonNodeFactory.instance.arrayNode().add(one);
    }

    private static ObjectNode document(ArrayNode schedules) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("kind", KIND);
        document.put("version", VERSION);
        document.set("schedules", schedules);
        return document;
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> all = Files.list(place)) {
            List<Path> files = all.filter(file -> name(file).endsWith(JSON_END) || isYaml(file))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new ScheduleFilesException("There is no .json, .yaml or .yml in " + place);
            }
            return files;
        } catch (IOException broken) {
            throw new ScheduleFilesException("Cannot read " + place, broken);
        }
    }

    /** All documents of a file; a list in JSON is one for each of its elements. */
    private static List<JsonNode> documents(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new ScheduleFilesException("Cannot read " + file, broken);
        }
        List<JsonNode> documents = new ArrayList<>();
        for (JsonNode one : values(text, file, isYaml(file) ? YAML : JSON)) {
            if (one.isArray()) {
                one.forEach(documents::add);
            } else {
                documents.add(one);
            }
        }
        if (documents.isEmpty()) {
            throw new ScheduleFilesException("%s: $ holds no document".formatted(file));
        }
        return documents;
    }

    private static List<JsonNode> values(String text, Path file, ObjectMapper mapper) {
        List<JsonNode> values = new ArrayList<>();
        try (MappingIterator<JsonNode> all = mapper.readerFor(JsonNode.class).readValues(text)) {
            while (all.hasNextValue()) {
                JsonNode one = all.nextValue();
                if (one != null && !one.isNull() && !one.isMissingNode()) {
                    values.add(one);
                }
            }
            return values;
        } catch (JacksonException broken) {
            var where = broken.getLocation();
            String form = isYaml(file) ? "YAML" : "JSON";
            throw new ScheduleFilesException(
                    where == null || where.getLineNr() < 1
                            ? "%s: The body is not valid %s".formatted(file, form)
                            : "%s: The body is not valid %s at line %d, column %d"
                                    .formatted(file, form, where.getLineNr(), where.getColumnNr()),
                    broken);
        }
    }

    private static JsonNode entries(JsonNode document, Path file) {
        if (!document.path("kind").asString("").equals(KIND)) {
            throw new ScheduleFilesException("%s: kind must be \"%s\"".formatted(file, KIND));
        }
        if (document.path("version").asInt(0) != VERSION) {
            throw new ScheduleFilesException(
                    "%s: version must be %d, the version that is known here".formatted(file, VERSION));
        }
        if (!document.path("schedules").isArray()) {
            throw new ScheduleFilesException("%s: schedules must be a list".formatted(file));
        }
        return document.path("schedules");
    }

    private static void put(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException broken) {
            throw new ScheduleFilesException("Cannot write " + file, broken);
        }
    }

    private static String name(Path file) {
        return file.toString().toLowerCase(Locale.ROOT);
    }

    /**
     * What stands in files.
     *
     * @param document all of it as one, in JSON
     * @param origins where each schedule stands, for people
     */
    record Read(String document, List<String> origins) {}
}
