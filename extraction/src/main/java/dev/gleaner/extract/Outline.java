package dev.gleaner.extract;

import java.util.Arrays;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * The elements and texts of a page, numbered in the order in which they stand in it, with what everybody asks of an element:
 * what it is by its tag and what its names say. Found out in one walk, so that all later ones are loops over numbers, and
 * what these find can be kept in sets of numbers.
 */
final class Outline {
    private static final int TEXT = 1 << 30;

    /** That there are other attributes than class and id, which most elements have not. */
    private static final int FURTHER_ATTRIBUTES = 1 << 29;

    private final Names names;
    private final int first;
    private Node[] nodes = new Node[2_048];
    private int[] tags = new int[2_048];
    private int[] ends = new int[2_048];
    private Names.Said[] said = new Names.Said[2_048];
    private int size;
    private int depth;

    private Outline(Element root, Element body, Names names) {
        this.names = names;
        root.traverse(new Numbering());
        int number = 0;
        while (nodes[number] != body) {
            number++;
        }
        this.first = number;
    }

    /**
     * Of all below an element.
     *
     * @param body an element below it, or itself: where texts begin
     */
    static Outline of(Element root, Element body, Names names) {
        return new Outline(root, body, names);
    }

    int size() {
        return size;
    }

    /** The number of the element in which the texts stand. */
    int body() {
        return first;
    }

    /** The number of what follows behind an element and all that it holds. */
    int end(int number) {
        return ends[number];
    }

    boolean isText(int number) {
        return (tags[number] & TEXT) != 0;
    }

    TextNode text(int number) {
        return (TextNode) nodes[number];
    }

    Element element(int number) {
        return (Element) nodes[number];
    }

    /** Whether the tag of an element is one of those that some bits of {@link Tags} mean; a text has none. */
    boolean is(int number, int tag) {
        return (tags[number] & tag) != 0;
    }

    /** What the names of an element say. */
    Names.Said said(int number) {
        return said[number];
    }

    /** The same for an element whose number is not known. */
    Names.Said said(Element element) {
        return names.of(element.attr("class"), element.attr("id"));
    }

    /** Whether an element has other attributes than class and id. */
    boolean hasFurtherAttributes(int number) {
        return (tags[number] & FURTHER_ATTRIBUTES) != 0;
    }

    /** Is shown what stands in an element. */
    interface Visitor {
        void text(int number);

        /** At the beginning of an element; whether to go on with what it holds. */
        boolean enter(int number);

        /** At the end of an element that was gone into. */
        void leave(int number);
    }

    /** Shows a visitor all that stands in the body, itself left out. */
    void walk(Visitor visitor) {
        int[] open = new int[depth + 1];
        int level = 0;
        for (int i = first + 1; i < ends[first]; ) {
            if (isText(i)) {
                visitor.text(i++);
            } else if (visitor.enter(i)) {
                open[level++] = i++;
            } else {
                i = ends[i];
            }
            while (level > 0 && ends[open[level - 1]] == i) {
                visitor.leave(open[--level]);
            }
        }
    }

    /** Comments, and the contents of scripts, get no number. */
    private final class Numbering implements NodeVisitor {
        private int[] open = new int[64];

        @Override
        public void head(Node node, int level) {
            if (node instanceof Element element) {
                if (level >= open.length) {
                    open = Arrays.copyOf(open, 2 * level);
                }
                open[level] = size;
                depth = Math.max(depth, level);
                add(element);
            } else if (node instanceof TextNode) {
                add(node, TEXT, Names.Said.NOTHING);
            }
        }

        @Override
        public void tail(Node node, int level) {
            if (node instanceof Element) {
                ends[open[level]] = size;
            }
        }
    }

    private void add(Element element) {
        int tag = Tags.of(element);
        int further = element.attributesSize();
        if (further == 0) {
            add(element, tag, Names.Said.NOTHING);
            return;
        }
        Attributes attributes = element.attributes(); // asked directly: their names are in lower case
        String classes = attributes.get("class");
        further -= classes.isEmpty() ? 0 : 1;
        String id = further == 0 ? "" : attributes.get("id");
        further -= id.isEmpty() ? 0 : 1;
        add(element, further == 0 ? tag : tag | FURTHER_ATTRIBUTES, names.of(classes, id));
    }

    private void add(Node node, int tag, Names.Said saying) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * size);
            tags = Arrays.copyOf(tags, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            said = Arrays.copyOf(said, 2 * size);
        }
        nodes[size] = node;
        tags[size] = tag;
        ends[size] = size + 1;
        said[size] = saying;
        size++;
    }
}
