package dev.gleaner.api.submission;

import dev.gleaner.api.submission.Preview.Entry;
import dev.gleaner.api.submission.Preview.Verdict;
import dev.gleaner.article.Articles;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what would become of a submission, and changes nothing. */
public final class Previews {
    private final Articles articles;
    private final InstantSource clock;

    public Previews(Articles articles, InstantSource clock) {
        this.articles = articles;
        this.clock = clock;
    }

    /**
     * Looks at every entry.
     *
     * @throws InvalidSubmissionException if more is wrong than single entries
     */
    public Preview preview(Draft draft) {
        draft.faultsOfTheWhole().throwIfAny();
        Instant now = clock.instant();
        Map<String, DraftArticle.State> byPath = new LinkedHashMap<>();
        draft.articles().forEach(one -> byPath.put(one.path(), draft.state(one)));
        Set<String> keys = byPath.values().stream()
                .<String>mapMulti((state, sink) -> {
                    if (state instanceof DraftArticle.Valid(SubmittedArticle article)) {
                        sink.accept(article.key());
                    }
                })
                .collect(Collectors.toSet());
        Map<String, Articles.Known> known = articles.knownByKey(keys);
        Map<String, String> firstPlace = new HashMap<>();
        List<Entry> entries = byPath.entrySet().stream()
                .map(one -> switch (one.getValue()) {
                    case DraftArticle.Invalid invalid -> refused(one.getKey(), invalid);
                    case DraftArticle.Valid(SubmittedArticle article) ->
                        taken(
                                one.getKey(),
                                article.wanted(),
                                firstPlace.putIfAbsent(article.key(), one.getKey()),
                                isCached(
                                        known.get(article.key()),
                                        article.maxAge(draft.maxAge()).needAfter(now)));
                })
                .toList();
        return new Preview(draft.skipsDuplicates(), entries);
    }

    private static Entry refused(String path, DraftArticle.Invalid article) {
        String reason = article.faults().stream()
                .map(fault -> fault.path() + " " + fault.message())
                .collect(Collectors.joining("; "));
        return new Entry(path, article.url(), Verdict.REFUSED, reason);
    }

    private static Entry taken(String path, Articles.Wanted article, @Nullable String sameAs, boolean cached) {
        if (sameAs != null) {
            return new Entry(path, article.url().given(), Verdict.DUPLICATE, "is a duplicate of " + sameAs);
        }
        return new Entry(path, article.url().given(), cached ? Verdict.CACHED : Verdict.NEW, null);
    }

    private static boolean isCached(Articles.@Nullable Known known, Instant needAfter) {
        return known != null && known.freshFor(needAfter);
    }
}
