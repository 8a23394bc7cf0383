package dev.gleaner.extract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Cuts the text below an element into blocks, in the order of the page. */
final class Blocks implements NodeFilter {
    /** A page of 5 MiB can hold a million empty elements; no article has this many paragraphs. */
    private static final int MAX_BLOCKS = 20_000;

    /** What is longer is a paragraph in large letters. */
    private static final int MAX_HEADING = 350;

    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

    private final List<Block> blocks = new ArrayList<>();
    private List<Node> words = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private Element holder;
    private int linkChars;
    private int linkDepth;
    private int headerDepth;
    private final Deque<Element> articles = new ArrayDeque<>();
    private boolean lineBroken;

    private final Set<Node> passedOver;

    private Blocks(Element root, Set<Node> passedOver) {
        this.passedOver = passedOver;
        holder = root;
    }

    static List<Block> of(Element root, Set<Node> passedOver) {
        Blocks blocks = new Blocks(root, passedOver);
        root.filter(blocks);
        blocks.flush();
        return blocks.blocks;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (passedOver.contains(node)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        if (node instanceof TextNode run) {
            words.add(run);
            add(run.getWholeText());
        } else if (node instanceof Element element) {
            String name = element.normalName();
            if (name.equals("br")) {
                words.add(element);
                breakLine();
            } else if (element.isBlock() || name.equals("td") || name.equals("th")) {
                flush();
                holder = element;
                headerDepth += name.equals("header") ? 1 : 0;
                if (name.equals("article")) {
                    articles.push(element);
                }
            } else if (name.equals("a")) {
                linkDepth++;
            }
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            String name = element.normalName();
            if (element.isBlock() || name.equals("td") || name.equals("th")) {
                flush();
                headerDepth -= name.equals("header") ? 1 : 0;
                if (name.equals("article")) {
                    articles.pop();
                }
                Element parent = element.parent();
                if (parent != null) {
                    holder = parent;
                }
            } else if (name.equals("a")) {
                linkDepth--;
            }
        }
        return FilterResult.CONTINUE;
    }

    private void add(String words) {
        if (words.isBlank()) {
            text.append(' ');
            return;
        }
        text.append(words);
        lineBroken = false;
        if (linkDepth > 0) {
            linkChars += words.strip().length();
        }
    }

    /** Two line breaks in a row are how pages without paragraphs part them. */
    private void breakLine() {
        if (lineBroken) {
            flush();
        } else {
            text.append(' ');
            lineBroken = true;
        }
    }

    private void flush() {
        String block = Texts.squeezed(text.toString());
        if (!block.isEmpty() && blocks.size() < MAX_BLOCKS) {
            double linkShare = Math.min(1.0, (double) linkChars / block.length());
            int weight = Texts.weight(block);
            blocks.add(
                    new Block(holder, block, weight, linkShare, kind(weight), headerDepth > 0, articles.peek(), words));
            words = new ArrayList<>();
        } else {
            words.clear();
        }
        text.setLength(0);
        linkChars = 0;
        lineBroken = false;
    }

    private Block.Kind kind(int weight) {
        Element element = holder;
        for (int level = 0; element != null && level < 3; level++, element = element.parent()) {
            String name = element.normalName();
            if (HEADINGS.contains(name)) {
                return weight > MAX_HEADING ? Block.Kind.TEXT : Block.Kind.HEADING;
            }
            if (name.equals("li") || name.equals("td") || name.equals("th") || name.equals("dd")) {
                return Block.Kind.ITEM;
            }
        }
        return Block.Kind.TEXT;
    }
}
