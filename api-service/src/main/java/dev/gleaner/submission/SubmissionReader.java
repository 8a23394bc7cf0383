package dev.gleaner.submission;

import dev.gleaner.submission.InvalidSubmissionException.Fault;
import dev.gleaner.submission.InvalidSubmissionException.Place;
import dev.gleaner.submission.Submission.Requested;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of a submission and tells all that is wrong with it. Fields that it does not know are ignored, so that a
 * client may send its records as they are.
 */
public final class SubmissionReader {
    /** Faults that are named; more of the same help nobody. */
    private static final int MOST_FAULTS = 100;

    private static final int LONGEST_TEXT = 200;
    private static final int USUAL_PRIORITY = 5;

    /** About 68 years in seconds: more is not an age. */
    private static final long LONGEST_AGE = Integer.MAX_VALUE;

    /** Values of a body, so that a small one cannot become a large tree. */
    private static final int MOST_TOKENS_PER_ARTICLE = 40;

    private static final int USUAL_TOKENS = 10_000;

    private static JsonMapper json(int mostArticles) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxTokenCount(USUAL_TOKENS + (long) mostArticles * MOST_TOKENS_PER_ARTICLE)
                                .maxNestingDepth(50)
                                .maxStringLength(1 << 20)
                                .maxNumberLength(100)
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private final JsonMapper json;
    private final int mostArticles;
    private final Function<ArticleUrl, Optional<String>> refusal;

    /**
     * @param mostArticles of one submission
     * @param refusal why an address may not be fetched, as far as can be seen without asking a name server
     */
    public SubmissionReader(int mostArticles, Function<ArticleUrl, Optional<String>> refusal) {
        this.json = json(mostArticles);
        this.mostArticles = mostArticles;
        this.refusal = refusal;
    }

    /**
     * Reads a body.
     *
     * @param idempotencyKey that came with it
     * @throws NotJsonException if it is no JSON
     * @throws InvalidSubmissionException if it is no submission
     */
    public Submission read(byte[] body, @Nullable String idempotencyKey) {
        JsonNode root = parse(body);
        Faults faults = new Faults();
        if (!root.isObject()) {
            faults.add("$", "must be an object with a list of articles");
            throw faults.thrown();
        }
        boolean skipDuplicates = skipsDuplicates(root.get("on_duplicate"), faults);
        Duration maxAge = maxAge(root.get("max_age"), faults);
        List<Requested> articles = articles(root.get("articles"), skipDuplicates, faults);
        if (!faults.isEmpty()) {
            throw faults.thrown();
        }
        Submission.IdempotencyClaim claim = idempotencyKey == null
                ? null
                : new Submission.IdempotencyClaim(idempotencyKey, BodyHash.of(articles, maxAge));
        return new Submission(articles, maxAge, claim);
    }

    private JsonNode parse(byte[] body) {
        try {
            JsonNode root = json.readTree(body);
            if (root == null || root.isMissingNode()) {
                throw new NotJsonException("The body is empty; it must be a JSON object with a list of articles");
            }
            return root;
        } catch (StreamConstraintsException tooMuch) {
            throw new NotJsonException("The body is nested too deep, or has too many or too long values");
        } catch (JacksonException broken) {
            var where = broken.getLocation();
            throw new NotJsonException(
                    where == null
                            ? "The body is not valid JSON"
                            : "The body is not valid JSON at line %d, column %d"
                                    .formatted(where.getLineNr(), where.getColumnNr()));
        }
    }

    private List<Requested> articles(@Nullable JsonNode list, boolean skipDuplicates, Faults faults) {
        List<Requested> articles = new ArrayList<>();
        if (list == null || list.isNull()) {
            faults.add("articles", "is missing");
            return articles;
        }
        if (!list.isArray()) {
            faults.add("articles", "must be a list");
            return articles;
        }
        if (list.isEmpty()) {
            faults.add("articles", "must hold at least one article");
        }
        if (list.size() > mostArticles) {
            faults.add("articles", "holds %d articles; at most %d are taken".formatted(list.size(), mostArticles));
            return articles;
        }
        Map<String, List<Place>> byKey = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            String path = "articles[" + i + "]";
            Requested article = article(list.get(i), path, faults);
            if (article == null) {
                continue;
            }
            List<Place> same = byKey.computeIfAbsent(article.url().key(), first -> new ArrayList<>(1));
            if (same.isEmpty()) {
                articles.add(article);
            } else if (!skipDuplicates) {
                faults.add(
                        path + ".url",
                        "is a duplicate of %s: %s"
                                .formatted(same.getFirst().path(), article.url().given()));
            }
            same.add(new Place(path + ".url", article.url().given()));
        }
        if (!skipDuplicates) {
            byKey.values().stream().filter(same -> same.size() > 1).forEach(faults::addDuplicates);
        }
        return articles;
    }

    private @Nullable Requested article(JsonNode node, String path, Faults faults) {
        if (!node.isObject()) {
            faults.add(path, "must be an object with a url");
            return null;
        }
        ArticleUrl url = url(node.get("url"), path + ".url", faults);
        String source = text(node.get("source"), path + ".source", faults);
        String category = text(node.get("category"), path + ".category", faults);
        int priority = priority(node.get("priority"), path + ".priority", faults);
        return url == null ? null : new Requested(url, source, category, priority);
    }

    private @Nullable ArticleUrl url(@Nullable JsonNode node, String path, Faults faults) {
        if (node == null || node.isNull()) {
            faults.add(path, "is missing");
            return null;
        }
        if (!node.isString()) {
            faults.add(path, "must be a string");
            return null;
        }
        try {
            ArticleUrl url = ArticleUrl.parse(node.asString());
            Optional<String> refused = refusal.apply(url);
            refused.ifPresent(reason -> faults.add(path, reason));
            return refused.isPresent() ? null : url;
        } catch (InvalidUrlException invalid) {
            faults.add(path, invalid.reason());
            return null;
        }
    }

    private static @Nullable String text(@Nullable JsonNode node, String path, Faults faults) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            faults.add(path, "must be a string");
            return null;
        }
        String text = node.asString();
        if (text.length() > LONGEST_TEXT) {
            faults.add(path, "is longer than %d characters".formatted(LONGEST_TEXT));
            return null;
        }
        // Halves of characters cannot be stored as UTF-8.
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static int priority(@Nullable JsonNode node, String path, Faults faults) {
        if (node == null || node.isNull()) {
            return USUAL_PRIORITY;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 1 || node.asInt() > 10) {
            faults.add(path, "must be a whole number from 1 to 10");
            return USUAL_PRIORITY;
        }
        return node.asInt();
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

    /** Collects what is wrong. */
    private static final class Faults {
        private final List<Fault> named = new ArrayList<>();
        private final List<List<Place>> duplicates = new ArrayList<>();
        private int count;

        void addDuplicates(List<Place> same) {
            duplicates.add(List.copyOf(same));
        }

        void add(String path, String message) {
            count++;
            if (named.size() < MOST_FAULTS) {
                named.add(new Fault(path, message));
            }
        }

        boolean isEmpty() {
            return count == 0;
        }

        InvalidSubmissionException thrown() {
            return new InvalidSubmissionException(named, count, duplicates);
        }
    }
}
