package dev.gleaner.extract.markdown;

import dev.gleaner.extract.page.Addresses;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Document;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.markdown.MarkdownRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * Markdown that somebody else wrote, made as harmless as our own: it is read and written anew, raw HTML becomes text that shows
 * it, and links and pictures that lead anywhere but to http, https or a mailbox lose their address.
 */
public final class GivenMarkdown {
    private static final int LONGEST_ADDRESS = 2_048;
    private static final Pattern BLANK_LINES = Pattern.compile("\\R\\s*\\R");
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final MarkdownRenderer MARKDOWN =
            MarkdownRenderer.builder().extensions(EXTENSIONS).build();
    private static final TextContentRenderer TEXT = TextContentRenderer.builder()
            .extensions(EXTENSIONS)
            .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS)
            .build();

    private final Node document;

    private GivenMarkdown(Node document) {
        this.document = document;
    }

    /** @param base that relative addresses stand under */
    public static GivenMarkdown read(String markdown, String base) {
        Node document = PARSER.parse(markdown);
        document.accept(new Cleaning(base));
        return new GivenMarkdown(document);
    }

    /** Of plain text whose paragraphs are separated by blank lines; nothing in it becomes a heading or a list. */
    public static String ofText(String text) {
        Document document = new Document();
        for (String lines : BLANK_LINES.split(text)) {
            if (!lines.isBlank()) {
                Paragraph paragraph = new Paragraph();
                paragraph.appendChild(new Text(lines.strip().replaceAll("\\s+", " ")));
                document.appendChild(paragraph);
            }
        }
        return MARKDOWN.render(document).strip();
    }

    public String markdown() {
        return MARKDOWN.render(document).strip();
    }

    /** What a reader sees of it, blocks separated by blank lines. */
    public String text() {
        Node copy = PARSER.parse(markdown());
        copy.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                visitChildren(link);
                unwrap(link);
            }

            @Override
            public void visit(Image image) {
                visitChildren(image);
                unwrap(image);
            }
        });
        return TEXT.render(copy).strip();
    }

    /** Leaves what it holds. */
    private static void unwrap(Node node) {
        for (Node child = node.getFirstChild(); child != null; ) {
            Node next = child.getNext();
            node.insertBefore(child);
            child = next;
        }
        node.unlink();
    }

    private static final class Cleaning extends AbstractVisitor {
        private final String base;

        Cleaning(String base) {
            this.base = base;
        }

        @Override
        public void visit(HtmlInline html) {
            replace(html, new Text(html.getLiteral()));
        }

        @Override
        public void visit(HtmlBlock html) {
            Paragraph shown = new Paragraph();
            shown.appendChild(new Text(html.getLiteral().strip().replaceAll("\\s+", " ")));
            replace(html, shown);
        }

        @Override
        public void visit(Link link) {
            visitChildren(link);
            String address = address(link.getDestination());
            if (address.isEmpty()) {
                unwrap(link);
            } else {
                link.setDestination(address);
            }
        }

        @Override
        public void visit(Image image) {
            visitChildren(image);
            String address = address(image.getDestination());
            if (address.isEmpty() || address.startsWith("mailto:")) {
                unwrap(image);
            } else {
                image.setDestination(address);
            }
        }

        private String address(String given) {
            if (given.startsWith("mailto:") && given.length() <= LONGEST_ADDRESS) {
                return given;
            }
            String absolute = Addresses.absolute(base, given, LONGEST_ADDRESS);
            return absolute == null ? "" : absolute;
        }

        private static void replace(Node node, Node other) {
            node.insertBefore(other);
            node.unlink();
        }
    }
}
