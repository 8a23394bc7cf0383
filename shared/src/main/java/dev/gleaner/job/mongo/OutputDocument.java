package dev.gleaner.job.mongo;

import dev.gleaner.job.OutputOrder;
import dev.gleaner.job.OutputOrder.Format;
import dev.gleaner.job.OutputOrder.Include;
import dev.gleaner.job.OutputOrder.Split;
import dev.gleaner.store.mongo.Fields;
import java.time.ZoneId;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How an order of files lies in a document. */
final class OutputDocument {
    private OutputDocument() {}

    static @Nullable Document of(@Nullable OutputOrder output) {
        return output == null
                ? null
                : new Document("format", output.format().name())
                        .append("split", output.split().name())
                        .append("include", output.include().name())
                        .append("file_name", output.fileName())
                        .append("zone", output.zone().getId());
    }

    static @Nullable OutputOrder read(@Nullable Document output) {
        return output == null
                ? null
                : new OutputOrder(
                        Format.valueOf(Fields.text(output, "format")),
                        Split.valueOf(Fields.text(output, "split")),
                        Include.valueOf(Fields.text(output, "include")),
                        output.getString("file_name"),
                        ZoneId.of(Fields.text(output, "zone")));
    }
}
