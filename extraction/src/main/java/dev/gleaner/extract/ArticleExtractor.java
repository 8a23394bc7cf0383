package dev.gleaner.extract;

import dev.gleaner.extract.Extraction.Extracted;
import dev.gleaner.extract.Extraction.NoArticle;
import java.io.Reader;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
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
            return "text/plain".equals(page.contentType())
                    ? ofPlainText(PageDecoder.decode(page.body(), page.charset()))
                    : ofHtml(PageDecoder.reader(page.body(), page.charset()), page.url());
        } catch (RuntimeException | StackOverflowError fault) {
            LOG.warn("A page of {} bytes could not be read", page.body().length, fault);
            return noArticle();
        }
    }

    private static Extraction ofPlainText(String text) {
        Body body = Body.of(cleaned(Arrays.stream(text.split("\\R\\s*\\R"))));
        String content = body.text(MAX_CONTENT);
        if (content.isEmpty()) {
            return noArticle();
        }
        Fields fields = new Fields();
        String firstLine = text.strip().lines().findFirst().orElse("");
        String title = Texts.line(fields.take("title", Found.text(firstLine, Source.TEXT)), MAX_TITLE);
        return new Extracted(new ExtractedArticle(
                title,
                content,
                MarkdownBody.of(body, "", MAX_CONTENT),
                List.of(),
                null,
                null,
                fields.take("language", detected(content)),
                null,
                null,
                null,
                null,
                Texts.words(content),
                fields.sources()));
    }

    private static Extraction ofHtml(Reader html, String url) {
        Document page = Parser.htmlParser().parseInput(html, url);
        Outline outline = Outline.of(page, page.body(), new Names());
        Metadata metadata = new Metadata(page, outline, url);
        Fields fields = new Fields();
        String title = Texts.line(fields.take("title", metadata.title()), MAX_TITLE);
        @Nullable String declaredBody = metadata.declaredBody();
        @Nullable Found<String> declaredLanguage = metadata.language();
        Clues clues = Clues.of(metadata.shownTitle(title), declaredLanguage == null ? null : declaredLanguage.value());
        Body body = body(outline, page, clues, declaredBody);
        String content = body.text(MAX_CONTENT);
        if (isTooShort(content) || Refusal.isWall(title, content)) {
            return Refusal.of(page, title);
        }
        if (!metadata.declaresAnArticle() && Refusal.isIndex(body)) {
            return Refusal.index();
        }
        @Nullable List<String> authors = fields.take("authors", metadata.authors());
        return new Extracted(new ExtractedArticle(
                title,
                content,
                MarkdownBody.of(body, page.baseUri(), MAX_CONTENT),
                authors == null ? List.of() : authors,
                fields.take("published_at", metadata.publishedAt()),
                fields.take("modified_at", metadata.modifiedAt()),
                fields.take("language", declaredLanguage == null ? detected(content) : declaredLanguage),
                fields.take("description", metadata.description()),
                fields.take("image", metadata.image()),
                fields.take("site_name", metadata.siteName()),
                fields.take("canonical_url", metadata.canonicalUrl()),
                Texts.words(content),
                fields.sources()));
    }

    private static boolean isTooShort(String content) {
        // Only the length of a short text is worth weighing.
        return content.length() < SHORTEST_ARTICLE && Texts.weight(content) < SHORTEST_ARTICLE;
    }

    private static @Nullable Found<String> detected(String content) {
        return Found.text(LanguageDetector.detect(content), Source.TEXT);
    }

    private static Body body(Outline outline, Document page, Clues clues, @Nullable String declaredBody) {
        Body found = shown(outline, page, clues);
        // A page may show a part only, and declare the whole.
        if (declaredBody != null && declaredBody.length() > 2 * found.chars()) {
            Body declared = Body.of(declared(declaredBody));
            if (declared.chars() > 2 * found.chars()) {
                return declared;
            }
        }
        return found;
    }

    /** What the page shows; if that is hardly anything, what is found with less and less pruning, at last in its scripts. */
    private static Body shown(Outline outline, Document page, Clues clues) {
        Body found = pruned(outline, Boilerplate.in(outline), clues);
        if (found.weight() >= SUSPECT_BODY) {
            return found;
        }
        found = better(found, pruned(outline, Boilerplate.surely(outline), clues), KEPT_PART);
        if (found.weight() < SHORT_BODY) {
            BitSet boilerplate = Boilerplate.byMeaning(outline);
            found = better(found, pruned(outline, boilerplate, clues), KEPT_PART);
            found = better(
                    found, Body.of(BodyFinder.allParagraphs(outline, boilerplate, clues), outline, boilerplate), 1);
        }
        if (found.weight() < SHORT_BODY) {
            found = better(found, ScriptBody.of(page, clues), KEPT_PART);
        }
        return found;
    }

    private static Body pruned(Outline page, BitSet boilerplate, Clues clues) {
        return Body.of(BodyFinder.paragraphs(page, boilerplate, clues), page, boilerplate);
    }

    /** The other, if what was found is less than a part of it. */
    private static Body better(Body found, Body other, double part) {
        return found.weight() < other.weight() * part ? other : found;
    }

    private static List<String> declared(String body) {
        String text = body.contains("</") ? Jsoup.parse(body).wholeText() : body;
        return cleaned(Arrays.stream(Parser.unescapeEntities(text, false).split("\\R")));
    }

    private static List<String> cleaned(Stream<String> paragraphs) {
        return paragraphs.map(Texts::squeezed).filter(text -> !text.isEmpty()).toList();
    }

    private static Extraction noArticle() {
        return new NoArticle(RefusalCode.NO_ARTICLE, "The page holds no article text");
    }
}
