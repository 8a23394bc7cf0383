package dev.gleaner.api.report;

import dev.gleaner.api.report.ReportEntry.Status;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Job;
import dev.gleaner.job.Origin;
import dev.gleaner.job.Outputs;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** One document: the job, its articles in order of submission, then the sums and the files. */
final class JsonReport implements ReportForm {
    /** Closes nothing of its own accord: an answer that breaks off must not end as if it were whole. */
    private static final ObjectWriter WRITER = JsonMapper.shared()
            .writer()
            .without(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .without(StreamWriteFeature.FLUSH_PASSED_TO_STREAM);

    @Override
    public Lines begin(Reports.Subject subject, OutputStream out) {
        Job job = subject.detail().job();
        Origin origin = subject.orders().origin();
        JsonGenerator json = WRITER.createGenerator(out);
        json.writeStartObject();
        json.writeStringProperty("schedule", origin == null ? null : origin.schedule());
        json.writeStringProperty("job", job.id());
        json.writeStringProperty("name", job.label().name());
        json.writeNumberProperty("run", job.run());
        json.writeStringProperty("fired_at", firedAt(subject).toString());
        json.writeStringProperty("due_at", text(origin == null ? null : origin.dueAt()));
        json.writeStringProperty("completed_at", text(job.completedAt()));
        json.writeStringProperty("status", job.status().name());
        json.writeArrayPropertyStart("articles");
        return new Document(json, subject.outputs());
    }

    /** When the job began: decided by its schedule, or submitted. */
    static Instant firedAt(Reports.Subject subject) {
        Origin origin = subject.orders().origin();
        return origin == null ? subject.detail().job().createdAt() : origin.firedAt();
    }

    private record Document(JsonGenerator json, Outputs.@Nullable Written outputs) implements Lines {
        @Override
        public void add(ReportEntry entry) {
            Effort effort = entry.effort();
            Failure failure = entry.failure();
            json.writeStartObject();
            json.writeStringProperty("article_id", entry.item().articleId());
            json.writeStringProperty("url", entry.item().url());
            json.writeBooleanProperty("ok", entry.status().ok());
            json.writeStringProperty("status", entry.status().text());
            number("run", entry.run() == null ? null : entry.run().longValue());
            number("body_bytes", effort == null ? null : effort.bodyBytes());
            number("content_bytes", effort == null ? null : effort.contentBytes());
            number(
                    "duration_ms",
                    effort == null || effort.duration() == null
                            ? null
                            : effort.duration().toMillis());
            number("attempts", effort == null ? null : (long) effort.attempts());
            json.writeStringProperty(
                    "error_code", failure == null ? null : failure.code().code());
            json.writeStringProperty("error", failure == null ? null : failure.error());
            json.writeEndObject();
        }

        @Override
        public void end(Totals totals) {
            json.writeEndArray();
            json.writeObjectPropertyStart("totals");
            json.writeNumberProperty("articles", totals.articles());
            json.writeNumberProperty("ok", totals.ok());
            for (Status status : Status.values()) {
                json.writeNumberProperty(status.text(), totals.count(status));
            }
            json.writeNumberProperty("body_bytes", totals.bodyBytes());
            json.writeNumberProperty("content_bytes", totals.contentBytes());
            json.writeNumberProperty("duration_ms", totals.millis());
            json.writeNumberProperty("attempts", totals.attempts());
            json.writeEndObject();
            json.writeNumberProperty("output_count", outputs == null ? 0 : outputs.count());
            json.writeArrayPropertyStart("outputs");
            if (outputs != null) {
                outputs.files().forEach(this::file);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.flush();
        }

        private void file(Outputs.File file) {
            json.writeStartObject();
            json.writeStringProperty("file", file.name());
            json.writeNumberProperty("bytes", file.bytes());
            json.writeNumberProperty("articles", file.articles());
            json.writeEndObject();
        }

        private void number(String name, @Nullable Long number) {
            if (number == null) {
                json.writeNullProperty(name);
            } else {
                json.writeNumberProperty(name, number);
            }
        }
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
