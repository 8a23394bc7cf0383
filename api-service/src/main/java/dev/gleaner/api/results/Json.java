package dev.gleaner.api.results;

import dev.gleaner.job.Job;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** One document: the numbers, the articles, then those that failed. */
final class Json implements ResultsForm {
    /** Closes nothing of its own accord: an answer that breaks off must not end as if it were whole. */
    static final ObjectWriter WRITER = JsonMapper.builder()
            .build()
            .writer()
            .without(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .without(StreamWriteFeature.FLUSH_PASSED_TO_STREAM);

    @Override
    public Lines begin(Job job, @Nullable String nextCursor, OutputStream out) {
        JsonGenerator json = WRITER.createGenerator(out);
        json.writeStartObject();
        json.writeStringProperty("job_id", job.id());
        json.writeStringProperty("status", job.status().name());
        json.writeNumberProperty("total_articles", job.total());
        json.writeNumberProperty("successful", job.completed());
        json.writeNumberProperty("failed", job.failed());
        json.writeStringProperty("next_cursor", nextCursor);
        json.writeArrayPropertyStart("results");
        return new Document(json);
    }

    private static final class Document implements Lines {
        private final JsonGenerator json;
        private final List<Row.Missed> missed = new ArrayList<>();

        Document(JsonGenerator json) {
            this.json = json;
        }

        @Override
        public void add(Row row) {
            switch (row) {
                case Row.Missed failed -> missed.add(failed);
                case Row.Scraped scraped -> {
                    json.writeStartObject();
                    writeScraped(json, scraped);
                    json.writeEndObject();
                }
            }
        }

        @Override
        public void end() {
            json.writeEndArray();
            json.writeArrayPropertyStart("failed_articles");
            for (Row.Missed one : missed) {
                json.writeStartObject();
                writeMissed(json, one);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.flush();
        }
    }

    static void writeScraped(JsonGenerator json, Row.Scraped row) {
        json.writeStringProperty("article_id", row.item().articleId());
        json.writeStringProperty("url", row.item().url());
        json.writeStringProperty("source", row.item().source());
        json.writeStringProperty("category", row.item().category());
        json.writeStringProperty("title", row.title());
        json.writeStringProperty("content", row.content());
        json.writeStringProperty("markdown", row.markdown());
        json.writeStringProperty("scraped_at", row.scrapedAt());
        json.writeBooleanProperty("cached", row.item().cached());
        json.writeArrayPropertyStart("authors");
        row.authors().forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("published_at", row.publishedAt());
        json.writeStringProperty("language", row.language());
        json.writeStringProperty("canonical_url", row.canonicalUrl());
        json.writeStringProperty("final_url", row.finalUrl());
        Integer words = row.wordCount();
        if (words == null) {
            json.writeNullProperty("word_count");
        } else {
            json.writeNumberProperty("word_count", words);
        }
        String data = row.data();
        json.writeName("data");
        if (data == null) {
            json.writeNull();
        } else {
            // It was checked when it was taken, and holds no line break that would end a line of ndjson.
            json.writeRawValue(data);
        }
    }

    static void writeMissed(JsonGenerator json, Row.Missed row) {
        json.writeStringProperty("article_id", row.item().articleId());
        json.writeStringProperty("url", row.item().url());
        json.writeStringProperty("error", row.failure().error());
        json.writeStringProperty("error_code", row.failure().code().code());
        json.writeStringProperty("attempted_at", row.failure().at().toString());
    }
}
