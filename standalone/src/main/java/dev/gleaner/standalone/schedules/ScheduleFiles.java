package dev.gleaner.standalone.schedules;

import dev.gleaner.api.schedules.form.Documents;
import dev.gleaner.api.schedules.form.InvalidScheduleException;
import dev.gleaner.api.schedules.form.UnreadableDocumentException;
import dev.gleaner.api.schedules.transfer.ScheduleDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Documents of schedules as files: one, or all of a folder that end in {@code .json}, {@code .yaml} or {@code .yml}, in the order
 * of their names.
 */
final class ScheduleFiles {
    private static final List<String> YAML = List.of(".yaml", ".yml");
    private static final String JSON = ".json";

    private ScheduleFiles() {}

    static boolean isYaml(Path file) {
        return YAML.stream().anyMatch(name(file)::endsWith);
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
            for (ScheduleDocument.Entry entry : document(file).entries()) {
                schedules.add(entry.schedule());
                origins.add("%s: %s".formatted(file.getFileName(), entry.path()));
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
        List<ScheduleDocument.Entry> entries = ScheduleDocument.of(
                        Documents.yaml(document.getBytes(StandardCharsets.UTF_8)))
                .entries();
        for (ScheduleDocument.Entry entry : entries) {
            ArrayNode one = JsonNodeFactory.instance.arrayNode();
            one.add(entry.schedule());
            put(place.resolve(entry.id() + ".yaml"), Documents.yamlText(document(one)));
        }
        return entries.size();
    }

    private static ObjectNode document(ArrayNode schedules) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("kind", ScheduleDocument.KIND);
        document.put("version", ScheduleDocument.VERSION);
        document.set("schedules", schedules);
        return document;
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> all = Files.list(place)) {
            List<Path> files = all.filter(file -> name(file).endsWith(JSON) || isYaml(file))
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

    private static ScheduleDocument document(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            List<JsonNode> documents = isYaml(file) ? Documents.yaml(bytes) : List.of(Documents.json(bytes));
            return ScheduleDocument.of(documents);
        } catch (IOException broken) {
            throw new ScheduleFilesException("Cannot read " + file, broken);
        } catch (UnreadableDocumentException broken) {
            throw new ScheduleFilesException("%s: %s".formatted(file, broken.getMessage()), broken);
        } catch (InvalidScheduleException broken) {
            var first = broken.faults().getFirst();
            throw new ScheduleFilesException("%s: %s %s".formatted(file, first.path(), first.message()), broken);
        }
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
