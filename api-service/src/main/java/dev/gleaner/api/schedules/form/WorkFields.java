package dev.gleaner.api.schedules.form;

import dev.gleaner.api.work.WorkMasks;
import dev.gleaner.api.work.WorkReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes out of a schedule what is to be done, and has it looked at by whoever reads work. */
final class WorkFields {
    /** Numbers of seconds in a submission; here they may have a unit, as all spans of time of a schedule may. */
    private static final List<String> SPANS = List.of("max_age", "timeout", "host_delay");

    private static final String TAGS = "tags";

    private final WorkReader reader;

    WorkFields(WorkReader reader) {
        this.reader = reader;
    }

    /**
     * The work of a schedule.
     *
     * @param stored whose secrets a mask stands for; null if there is none
     */
    ObjectNode read(ObjectNode body, @Nullable ObjectNode stored, FormFaults faults) {
        ObjectNode work = JsonNodeFactory.instance.objectNode();
        for (String name : FormFields.WORK) {
            copy(body, name, work);
        }
        if (!(body.path(TAGS) instanceof ArrayNode tags) || !tags.isEmpty()) {
            // One that has none is shown with an empty list of them.
            copy(body, TAGS, work);
        }
        ObjectNode whole = WorkMasks.restored(work, stored, faults::add);
        reader.faults(whole).forEach(faults::add);
        return whole;
    }

    private static void copy(ObjectNode body, String name, ObjectNode work) {
        JsonNode value = body.path(name);
        if (FieldReader.isNothing(value)) {
            return;
        }
        if (SPANS.contains(name) && value.isString()) {
            Seconds.of(value).ifPresentOrElse(seconds -> work.put(name, seconds), () -> work.set(name, value));
        } else {
            work.set(name, value.deepCopy());
        }
    }
}
