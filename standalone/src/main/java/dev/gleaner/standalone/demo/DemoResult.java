package dev.gleaner.standalone.demo;

import dev.gleaner.client.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** Judges the results of a job, in the order of submission. */
    static List<DemoResult> of(DemoSite site, List<Result> all) {
        Map<String, List<Result>> byUrl = all.stream().collect(Collectors.groupingBy(Result::url));
        List<DemoResult> results = new ArrayList<>();
        for (DemoArticle article : site.articles()) {
            List<Result> found = byUrl.remove(site.urlOf(article).toString());
            results.add(of(article, found == null ? List.of() : found));
        }
        if (!byUrl.isEmpty()) {
            throw new DemoException(
                    "The results hold an address that was not submitted: " + String.join(", ", byUrl.keySet()));
        }
        return results;
    }

    private static DemoResult of(DemoArticle article, List<Result> found) {
        if (found.size() != 1) {
            String complaint = "the results mention it %d times".formatted(found.size());
            return new DemoResult(article, "", 0, false, "no single result", complaint);
        }
        return switch (found.getFirst()) {
            case Result.Scraped scraped -> {
                String title = Objects.requireNonNullElse(scraped.title(), "").strip();
                String content =
                        Objects.requireNonNullElse(scraped.content(), "").strip();
                int words = content.isEmpty() ? 0 : content.split("\\s+").length;
                yield new DemoResult(article, title, words, scraped.cached(), null, complaint(article, title, words));
            }
            case Result.Failed failed ->
                new DemoResult(article, "", 0, false, failed.error(), complaint(article, failed.error()));
        };
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
