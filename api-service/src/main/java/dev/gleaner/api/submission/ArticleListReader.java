package dev.gleaner.api.submission;

import dev.gleaner.api.submission.Submission.Requested;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the list of articles, entry by entry. */
final class ArticleListReader {
    private static final int LONGEST_TEXT = 200;
    private static final int USUAL_PRIORITY = 5;

    private final int mostArticles;
    private final Function<ArticleUrl, Optional<String>> refusal;

    ArticleListReader(int mostArticles, Function<ArticleUrl, Optional<String>> refusal) {
        this.mostArticles = mostArticles;
        this.refusal = refusal;
    }

    /**
     * Reads all; what is wrong with the list as a whole goes to {@code faults}.
     *
     * @param keyPart of all, behind their addresses
     */
    List<ReadArticle> read(@Nullable JsonNode list, String keyPart, Faults faults) {
        if (list == null || list.isNull()) {
            faults.add("articles", "is missing");
            return List.of();
        }
        if (!list.isArray()) {
            faults.add("articles", "must be a list");
            return List.of();
        }
        if (list.isEmpty()) {
            faults.add("articles", "must hold at least one article");
        }
        if (list.size() > mostArticles) {
            faults.add("articles", "holds %d articles; at most %d are taken".formatted(list.size(), mostArticles));
            return List.of();
        }
        List<ReadArticle> articles = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            articles.add(article(list.get(i), "articles[" + i + "]", keyPart));
        }
        return articles;
    }

    private ReadArticle article(JsonNode node, String path, String keyPart) {
        Faults faults = new Faults();
        if (!node.isObject()) {
            faults.add(path, "must be an object with a url");
            return new ReadArticle.Invalid(path, null, faults.named());
        }
        ArticleUrl url = url(node.get("url"), path + ".url", faults);
        String source = Values.text(node.get("source"), path + ".source", LONGEST_TEXT, faults);
        String category = Values.text(node.get("category"), path + ".category", LONGEST_TEXT, faults);
        int priority = priority(node.get("priority"), path + ".priority", faults);
        if (url == null || !faults.isEmpty()) {
            JsonNode given = node.get("url");
            return new ReadArticle.Invalid(
                    path, given != null && given.isString() ? Values.whole(given.asString()) : null, faults.named());
        }
        return new ReadArticle.Valid(path, new Requested(url, url.key() + keyPart, source, category, priority));
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
}
