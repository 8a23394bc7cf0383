package dev.gleaner.extract.page;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * A page after parsing. Nobody changes the document from here on.
 *
 * @param index of all elements and texts of the document
 * @param url where the page came from; what relative references start from may be another address, by {@code base}
 */
public record ParsedPage(Document document, DomIndex index, String url) {
    /** @param charset as the server named it */
    public static ParsedPage of(byte[] body, @Nullable String charset, String url) {
        return of(Parser.htmlParser().parseInput(PageDecoder.reader(body, charset), url), url);
    }

    /** A page that is to be read as XML, and as HTML only if it is none. */
    public static ParsedPage ofXhtml(byte[] body, @Nullable String charset, String url) {
        @Nullable String html = Xhtml.asHtml(PageDecoder.decode(body, charset), url);
        return html == null ? of(body, charset, url) : of(Parser.htmlParser().parseInput(html, url), url);
    }

    /** HTML that belongs into a body, as a string in a script may hold it. */
    public static ParsedPage ofFragment(String html) {
        return of(Jsoup.parseBodyFragment(html), "");
    }

    /** The text of a page that is not HTML. */
    public static String plainText(byte[] body, @Nullable String charset) {
        return PageDecoder.decode(body, charset);
    }

    private static ParsedPage of(Document document, String url) {
        return new ParsedPage(document, DomIndex.of(document, document.body()), url);
    }

    /** What relative references start from. */
    public String base() {
        return document.baseUri();
    }
}
