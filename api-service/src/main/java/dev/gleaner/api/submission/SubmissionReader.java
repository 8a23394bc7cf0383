package dev.gleaner.api.submission;

import dev.gleaner.api.submission.InvalidSubmissionException.Place;
import dev.gleaner.api.submission.Submission.Requested;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.job.JobLabel;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of a submission and tells all that is wrong with it. Fields that it does not know are ignored, so that a
 * client may send its records as they are.
 */
public final class SubmissionReader {
    /** About 68 years in seconds: more is not an age. */
    private static final long LONGEST_AGE = Integer.MAX_VALUE;

    private final JsonBody json;
    private final FetchOptionsReader fetch;
    private final ArticleListReader articles;

    /**
     * @param mostArticles of one submission
     * @param longestFetch the longest time that may be asked for
     * @param refusal why an address may not be fetched, as far as can be seen without asking a name server
     */
    public SubmissionReader(int mostArticles, Duration longestFetch, Function<ArticleUrl, Optional<String>> refusal) {
        this.json = new JsonBody(mostArticles);
        this.fetch = new FetchOptionsReader(longestFetch);
        this.articles = new ArticleListReader(mostArticles, refusal);
    }

    /**
     * Reads a body; what is wrong in it is told when the draft is made a submission.
     *
     * @throws NotJsonException if it is no JSON
     * @throws InvalidSubmissionException if it is JSON, but no object
     */
    Draft read(byte[] body) {
        JsonNode root = json.parse(body);
        Faults faults = new Faults();
        if (!root.isObject()) {
            faults.add("$", "must be an object with a list of articles");
            faults.throwIfAny();
        }
        boolean dryRun = Values.flag(root.get("dry_run"), "dry_run", faults);
        boolean skipDuplicates = skipsDuplicates(root.get("on_duplicate"), faults);
        Duration maxAge = maxAge(root.get("max_age"), faults);
        FetchOptions options = fetch.read(root, faults);
        JobLabel label = LabelReader.read(root, faults);
        List<ReadArticle> read = articles.read(root.get("articles"), options.keyPart(), faults);
        return new Draft(dryRun, skipDuplicates, maxAge, options, label, read, faults);
    }

    private static @Nullable Duration maxAge(@Nullable JsonNode node, Faults faults) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < 0 || node.asLong() > LONGEST_AGE) {
            faults.add("max_age", "must be a number of seconds from 0 to " + LONGEST_AGE);
            return null;
        }
        return Duration.ofSeconds(node.asLong());
    }

    private static boolean skipsDuplicates(@Nullable JsonNode node, Faults faults) {
        if (node == null || node.isNull()) {
            return false;
        }
        if (!node.isString() || !List.of("error", "skip").contains(node.asString())) {
            faults.add("on_duplicate", "must be \"error\" or \"skip\"");
            return false;
        }
        return node.asString().equals("skip");
    }

    /**
     * A body that was read, valid or not.
     *
     * @param dryRun whether it asks only what would become of it
     * @param fetch what it asks of its fetches
     * @param list every entry in order
     * @param faults of everything but the entries
     */
    record Draft(
            boolean dryRun,
            boolean skipDuplicates,
            @Nullable Duration maxAge,
            FetchOptions fetch,
            JobLabel label,
            List<ReadArticle> list,
            Faults faults) {

        /**
         * The submission that it is.
         *
         * @param idempotencyKey that came with it
         * @throws InvalidSubmissionException if it is none
         */
        Submission submission(@Nullable String idempotencyKey) {
            Faults all = faults.copy();
            List<Requested> wanted = new ArrayList<>();
            Map<String, List<Place>> byKey = new LinkedHashMap<>();
            for (ReadArticle one : list) {
                switch (one) {
                    case ReadArticle.Invalid bad ->
                        bad.faults().forEach(fault -> all.add(fault.path(), fault.message()));
                    case ReadArticle.Valid(String path, Requested article) -> {
                        List<Place> same = byKey.computeIfAbsent(article.key(), first -> new ArrayList<>(1));
                        if (same.isEmpty()) {
                            wanted.add(article);
                        } else if (!skipDuplicates) {
                            all.add(
                                    path + ".url",
                                    "is a duplicate of %s: %s"
                                            .formatted(
                                                    same.getFirst().path(),
                                                    article.url().given()));
                        }
                        same.add(new Place(path + ".url", article.url().given()));
                    }
                }
            }
            if (!skipDuplicates) {
                byKey.values().stream().filter(same -> same.size() > 1).forEach(all::addDuplicates);
            }
            all.throwIfAny();
            Submission.IdempotencyClaim claim = idempotencyKey == null
                    ? null
                    : new Submission.IdempotencyClaim(idempotencyKey, BodyHash.of(wanted, maxAge, fetch, label));
            return new Submission(wanted, maxAge, fetch, label, claim);
        }
    }
}
