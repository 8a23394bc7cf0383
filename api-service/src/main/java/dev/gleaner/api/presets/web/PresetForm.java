package dev.gleaner.api.presets.web;

import dev.gleaner.api.presets.Preset;
import dev.gleaner.api.presets.Presets;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.work.WorkMasks;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A preset as JSON: its name and description beside the fields of its work. What is answered may be put back unchanged, so that
 * fields which only answers have are passed over; any other that is not known is a fault, for a misspelt one would be missed by
 * nobody.
 */
final class PresetForm {
    private static final int LONGEST_DESCRIPTION = 1_000;

    private static final Set<String> ANSWERED = Set.of("name", "revision", "created_at", "updated_at");

    /** A preset has a name of its own; what its jobs are called is said under this. */
    private static final String JOB_NAME = "job_name";

    private static final Set<String> WORK = Set.of(
            "articles",
            "article_list_url",
            "scraper",
            "params",
            "settings",
            "max_age",
            "time_zone",
            "priority",
            "headers",
            "language",
            "timeout",
            "on_duplicate",
            "tags",
            "host_delay",
            "host_max_concurrent",
            "user_agent",
            "output",
            "callback",
            "on_success",
            "on_failure");

    private PresetForm() {}

    /** Reads one; what is wrong with the fields of its work is not told here. */
    static Presets.Content read(String name, ObjectNode body, List<Fault> faults) {
        ObjectNode work = JsonNodeFactory.instance.objectNode();
        body.properties().forEach(field -> {
            if (WORK.contains(field.getKey())) {
                if (!field.getValue().isNull()) {
                    work.set(field.getKey(), field.getValue());
                }
            } else if (field.getKey().equals(JOB_NAME)) {
                if (!field.getValue().isNull()) {
                    work.set("name", field.getValue());
                }
            } else if (!field.getKey().equals("description") && !ANSWERED.contains(field.getKey())) {
                faults.add(new Fault(shown(field.getKey()), "is no field of a preset"));
            }
        });
        JsonNode given = body.path("name");
        if (given.isString() && !given.asString().equals(name)) {
            faults.add(new Fault("name", "must be that of the address, or left out"));
        }
        return new Presets.Content(name, description(body.path("description"), faults), work);
    }

    private static @Nullable String description(JsonNode node, List<Fault> faults) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isString() || node.asString().length() > LONGEST_DESCRIPTION) {
            faults.add(
                    new Fault("description", "must be a text of at most %d characters".formatted(LONGEST_DESCRIPTION)));
            return null;
        }
        return node.asString();
    }

    /** What it is called here, of what is wrong in its work. */
    static List<Fault> named(List<Fault> ofWork) {
        List<Fault> named = new ArrayList<>();
        ofWork.forEach(fault -> named.add(fault.path().equals("name") ? new Fault(JOB_NAME, fault.message()) : fault));
        return named;
    }

    /** With its secrets masked. */
    static ObjectNode written(Preset preset, WorkMasks masks) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("name", preset.name());
        answer.put("description", preset.description());
        masks.masked(preset.work())
                .properties()
                .forEach(field ->
                        answer.set(field.getKey().equals("name") ? JOB_NAME : field.getKey(), field.getValue()));
        answer.put("revision", preset.revision());
        answer.put("created_at", time(preset.createdAt()));
        answer.put("updated_at", time(preset.updatedAt()));
        return answer;
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** As a path that cannot be taken for anything else. */
    private static String shown(String field) {
        String safe = field.replaceAll("[^A-Za-z0-9_.-]", "?");
        return safe.substring(0, Math.min(safe.length(), 60));
    }
}
