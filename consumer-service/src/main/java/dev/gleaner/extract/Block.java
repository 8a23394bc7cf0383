package dev.gleaner.extract;

import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * A run of text between two boundaries of blocks: a paragraph, a heading, a list item, a table cell.
 *
 * @param holder the element that it stands in
 * @param linkShare the part of its characters that are links, 0 to 1
 * @param words the text nodes and line breaks that it was made of
 */
record Block(Element holder, String text, double linkShare, Kind kind, List<Node> words) {
    enum Kind {
        TEXT,
        HEADING,
        ITEM
    }

    int weight() {
        return Texts.weight(text);
    }

    /** Whether it reads like a sentence rather than like a label. */
    boolean isSentence() {
        return text.length() >= 20 && ENDS.indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    private static final String ENDS = ".!?…。！？:;\"”»’“')]।؟۔｡」』";
}
