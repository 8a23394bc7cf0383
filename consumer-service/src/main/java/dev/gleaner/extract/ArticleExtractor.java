package dev.gleaner.extract;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.extract.Extraction.Extracted;
import dev.gleaner.extract.Extraction.NoArticle;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the article out of a page. It fetches nothing, keeps nothing and may be shared by threads. */
public final class ArticleExtractor {
    private static final Logger LOG = LoggerFactory.getLogger(ArticleExtractor.class);

    /** In chars; four bytes each at the worst leave it well below the 16 MiB of a stored document. */
    private static final int MAX_CONTENT = 2 * 1_024 * 1_024;

    private static final int MAX_TITLE = 1_000;

    /** A body shorter than this may be a mistake: all paragraphs of the page are looked at, too. */
    private static final int SHORT_BODY = 250;

    /** A body shorter than this may have been cut down too much: the page is read again with less pruning. */
    private static final int SUSPECT_BODY = 1_000;

    /** Pruning that leaves less than this has taken text of the article. */
    private static final double KEPT_PART = 0.4;

    /** Less is no article but what is left of a page that needs a browser. */
    private static final int SHORTEST_ARTICLE = 25;

    /** What was found, or why nothing was; never an exception, whatever the bytes are. */
    public Extraction extract(Page page) {
        try {
            String text = PageDecoder.decode(page.body(), page.charset());
            return "text/plain".equals(page.contentType()) ? ofPlainText(text) : ofHtml(text, page.url());
        } catch (RuntimeException | StackOverflowError fault) {
            LOG.warn("A page of {} bytes could not be read", page.body().length, fault);
            return noArticle();
        }
    }

    private static Extraction ofPlainText(String text) {
        List<String> paragraphs = cleaned(Arrays.stream(text.split("\\R\\s*\\R")));
        String content = joined(paragraphs);
        if (content.isEmpty()) {
            return noArticle();
        }
        String title = Texts.line(text.strip().lines().findFirst().orElse(""), MAX_TITLE);
        return new Extracted(new ExtractedArticle(
                title, content, List.of(), null, null, null, null, null, null, null, Texts.words(content)));
    }

    private static Extraction ofHtml(String html, String url) {
        Document page = Jsoup.parse(html, url);
        Metadata metadata = new Metadata(page);
        String title = metadata.title();
        @Nullable String declaredBody = metadata.declaredBody();
        String content = joined(paragraphs(page, Clues.of(title, metadata.language()), declaredBody));
        if (Texts.weight(content) < SHORTEST_ARTICLE || Refusal.isWall(title, content)) {
            return Refusal.of(page, title);
        }
        return new Extracted(new ExtractedArticle(
                title,
                content,
                metadata.authors(),
                metadata.publishedAt(),
                metadata.modifiedAt(),
                metadata.language(),
                metadata.description(),
                metadata.image(),
                metadata.siteName(),
                metadata.canonicalUrl(),
                Texts.words(content)));
    }

    private static List<String> paragraphs(Document page, Clues clues, @Nullable String declaredBody) {
        List<String> found = shown(page, clues).stream().map(Block::text).toList();
        // A page may show a part only, and declare the whole.
        if (declaredBody != null && declaredBody.length() > 2 * chars(found)) {
            List<String> declared = declared(declaredBody);
            if (chars(declared) > 2 * chars(found)) {
                return declared;
            }
        }
        return found;
    }

    /** What the page shows; if that is hardly anything, what is found with less and less pruning, at last in its scripts. */
    private static List<Block> shown(Document page, Clues clues) {
        Element body = page.body();
        Names names = new Names();
        List<Block> found = BodyFinder.paragraphs(body, Boilerplate.in(body, names), names, clues);
        if (weight(found) >= SUSPECT_BODY) {
            return found;
        }
        found = better(found, BodyFinder.paragraphs(body, Boilerplate.surely(body, names), names, clues), KEPT_PART);
        if (weight(found) < SHORT_BODY) {
            Set<Node> boilerplate = Boilerplate.byMeaning(body, names);
            found = better(found, BodyFinder.paragraphs(body, boilerplate, names, clues), KEPT_PART);
            found = better(found, BodyFinder.allParagraphs(body, boilerplate, clues), 1);
        }
        if (weight(found) < SHORT_BODY) {
            found = better(found, ScriptBody.paragraphs(page, names, clues), KEPT_PART);
        }
        return found;
    }

    /** The other, if what was found is less than a part of it. */
    private static List<Block> better(List<Block> found, List<Block> other, double part) {
        return weight(found) < weight(other) * part ? other : found;
    }

    private static List<String> declared(String body) {
        String text = body.contains("</") ? Jsoup.parse(body).wholeText() : body;
        return cleaned(Arrays.stream(
                org.jsoup.parser.Parser.unescapeEntities(text, false).split("\\R")));
    }

    private static List<String> cleaned(Stream<String> paragraphs) {
        return paragraphs.map(Texts::squeezed).filter(text -> !text.isEmpty()).toList();
    }

    private static int chars(List<String> paragraphs) {
        return paragraphs.stream().mapToInt(String::length).sum();
    }

    private static int weight(List<Block> blocks) {
        return blocks.stream().mapToInt(Block::weight).sum();
    }

    private static String joined(List<String> paragraphs) {
        return Texts.cut(paragraphs.stream().collect(Collectors.joining("\n\n")), MAX_CONTENT);
    }

    private static Extraction noArticle() {
        return new NoArticle(ErrorCode.NO_ARTICLE, "The page holds no article text");
    }
}
