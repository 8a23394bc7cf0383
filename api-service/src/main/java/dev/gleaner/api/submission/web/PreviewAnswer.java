package dev.gleaner.api.submission.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.gleaner.api.submission.Preview;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body of the answer to a dry run. */
@Schema(name = "Preview")
record PreviewAnswer(
        @JsonProperty("dry_run") @Schema(description = "always true: nothing was stored", example = "true")
        boolean dryRun,

        @JsonProperty("accepted") @Schema(description = "whether the submission would be taken as it is")
        boolean accepted,

        @JsonProperty("total_articles") int totalArticles,
        @JsonProperty("new_articles") int newArticles,
        @JsonProperty("cached_articles") int cachedArticles,
        @JsonProperty("duplicate_articles") int duplicateArticles,
        @JsonProperty("refused_articles") int refusedArticles,
        @JsonProperty("articles") List<Entry> articles) {

    /** What would become of one entry. */
    enum Verdict {
        NEW,
        CACHED,
        DUPLICATE,
        REFUSED;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Verdict of(Preview.Verdict verdict) {
            return switch (verdict) {
                case NEW -> NEW;
                case CACHED -> CACHED;
                case DUPLICATE -> DUPLICATE;
                case REFUSED -> REFUSED;
            };
        }
    }

    /** One entry of the list. */
    @Schema(name = "PreviewEntry")
    record Entry(
            @JsonProperty("path") @Schema(example = "articles[0]")
            String path,

            @JsonProperty("url") @Nullable String url,
            @JsonProperty("verdict") Verdict verdict,
            @JsonProperty("reason") @Nullable String reason) {}

    static PreviewAnswer of(Preview preview) {
        return new PreviewAnswer(
                true,
                preview.accepted(),
                preview.entries().size(),
                preview.count(Preview.Verdict.NEW),
                preview.count(Preview.Verdict.CACHED),
                preview.count(Preview.Verdict.DUPLICATE),
                preview.count(Preview.Verdict.REFUSED),
                preview.entries().stream()
                        .map(entry -> new Entry(entry.path(), entry.url(), Verdict.of(entry.verdict()), entry.reason()))
                        .toList());
    }
}
