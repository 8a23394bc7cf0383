package dev.gleaner.extract.page;

import java.io.StringReader;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.nodes.CDataNode;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Document.OutputSettings.Syntax;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page that is XML and writes it down as the HTML that means the same, so that there is one kind of document
 * further on. In XML, {@code <script/>} and {@code <title/>} are whole elements, where HTML would swallow the page in
 * search of their ends; scripts hold entities; and {@code CDATA} is text.
 */
final class Xhtml {
    private static final String NAMESPACE = "http://www.w3.org/1999/xhtml";

    /** Elements that have no end in HTML (HTML Standard, section 13.1.2). */
    private static final Set<String> VOID = Set.of(
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
            "wbr");

    private static final XMLInputFactory CHECK = check();

    private Xhtml() {}

    /** The same page as HTML; null if it is no well-formed XML. */
    static @Nullable String asHtml(String page, String url, ReadingGuard guard) {
        String text = page.strip();
        if (!isWellFormed(text, guard)) {
            return null;
        }
        Document xml = PageParser.parseXml(text, url, guard);
        for (Element element : xml.getAllElements()) {
            guard.turn();
            plainName(element);
            switch (element.tagName()) {
                case "script", "style" -> raw(element);
                default -> ended(element);
            }
        }
        xml.nodeStream(CDataNode.class)
                .toList()
                .forEach(section -> section.replaceWith(new TextNode(section.getWholeText())));
        xml.outputSettings().syntax(Syntax.html).prettyPrint(false);
        return xml.outerHtml();
    }

    /** No prefix for what is HTML. */
    private static void plainName(Element element) {
        if (!element.tag().prefix().isEmpty() && element.tag().namespace().equals(NAMESPACE)) {
            element.tagName(element.tag().localName());
        }
    }

    /** What XML escapes and HTML does not. */
    private static void raw(Element element) {
        String data = element.data() + element.wholeText();
        element.empty();
        element.appendChild(new DataNode(data.replace("</", "<\\/")));
    }

    private static void ended(Element element) {
        if (element.childNodeSize() == 0 && !VOID.contains(element.tagName())) {
            element.appendChild(new TextNode(""));
        }
    }

    /** As XML without a definition of its type, which may be somebody else's: the names of HTML's entities are known. */
    private static boolean isWellFormed(String page, ReadingGuard guard) {
        try {
            XMLStreamReader reader = CHECK.createXMLStreamReader(new StringReader(page));
            try {
                while (reader.hasNext()) {
                    guard.turn();
                    reader.next();
                }
                return true;
            } finally {
                reader.close();
            }
        } catch (ReadingStoppedException stopped) {
            throw stopped;
        } catch (XMLStreamException | RuntimeException otherwise) {
            return false;
        }
    }

    private static XMLInputFactory check() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        // No definition is read, so that no entity is, of the page or from elsewhere.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }
}
