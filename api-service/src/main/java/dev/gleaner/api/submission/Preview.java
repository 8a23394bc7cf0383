package dev.gleaner.api.submission;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a submission.
 *
 * @param accepted whether it would be taken as it is
 */
@Schema(name = "Preview")
record Preview(
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
    }

    /**
     * One entry of the list.
     *
     * @param reason why it is refused, or what it is a duplicate of
     */
    @Schema(name = "PreviewEntry")
    record Entry(
            @JsonProperty("path") @Schema(example = "articles[0]")
            String path,

            @JsonProperty("url") @Nullable String url,
            @JsonProperty("verdict") Verdict verdict,
            @JsonProperty("reason") @Nullable String reason) {}

    static Preview of(boolean skipDuplicates, List<Entry> entries) {
        int duplicates = count(entries, Verdict.DUPLICATE);
        int refused = count(entries, Verdict.REFUSED);
        return new Preview(
                true,
                refused == 0 && (skipDuplicates || duplicates == 0),
                entries.size(),
                count(entries, Verdict.NEW),
                count(entries, Verdict.CACHED),
                duplicates,
                refused,
                entries);
    }

    private static int count(List<Entry> entries, Verdict verdict) {
        return Math.toIntExact(
                entries.stream().filter(entry -> entry.verdict() == verdict).count());
    }
}
