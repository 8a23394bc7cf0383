package dev.gleaner.bench;

import dev.gleaner.extract.ArticleContent;
import dev.gleaner.extract.ArticleExtractor;
import dev.gleaner.extract.Extraction;
import dev.gleaner.extract.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the extractor over a folder of stored pages and writes what it found, for a scorer to compare with the truth:
 * {@code {"<id>": {"articleBody", "title", "authors", "date"}}}. A refused page has an {@code error} instead.
 */
final class ExtractionBench {
    /** The pages come without their addresses; what depends on them (relative links) is not scored. */
    static final String ADDRESS = "https://page.invalid/";

    private ExtractionBench() {}

    static int run(List<String> arguments) throws IOException {
        if (arguments.size() != 2) {
            System.err.println("Usage: gleaner bench extraction <folder with html/*.html.gz> <output.json>");
            return 2;
        }
        ArticleExtractor extractor = new ArticleExtractor();
        Map<String, Map<String, Object>> found = new TreeMap<>();
        PageFolder.read(Path.of(arguments.get(0)))
                .forEach((id, html) -> found.put(id, fields(extractor.extract(page(html)))));
        Path output = Path.of(arguments.get(1));
        JsonMapper.shared().writeValue(output.toFile(), found);
        long refused = found.values().stream()
                .filter(page -> page.containsKey("error"))
                .count();
        System.out.println(found.size() + " pages, " + refused + " refused, written to " + output);
        return 0;
    }

    static Page page(byte[] html) {
        return new Page(html, "utf-8", "text/html", ADDRESS);
    }

    private static Map<String, Object> fields(Extraction extraction) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (extraction) {
            case Extraction.Extracted(ArticleContent article) -> {
                fields.put("articleBody", article.content());
                fields.put("title", article.title());
                fields.put("authors", article.authors());
                if (article.publishedAt() != null) {
                    // As written: the day of the page's own zone, not that of UTC.
                    fields.put("date", article.publishedAt().toString());
                }
            }
            case Extraction.NoArticle refused ->
                fields.put("error", refused.code().name().toLowerCase(Locale.ROOT));
            case Extraction.Stopped stopped -> throw new IllegalStateException("Nobody stops a benchmark's reading");
        }
        return fields;
    }
}
