package dev.gleaner.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a dry run: what would become of a submission.
 *
 * @param accepted whether it would be accepted as it is
 */
public record Preview(
        boolean accepted,
        int totalArticles,
        int newArticles,
        int cachedArticles,
        int duplicateArticles,
        int refusedArticles,
        List<Entry> articles) {

    public Preview {
        articles = List.copyOf(Objects.requireNonNullElse(articles, List.of()));
    }

    /**
     * One entry of the list.
     *
     * @param path its place, such as {@code articles[0]}
     * @param url as submitted, or null if it had none
     * @param reason why it is refused, or what it is a duplicate of
     */
    public record Entry(
            String path,
            @Nullable String url,
            Verdict verdict,
            @Nullable String reason) {}

    /** What would become of one entry. */
    public enum Verdict {
        /** It would be fetched. */
        @JsonProperty("new")
        NEW,
        /** It is stored already. */
        @JsonProperty("cached")
        CACHED,
        /** Its address stands in the list before. */
        @JsonProperty("duplicate")
        DUPLICATE,
        /** It would not be accepted. */
        @JsonProperty("refused")
        REFUSED,
        /** Something that this version of the client does not know. */
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
