package dev.gleaner.api.schedules.transfer;

import dev.gleaner.api.schedules.form.InvalidScheduleException;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many schedules: {@code {"kind": "schedules", "version": 1, "schedules": [...]}}, one such document or a list of them.
 *
 * @param entries in their order; each has an id, and none has that of another
 */
public record ScheduleDocument(List<Entry> entries) {
    public static final String KIND = "schedules";

    /** Rises when a reader of the version before would misread what is written. */
    public static final int VERSION = 1;

    public ScheduleDocument {
        entries = List.copyOf(entries);
    }

    /**
     * Takes documents apart.
     *
     * @throws InvalidScheduleException if one of them is none, or is of a version that is not known
     */
    public static ScheduleDocument of(List<JsonNode> documents) {
        List<Fault> faults = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        List<JsonNode> all = new ArrayList<>();
        documents.forEach(one -> {
            if (one.isArray()) {
                one.forEach(all::add);
            } else {
                all.add(one);
            }
        });
        if (all.isEmpty()) {
            faults.add(new Fault("$", "holds no document"));
        }
        for (int i = 0; i < all.size(); i++) {
            document(all.get(i), all.size() == 1 ? "" : "[%d].".formatted(i), entries, faults);
        }
        if (!faults.isEmpty()) {
            throw new InvalidScheduleException(faults);
        }
        return new ScheduleDocument(entries);
    }

    private static void document(JsonNode node, String path, List<Entry> entries, List<Fault> faults) {
        if (!(node instanceof ObjectNode document)) {
            faults.add(new Fault(path.isEmpty() ? "$" : path, "must be an object with kind, version and schedules"));
            return;
        }
        if (!document.path("kind").asString("").equals(KIND)) {
            faults.add(new Fault(path + "kind", "must be \"%s\"".formatted(KIND)));
        }
        JsonNode version = document.path("version");
        if (!version.isIntegralNumber() || version.asLong(0) != VERSION) {
            faults.add(new Fault(path + "version", "must be %d, the version that is known here".formatted(VERSION)));
        }
        for (String name : document.propertyNames()) {
            if (!List.of("kind", "version", "schedules").contains(name)) {
                faults.add(new Fault(path + name, "is no field of a document of schedules"));
            }
        }
        JsonNode schedules = document.path("schedules");
        if (!schedules.isArray()) {
            faults.add(new Fault(path + "schedules", "must be a list"));
            return;
        }
        Map<String, String> places = new HashMap<>();
        entries.forEach(entry -> places.put(entry.id(), entry.path()));
        for (int i = 0; i < schedules.size(); i++) {
            entry(schedules.get(i), "%sschedules[%d]".formatted(path, i), places, entries, faults);
        }
    }

    private static void entry(
            JsonNode node, String path, Map<String, String> places, List<Entry> entries, List<Fault> faults) {
        if (!(node instanceof ObjectNode schedule)) {
            faults.add(new Fault(path, "must be an object"));
        } else if (!schedule.path("id").isString()) {
            faults.add(new Fault(path + ".id", "is missing: by it the schedule is known again"));
        } else {
            String id = schedule.path("id").asString();
            String other = places.putIfAbsent(id, path);
            if (other == null) {
                entries.add(new Entry(path, id, schedule));
            } else {
                faults.add(new Fault(path + ".id", "is that of %s: %s".formatted(other, id)));
            }
        }
    }

    /**
     * One schedule, which may still be found invalid.
     *
     * @param path in the documents, for people
     */
    public record Entry(String path, String id, ObjectNode schedule) {}
}
