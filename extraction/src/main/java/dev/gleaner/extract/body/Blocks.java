package dev.gleaner.extract.body;

import dev.gleaner.extract.page.DomIndex;
import dev.gleaner.extract.page.Line;
import dev.gleaner.extract.page.Tags;
import dev.gleaner.extract.page.Texts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Cuts the text below an element into blocks, in the order of the page. */
final class Blocks implements DomIndex.Visitor {
    /** A page of 5 MiB can hold a million empty elements; no article has this many paragraphs. */
    private static final int MAX_BLOCKS = 20_000;

    /** A longer heading is a paragraph in large letters. */
    private static final int MAX_HEADING = 350;

    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

    private final List<Block> blocks = new ArrayList<>();
    private List<Node> words = new ArrayList<>();
    private int firstWord;
    private final Line text = new Line(1_024);
    private Element holder;
    private int linkChars;
    private int linkDepth;
    private int headerDepth;
    private final Deque<Element> articles = new ArrayDeque<>();
    private boolean lineBroken;

    private final DomIndex page;
    private final BitSet passedOver;

    private Blocks(DomIndex page, BitSet passedOver) {
        this.page = page;
        this.passedOver = passedOver;
        holder = page.element(page.body());
    }

    /** @param passedOver the numbers of the elements to leave out with all that they hold */
    static List<Block> of(DomIndex page, BitSet passedOver) {
        Blocks blocks = new Blocks(page, passedOver);
        page.walk(blocks);
        blocks.flush();
        return blocks.blocks;
    }

    @Override
    public void text(int number) {
        TextNode run = page.text(number);
        addWord(number, run);
        add(run.getWholeText());
    }

    @Override
    public boolean enter(int number) {
        if (passedOver.get(number)) {
            return false;
        }
        if (page.is(number, Tags.BREAK)) {
            addWord(number, page.element(number));
            breakLine();
        } else if (page.is(number, Tags.BLOCK)) {
            flush();
            holder = page.element(number);
            headerDepth += page.is(number, Tags.HEADER) ? 1 : 0;
            if (page.is(number, Tags.ARTICLE)) {
                articles.push(holder);
            }
        } else if (page.is(number, Tags.LINK)) {
            linkDepth++;
        }
        return true;
    }

    @Override
    public void leave(int number) {
        if (page.is(number, Tags.BLOCK)) {
            flush();
            headerDepth -= page.is(number, Tags.HEADER) ? 1 : 0;
            if (page.is(number, Tags.ARTICLE)) {
                articles.pop();
            }
            Element parent = page.element(number).parent();
            if (parent != null) {
                holder = parent;
            }
        } else if (page.is(number, Tags.LINK)) {
            linkDepth--;
        }
    }

    private void addWord(int number, Node word) {
        if (words.isEmpty()) {
            firstWord = number;
        }
        words.add(word);
    }

    private void add(String words) {
        if (words.isBlank()) {
            text.appendSpace();
            return;
        }
        text.append(words);
        lineBroken = false;
        if (linkDepth > 0) {
            linkChars += words.strip().length();
        }
    }

    /** Pages without paragraph elements separate paragraphs by two line breaks in a row. */
    private void breakLine() {
        if (lineBroken) {
            flush();
        } else {
            text.appendSpace();
            lineBroken = true;
        }
    }

    private void flush() {
        String block = text.take();
        if (!block.isEmpty() && blocks.size() < MAX_BLOCKS) {
            double linkShare = Math.min(1.0, (double) linkChars / block.length());
            int weight = Texts.weight(block);
            blocks.add(new Block(
                    holder,
                    block,
                    weight,
                    linkShare,
                    kind(weight),
                    headerDepth > 0,
                    articles.peek(),
                    words,
                    firstWord));
            words = new ArrayList<>();
        } else {
            words.clear();
        }
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
