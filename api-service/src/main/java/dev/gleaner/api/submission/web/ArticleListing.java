package dev.gleaner.api.submission.web;

import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.url.ArticleUrl;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Reads lists of articles that lie elsewhere. */
public interface ArticleListing {
    /**
     * Reads one as it is now.
     *
     * @param options sent where the list is, and to no other host that it leads to
     */
    Listing read(ArticleUrl address, FetchOptions options);

    /** What came of it. */
    sealed interface Listing {}

    /**
     * Its entries.
     *
     * @param articles each with the fields of an article of a submission, no address twice; the newest first if there are more
     *     than a submission may hold, else in their order
     * @param notes what the reader of the answer should know, in sentences
     */
    record Listed(List<ObjectNode> articles, List<String> notes) implements Listing {
        public Listed {
            articles = List.copyOf(articles);
            notes = List.copyOf(notes);
        }
    }

    /**
     * It cannot be read.
     *
     * @param reason for the client, for example {@code the list answered 404}
     * @param forNow whether another try may end better
     */
    record Unlisted(String reason, boolean forNow) implements Listing {}
}
