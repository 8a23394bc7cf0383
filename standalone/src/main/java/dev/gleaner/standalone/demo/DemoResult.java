package dev.gleaner.standalone.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What became of one article, and whether that was meant to happen.
 *
 * @param article the article, with its expected end
 * @param title the title it was found with, empty if it failed
 * @param words how many words its text has
 * @param cached whether it was there before this job
 * @param error why it failed, or null
 * @param complaint what is not as expected, or null
 */
record DemoResult(
        DemoArticle article,
        String title,
        int words,
        boolean cached,
        @Nullable String error,
        @Nullable String complaint) {

    boolean scraped() {
        return error == null;
    }

    /** Reads the answer of {@code /jobs/{id}/results}, in the order of submission. */
    static List<DemoResult> of(DemoSite site, JsonNode answer) {
        List<DemoResult> results = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (DemoArticle article : site.articles()) {
            String url = site.urlOf(article).toString();
            known.add(url);
            results.add(of(article, entry(answer, "results", url), entry(answer, "failed_articles", url)));
        }
        for (String list : List.of("results", "failed_articles")) {
            for (JsonNode entry : answer.path(list)) {
                String url = entry.path("url").asString("");
                if (!known.contains(url)) {
                    throw new DemoException("The results hold an address that was not submitted: " + url);
                }
            }
        }
        return results;
    }

    private static @Nullable JsonNode entry(JsonNode answer, String list, String url) {
        for (JsonNode entry : answer.path(list)) {
            if (entry.path("url").asString("").equals(url)) {
                return entry;
            }
        }
        return null;
    }

    private static DemoResult of(DemoArticle article, @Nullable JsonNode found, @Nullable JsonNode failed) {
        if (found != null) {
            String title = found.path("title").asString("").strip();
            String content = found.path("content").asString("").strip();
            int words = content.isEmpty() ? 0 : content.split("\\s+").length;
            String complaint = failed != null ? "it is among the failed, too" : complaint(article, title, words);
            return new DemoResult(article, title, words, found.path("cached").asBoolean(false), null, complaint);
        }
        if (failed != null) {
            String error = failed.path("error").asString("");
            return new DemoResult(article, "", 0, false, error, complaint(article, error));
        }
        return new DemoResult(article, "", 0, false, "no result", "the results do not mention it");
    }

    private static @Nullable String complaint(DemoArticle article, String title, int words) {
        return switch (article.ending()) {
            case DemoArticle.Failed expected -> "it was scraped and should have failed with " + expected.error();
            case DemoArticle.Scraped expected -> {
                if (!expected.title().equals(title)) {
                    yield "its title should be \"" + expected.title() + "\" and is \"" + title + "\"";
                }
                yield words == 0 ? "its content is empty" : null;
            }
        };
    }

    private static @Nullable String complaint(DemoArticle article, String error) {
        return switch (article.ending()) {
            case DemoArticle.Scraped expected -> "it failed: " + error;
            case DemoArticle.Failed expected ->
                error.contains(expected.error())
                        ? null
                        : "its error should be " + expected.error() + " and is " + error;
        };
    }
}
