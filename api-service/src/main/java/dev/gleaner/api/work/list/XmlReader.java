package dev.gleaner.api.work.list;

import dev.gleaner.url.ArticleUrl;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads feeds and sitemaps. A strict reader goes first, because it needs no tree of a large file; what it cannot read, a lenient
 * one reads again: feeds with an {@code &} that is none, or that break off, are common. Neither knows a document type: entities
 * that a file declares are not expanded, and nothing that it names is fetched.
 */
final class XmlReader {
    private static final Logger log = LoggerFactory.getLogger(XmlReader.class);

    /** The tree of a broken file takes tens of times its size; one with more is read as far as it is sound. */
    private static final int MOST_LENIENT_TAGS = 300_000;

    private static final int MOST_LENIENT_CHARACTERS = 8 << 20;

    private static final XMLInputFactory STRICT = strict();

    private XmlReader() {}

    private static XMLInputFactory strict() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched for a list");
        });
        return factory;
    }

    /** @param address of the file */
    static ListFile read(FileText file, ArticleUrl address) {
        FeedWalk walk = new FeedWalk(address.given());
        try (Reader reader = file.reader()) {
            strictly(reader, walk);
            return walk.found(false);
        } catch (XMLStreamException | IOException | RuntimeException broken) {
            // Some faults of a file are runtime exceptions of the reader.
            log.debug("A list is not well-formed: {}", broken.toString());
        }
        String text = file.text(MOST_LENIENT_CHARACTERS);
        if (text.length() >= MOST_LENIENT_CHARACTERS
                || text.chars().filter(c -> c == '<').limit(MOST_LENIENT_TAGS).count() == MOST_LENIENT_TAGS) {
            return walk.found(true);
        }
        FeedWalk again = new FeedWalk(address.given());
        leniently(text, again);
        String root = again.root();
        if (root != null && !isClosed(text, root)) {
            again.forgetLast();
        }
        return again.found(true);
    }

    private static void strictly(Reader reader, FeedWalk walk) throws XMLStreamException {
        XMLStreamReader xml = STRICT.createXMLStreamReader(reader);
        try {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        // Copied, for the reader forgets them.
                        var attributes = new HashMap<String, String>();
                        for (int i = 0; i < xml.getAttributeCount(); i++) {
                            String prefix = xml.getAttributePrefix(i);
                            String name = xml.getAttributeLocalName(i);
                            attributes.put(
                                    prefix == null || prefix.isEmpty() ? name : prefix + ":" + name,
                                    xml.getAttributeValue(i));
                        }
                        String prefix = xml.getPrefix();
                        walk.start(
                                prefix == null || prefix.isEmpty()
                                        ? xml.getLocalName()
                                        : prefix + ":" + xml.getLocalName(),
                                attributes::get);
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> walk.text(xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> walk.end();
                    default -> {}
                }
            }
        } finally {
            xml.close();
        }
    }

    private static void leniently(String text, FeedWalk walk) {
        Jsoup.parse(text, "", Parser.xmlParser()).traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    walk.text(words.getWholeText());
                } else if (node instanceof Element element && depth > 0) {
                    walk.start(element.tagName(), name -> element.hasAttr(name) ? element.attr(name) : null);
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element && depth > 0) {
                    walk.end();
                }
            }
        });
    }

    /** Whether the end tag of the outermost element is there, with whatever prefix. */
    private static boolean isClosed(String text, String root) {
        int at = text.lastIndexOf("</");
        return at >= 0 && text.substring(at).toLowerCase(Locale.ROOT).contains(root);
    }
}
