package dev.gleaner.job.mongo;

import dev.gleaner.job.JobOutline;
import dev.gleaner.job.JobOutline.SourceCount;
import dev.gleaner.store.mongo.Fields;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What a job is about, as it is stored: {@code {hosts, host_count, sources: [{source, count}]}}. */
final class OutlineDocument {
    private OutlineDocument() {}

    static Document write(JobOutline outline) {
        return new Document("hosts", outline.hosts())
                .append("host_count", outline.hostCount())
                .append(
                        "sources",
                        outline.sources().stream()
                                .map(one -> new Document("source", one.source()).append("count", one.count()))
                                .toList());
    }

    /** Jobs of earlier versions have none. */
    static JobOutline read(@Nullable Document outline) {
        return outline == null
                ? JobOutline.NONE
                : new JobOutline(
                        Fields.texts(outline, "hosts"),
                        Fields.number(outline, "host_count"),
                        Fields.documents(outline, "sources").stream()
                                .map(one -> new SourceCount(Fields.text(one, "source"), Fields.number(one, "count")))
                                .toList());
    }
}
