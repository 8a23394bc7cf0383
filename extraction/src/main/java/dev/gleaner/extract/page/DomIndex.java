package dev.gleaner.extract.page;

import java.util.Arrays;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * The elements and texts of a page, numbered in document order, with what everybody asks about an element: what its tag
 * makes it and what its class and id suggest. One walk over the tree collects it; all later walks are loops over numbers,
 * and what they find fits into sets of numbers.
 */
public final class DomIndex {
    private static final int TEXT = 1 << 30;

    /** Set for an element with attributes besides class and id; most have none. */
    private static final int FURTHER_ATTRIBUTES = 1 << 29;

    private final ClassNames names = new ClassNames();
    private final ReadingGuard guard;
    private final int first;
    private Node[] nodes = new Node[2_048];
    private int[] tags = new int[2_048];
    private int[] ends = new int[2_048];
    private ClassHints[] hints = new ClassHints[2_048];
    private int size;
    private int depth;

    private DomIndex(Element root, Element body, ReadingGuard guard) {
        this.guard = guard;
        root.traverse(new Numbering());
        int number = 0;
        while (nodes[number] != body) {
            number++;
        }
        this.first = number;
    }

    /**
     * Indexes everything below an element.
     *
     * @param body an element below it, or itself: where texts begin
     */
    static DomIndex of(Element root, Element body, ReadingGuard guard) {
        return new DomIndex(root, body, guard);
    }

    /** For the loops of whoever reads the page: each asks whether the reading goes on. */
    public ReadingGuard guard() {
        return guard;
    }

    public int size() {
        return size;
    }

    /** The number of the body element. */
    public int body() {
        return first;
    }

    /** The number of what follows an element and all that it holds. */
    public int end(int number) {
        return ends[number];
    }

    public boolean isText(int number) {
        return (tags[number] & TEXT) != 0;
    }

    public TextNode text(int number) {
        return (TextNode) nodes[number];
    }

    public Element element(int number) {
        return (Element) nodes[number];
    }

    /** Whether the tag of an element has one of these bits of {@link Tags}; a text has none. */
    public boolean is(int number, int tag) {
        return (tags[number] & tag) != 0;
    }

    /** What the class and the id of an element suggest. */
    public ClassHints hints(int number) {
        return hints[number];
    }

    /** The same for an element whose number is not known. */
    public ClassHints hints(Element element) {
        return names.hints(element.attr("class"), element.attr("id"));
    }

    /** Whether an element has other attributes than class and id. */
    public boolean hasFurtherAttributes(int number) {
        return (tags[number] & FURTHER_ATTRIBUTES) != 0;
    }

    /** Sees the elements and texts of the body, in document order. */
    public interface Visitor {
        void text(int number);

        /** At the start of an element; whether to visit what it holds. */
        boolean enter(int number);

        /** At the end of an element whose content was visited. */
        void leave(int number);
    }

    /** Shows a visitor the content of the body, without the body element itself. */
    public void walk(Visitor visitor) {
        int[] open = new int[depth + 1];
        int level = 0;
        for (int i = first + 1; i < ends[first]; ) {
            guard.turn();
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

    /** Comments and the contents of scripts get no number. */
    private final class Numbering implements NodeVisitor {
        private int[] open = new int[64];

        @Override
        public void head(Node node, int level) {
            guard.turn();
            if (node instanceof Element element) {
                if (level >= open.length) {
                    open = Arrays.copyOf(open, 2 * level);
                }
                open[level] = size;
                depth = Math.max(depth, level);
                add(element);
            } else if (node instanceof TextNode) {
                add(node, TEXT, ClassHints.NONE);
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
            add(element, tag, ClassHints.NONE);
            return;
        }
        Attributes attributes = element.attributes(); // read directly: their names are in lower case
        String classes = attributes.get("class");
        further -= classes.isEmpty() ? 0 : 1;
        String id = further == 0 ? "" : attributes.get("id");
        further -= id.isEmpty() ? 0 : 1;
        add(element, further == 0 ? tag : tag | FURTHER_ATTRIBUTES, names.hints(classes, id));
    }

    private void add(Node node, int tag, ClassHints suggested) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * size);
            tags = Arrays.copyOf(tags, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            hints = Arrays.copyOf(hints, 2 * size);
        }
        nodes[size] = node;
        tags[size] = tag;
        ends[size] = size + 1;
        hints[size] = suggested;
        size++;
    }
}
