package dev.gleaner.api.schedules.transfer;

import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.ScheduleFilter;
import dev.gleaner.api.schedules.form.Documents;
import dev.gleaner.api.schedules.form.ScheduleWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes schedules as one {@linkplain ScheduleDocument document}, one after the other, however many there are. */
public final class Export {
    private final Transfer transfer;
    private final ScheduleWriter writer;

    public Export(Transfer transfer, ScheduleWriter writer) {
        this.transfer = transfer;
        this.writer = writer;
    }

    /** The form of a document. */
    public enum Form {
        JSON,
        YAML
    }

    /** Writes those that are asked for, with masks for their secrets. */
    public void write(ScheduleFilter filter, Form form, Writer out) throws IOException {
        boolean[] any = {false};
        out.write(
                form == Form.JSON
                        ? "{\"kind\": \"%s\", \"version\": %d, \"schedules\": ["
                                .formatted(ScheduleDocument.KIND, ScheduleDocument.VERSION)
                        : "kind: \"%s\"\nversion: %d\nschedules:"
                                .formatted(ScheduleDocument.KIND, ScheduleDocument.VERSION));
        try {
            transfer.each(filter, one -> {
                try {
                    out.write(form == Form.JSON ? (any[0] ? ",\n" : "\n") : (any[0] ? "" : "\n"));
                    out.write(text(one, form));
                    any[0] = true;
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            });
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
        out.write(form == Form.JSON ? "]}\n" : any[0] ? "" : " []\n");
    }

    private String text(Schedule schedule, Form form) {
        ObjectNode json = writer.shown(schedule.spec());
        // What is not said needs no line: it is read as it is meant.
        json.propertyNames().stream()
                .filter(name -> json.path(name).isNull())
                .toList()
                .forEach(json::remove);
        return form == Form.JSON
                ? Documents.jsonText(json).stripTrailing()
                : Documents.yamlText(JsonNodeFactory.instance.arrayNode().add(json));
    }
}
