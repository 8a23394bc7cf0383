package dev.gleaner.api.results;

import dev.gleaner.article.ArticleStatus;
import dev.gleaner.job.Job;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** One JSON object on each line, articles and failures in order of submission; {@code status} tells which it is. */
final class Ndjson implements ResultsForm {
    @Override
    public Lines begin(Job job, @Nullable String nextCursor, OutputStream out) {
        JsonGenerator json = Json.WRITER.createGenerator(out);
        return new Lines() {
            @Override
            public void add(Row row) {
                json.writeStartObject();
                switch (row) {
                    case Row.Scraped scraped -> {
                        json.writeStringProperty("status", ArticleStatus.SCRAPED.name());
                        Json.writeScraped(json, scraped);
                    }
                    case Row.Missed missed -> {
                        json.writeStringProperty("status", ArticleStatus.FAILED.name());
                        Json.writeMissed(json, missed);
                    }
                }
                json.writeEndObject();
                json.writeRaw('\n');
            }

            @Override
            public void end() {
                json.flush();
            }
        };
    }
}
