package dev.gleaner.extract.page;

import java.io.Reader;
import java.io.StringReader;
import java.util.Iterator;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

/** Has HTML parsed step by step, so that the elements that are made of it can be counted on the way. */
final class PageParser {
    private PageParser() {}

    static Document parse(Reader html, String url, ReadingGuard guard) {
        try (StreamParser parser = new StreamParser(Parser.htmlParser())) {
            parser.parse(new GuardedReader(html, guard), url);
            Iterator<Element> ended = parser.iterator();
            while (ended.hasNext()) {
                ended.next();
                guard.element();
            }
            return parser.document();
        }
    }

    static Document parse(String html, String url, ReadingGuard guard) {
        guard.tags(TagCount.of(html));
        return parse(new StringReader(html), url, guard);
    }

    /** Of XML each tag makes one element, so there is nothing to count besides the tags. */
    static Document parseXml(String xml, String url, ReadingGuard guard) {
        try (StreamParser parser = new StreamParser(Parser.xmlParser())) {
            parser.parse(new GuardedReader(new StringReader(xml), guard), url);
            parser.iterator().forEachRemaining(ended -> guard.turn());
            return parser.document();
        }
    }
}
