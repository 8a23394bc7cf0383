package dev.gleaner.extract.page;

import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * A page after parsing. Nobody changes the document from here on.
 *
 * @param index of all elements and texts of the document
 * @param url where the page came from; what relative references start from may be another address, by {@code base}
 */
public record ParsedPage(Document document, DomIndex index, String url) {
    /** A base that is longer is an attack on whoever resolves a thousand links by it. In chars. */
    private static final int LONGEST_BASE = 2_048;

    /** @param charset as the server named it */
    public static ParsedPage of(byte[] body, @Nullable String charset, String url, ReadingGuard guard) {
        guard.tags(TagCount.of(body));
        return of(PageParser.parse(PageDecoder.reader(body, charset), url, guard), url, guard);
    }

    /** A page that is to be read as XML, and as HTML only if it is none. */
    public static ParsedPage ofXhtml(byte[] body, @Nullable String charset, String url, ReadingGuard guard) {
        guard.tags(TagCount.of(body));
        @Nullable String html = Xhtml.asHtml(PageDecoder.decode(body, charset), url, guard);
        return html == null ? of(body, charset, url, guard) : of(PageParser.parse(html, url, guard), url, guard);
    }

    /** HTML that belongs into a body, as a string in a script may hold it. */
    public static ParsedPage ofFragment(String html, ReadingGuard guard) {
        return of(PageParser.parse(html, "", guard), "", guard);
    }

    /** The text of HTML that stands in a string, with its line breaks. */
    public static String text(String html, ReadingGuard guard) {
        return PageParser.parse(html, "", guard).wholeText();
    }

    /** The text of a page that is not HTML. */
    public static String plainText(byte[] body, @Nullable String charset) {
        return PageDecoder.decode(body, charset);
    }

    private static ParsedPage of(Document document, String url, ReadingGuard guard) {
        return new ParsedPage(document, DomIndex.of(document, document.body(), guard), url);
    }

    /** What relative references start from. */
    public String base() {
        String base = document.baseUri();
        return base.length() > LONGEST_BASE ? url : base;
    }
}
