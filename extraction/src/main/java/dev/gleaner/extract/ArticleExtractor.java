package dev.gleaner.extract;

import dev.gleaner.extract.Extraction.Extracted;
import dev.gleaner.extract.Extraction.NoArticle;
import dev.gleaner.extract.Extraction.Stopped;
import dev.gleaner.extract.body.Body;
import dev.gleaner.extract.body.BodyHints;
import dev.gleaner.extract.body.BodyReader;
import dev.gleaner.extract.markdown.MarkdownBody;
import dev.gleaner.extract.metadata.Found;
import dev.gleaner.extract.metadata.Metadata;
import dev.gleaner.extract.metadata.Source;
import dev.gleaner.extract.page.ParsedPage;
import dev.gleaner.extract.page.ReadingGuard;
import dev.gleaner.extract.page.ReadingStoppedException;
import dev.gleaner.extract.page.Texts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the article out of a page. It fetches nothing, keeps nothing and may be shared by threads. */
public final class ArticleExtractor {
    private static final Logger LOG = LoggerFactory.getLogger(ArticleExtractor.class);

    /** In chars; four bytes each at the worst leave it well below the 16 MiB of a stored document. */
    static final int MAX_CONTENT = 2 * 1_024 * 1_024;

    static final int MAX_TITLE = 1_000;

    /** A shorter text is not an article but the remains of a page that needs a browser. */
    private static final int SHORTEST_ARTICLE = 25;

    /** As {@link #extract(Page, ReadingGuard)}, whatever it takes: for pages that are trusted. */
    public Extraction extract(Page page) {
        return extract(page, ReadingGuard.unlimited());
    }

    /**
     * The article, or why there is none; never an exception, whatever the bytes are.
     *
     * @param guard of this reading alone
     */
    public Extraction extract(Page page, ReadingGuard guard) {
        try {
            return switch (page.contentType()) {
                case "text/plain" -> ofPlainText(ParsedPage.plainText(page.body(), page.charset()), guard);
                case "application/xhtml+xml" ->
                    ofHtml(ParsedPage.ofXhtml(page.body(), page.charset(), page.url(), guard));
                case null, default -> ofHtml(ParsedPage.of(page.body(), page.charset(), page.url(), guard));
            };
        } catch (ReadingStoppedException stopped) {
            return switch (stopped.reason()) {
                case TOO_MANY_TAGS -> new NoArticle(RefusalCode.TOO_LARGE, stopped.words());
                case OUT_OF_TIME -> new NoArticle(RefusalCode.EXTRACTION_TIMEOUT, stopped.words());
                case STOPPED -> new Stopped();
            };
        } catch (RuntimeException | StackOverflowError fault) {
            LOG.warn("A page of {} bytes could not be read", page.body().length, fault);
            return Refusal.noArticle();
        }
    }

    private static Extraction ofPlainText(String text, ReadingGuard guard) {
        guard.check();
        Body body = BodyReader.ofPlainText(text);
        String content = body.text(MAX_CONTENT);
        if (content.isEmpty()) {
            return Refusal.noArticle();
        }
        // A text declares nothing, like a page that is empty.
        Metadata metadata = new Metadata(ParsedPage.ofFragment("", guard));
        Sources sources = new Sources();
        String firstLine = text.strip().lines().findFirst().orElse("");
        String title = title(sources, Found.text(firstLine, Source.TEXT));
        return extracted(title, body, content, "", metadata, sources);
    }

    private static Extraction ofHtml(ParsedPage page) {
        Metadata metadata = new Metadata(page);
        Sources sources = new Sources();
        String title = title(sources, metadata.title());
        BodyHints hints = BodyHints.of(metadata.shownTitle(title), metadata.declaredLanguage());
        Body body = BodyReader.read(page, hints, metadata.declaredBody());
        String content = body.text(MAX_CONTENT);
        if (isTooShort(content) || Refusal.isWall(title, content)) {
            return Refusal.of(page.document(), title);
        }
        if (!metadata.declaresAnArticle() && Refusal.isIndex(body)) {
            return Refusal.index();
        }
        return extracted(title, body, content, page.base(), metadata, sources);
    }

    private static Extraction extracted(
            String title, Body body, String content, String base, Metadata metadata, Sources sources) {
        return new Extracted(new ArticleContent(
                title,
                content,
                MarkdownBody.of(body, base, MAX_CONTENT),
                Objects.requireNonNullElse(sources.take("authors", metadata.authors()), List.of()),
                sources.take("published_at", metadata.publishedAt()),
                sources.take("modified_at", metadata.modifiedAt()),
                sources.take("language", metadata.language(content)),
                sources.take("description", metadata.description()),
                sources.take("image", metadata.image()),
                sources.take("site_name", metadata.siteName()),
                sources.take("canonical_url", metadata.canonicalUrl()),
                Texts.words(content),
                ContentHash.of(content),
                sources.labels()));
    }

    /** Empty if there is none. */
    private static String title(Sources sources, @Nullable Found<String> title) {
        return Texts.line(sources.take("title", title), MAX_TITLE);
    }

    private static boolean isTooShort(String content) {
        // Long texts need not be weighed.
        return content.length() < SHORTEST_ARTICLE && Texts.weight(content) < SHORTEST_ARTICLE;
    }
}
