package dev.gleaner.api.submission;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a submission.
 *
 * @param skipsDuplicates whether duplicates would be dropped rather than refuse the whole
 */
public record Preview(boolean skipsDuplicates, List<Entry> entries) {
    /** What would become of one entry. */
    public enum Verdict {
        NEW,
        CACHED,
        DUPLICATE,
        REFUSED
    }

    /**
     * One entry of the list.
     *
     * @param path for example {@code articles[3]}
     * @param url as given; null if there was none
     * @param reason why it is refused, or what it is a duplicate of
     */
    public record Entry(
            String path,
            @Nullable String url,
            Verdict verdict,
            @Nullable String reason) {}

    /** Whether it would be taken as it is. */
    public boolean accepted() {
        return count(Verdict.REFUSED) == 0 && (skipsDuplicates || count(Verdict.DUPLICATE) == 0);
    }

    /** How many entries have this verdict. */
    public int count(Verdict verdict) {
        return Math.toIntExact(
                entries.stream().filter(entry -> entry.verdict() == verdict).count());
    }
}
