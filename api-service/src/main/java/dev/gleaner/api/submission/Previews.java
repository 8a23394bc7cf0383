package dev.gleaner.api.submission;

import dev.gleaner.api.submission.Preview.Entry;
import dev.gleaner.api.submission.Preview.Verdict;
import dev.gleaner.api.submission.Submission.Requested;
import dev.gleaner.api.submission.SubmissionReader.Draft;
import dev.gleaner.article.Articles;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what would become of a submission, and changes nothing. */
@Component
class Previews {
    private final Articles articles;
    private final InstantSource clock;

    Previews(Articles articles, InstantSource clock) {
        this.articles = articles;
        this.clock = clock;
    }

    /**
     * Looks at every entry.
     *
     * @throws InvalidSubmissionException if more is wrong than single entries
     */
    Preview preview(Draft draft) {
        draft.faults().throwIfAny();
        Instant needAfter = Submissions.needAfter(draft.maxAge(), clock.instant());
        Map<String, Articles.Known> known = articles.knownByKey(draft.list().stream()
                .filter(ReadArticle.Valid.class::isInstance)
                .map(one -> ((ReadArticle.Valid) one).article().key())
                .collect(Collectors.toSet()));
        Map<String, String> firstPlace = new HashMap<>();
        List<Entry> entries = new ArrayList<>(draft.list().size());
        for (ReadArticle one : draft.list()) {
            entries.add(
                    switch (one) {
                        case ReadArticle.Invalid(String path, String url, var faults) ->
                            new Entry(
                                    path,
                                    url,
                                    Verdict.REFUSED,
                                    faults.stream()
                                            .map(fault -> fault.path() + " " + fault.message())
                                            .collect(Collectors.joining("; ")));
                        case ReadArticle.Valid(String path, Requested article) ->
                            good(
                                    path,
                                    article,
                                    firstPlace.putIfAbsent(article.key(), path),
                                    isCached(known.get(article.key()), needAfter));
                    });
        }
        return Preview.of(draft.skipDuplicates(), entries);
    }

    private static Entry good(String path, Requested article, @Nullable String sameAs, boolean cached) {
        if (sameAs != null) {
            return new Entry(path, article.url().given(), Verdict.DUPLICATE, "is a duplicate of " + sameAs);
        }
        return new Entry(path, article.url().given(), cached ? Verdict.CACHED : Verdict.NEW, null);
    }

    private static boolean isCached(Articles.@Nullable Known known, Instant needAfter) {
        return known != null && known.freshFor(needAfter);
    }
}
