package dev.gleaner.api.submission;

import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.submission.Submission.Requested;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of the list of articles, as it was read. */
sealed interface ReadArticle {
    /** Of the entry, for example {@code articles[3]}. */
    String path();

    /** It can be asked for. */
    record Valid(String path, Requested article) implements ReadArticle {}

    /**
     * It cannot.
     *
     * @param url as given, if there was a text
     * @param faults with their paths; at least one
     */
    record Invalid(String path, @Nullable String url, List<Fault> faults) implements ReadArticle {}
}
