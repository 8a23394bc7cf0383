package dev.gleaner.extract.markdown;

import dev.gleaner.extract.body.Block;
import dev.gleaner.extract.body.Body;
import dev.gleaner.extract.page.DomIndex;
import dev.gleaner.extract.page.ReadingGuard;
import dev.gleaner.extract.page.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Writes the blocks of an article as Markdown: CommonMark with the tables of GitHub Flavored Markdown, no raw HTML.
 *
 * <p>It is made of the same blocks as the plain text, so both say the same, and what belongs to the article is decided
 * once. That is why no library that turns HTML into Markdown is used: they read elements, not the part of
 * their text that was chosen, and would have to be given a cleaned copy of the tree.
 */
public final class MarkdownBody {
    private static final int LEVELS = 64;

    /** Quotes and lists inside each other; what is nested deeper stays at this depth. */
    private static final int MAX_CONTAINERS = 8;

    private static final int MAX_CODE = 100_000;
    private static final Pattern LANGUAGE =
            Pattern.compile("(?:^|\\s)(?:language|lang|highlight-source|brush:)-?\\s?([A-Za-z0-9+#]{1,20})");

    private final String base;
    private final int maxChars;
    private final Map<Integer, List<String>> pictures;
    private final ReadingGuard guard;
    private final StringBuilder out = new StringBuilder();

    /** Adjacent lists would merge into one; every second one gets another marker. */
    private final Map<Element, Boolean> otherSign = new IdentityHashMap<>();

    /** Tables that hold no data; their cells are paragraphs. */
    private final Set<Element> layouts = Collections.newSetFromMap(new IdentityHashMap<>());

    private final ItemNumbers numbers = new ItemNumbers();

    private List<Element> open = List.of();
    private boolean tight;
    private boolean full;

    private MarkdownBody(String base, int maxChars, Map<Integer, List<String>> pictures, ReadingGuard guard) {
        this.guard = guard;
        this.base = base;
        this.maxChars = maxChars;
        this.pictures = pictures;
    }

    /**
     * @param base what relative links start from
     * @param maxChars no block is begun that would make the result longer
     */
    public static String of(Body body, String base, int maxChars) {
        @Nullable DomIndex page = body.page();
        if (page == null || body.blocks().isEmpty()) {
            return plain(body.paragraphs(), maxChars);
        }
        Map<Integer, List<String>> pictures = Pictures.between(body.blocks(), page, body.passedOver(), base);
        MarkdownBody markdown = new MarkdownBody(base, maxChars, pictures, page.guard());
        markdown.write(body.blocks());
        return markdown.out.isEmpty() ? plain(body.paragraphs(), maxChars) : markdown.out.toString();
    }

    /** Plain paragraphs, in which nothing is markup. */
    static String plain(List<String> paragraphs, int maxChars) {
        String text = paragraphs.stream().map(MarkdownEscape::paragraph).collect(Collectors.joining("\n\n"));
        String cut = Texts.cut(text, maxChars);
        boolean splitsAnEscape = cut.length() < text.length() && MarkdownInline.longestRun(tail(cut), '\\') % 2 == 1;
        return splitsAnEscape ? cut.substring(0, cut.length() - 1) : cut;
    }

    /** The backslashes at the end. */
    private static String tail(String text) {
        int start = text.length();
        while (start > 0 && text.charAt(start - 1) == '\\') {
            start--;
        }
        return text.substring(start);
    }

    private void write(List<Block> blocks) {
        for (int i = 0; i < blocks.size() && !full; ) {
            guard.turn();
            for (String picture : pictures.getOrDefault(i, List.of())) {
                writeLines(List.of(), List.of(picture), false);
            }
            i = writeFrom(blocks, i);
        }
    }

    /** Writes the block at an index, with all that belong to the same table or code; the index of the next. */
    private int writeFrom(List<Block> blocks, int index) {
        Block block = blocks.get(index);
        @Nullable Element table = MarkdownTable.around(block);
        if (table != null && !layouts.contains(table)) {
            int end = endOf(blocks, index, table);
            List<String> lines = MarkdownTable.lines(blocks.subList(index, end), base);
            if (!lines.isEmpty()) {
                writeLines(containers(table), lines, false);
                return end;
            }
            layouts.add(table);
        }
        @Nullable Element code = enclosing(block.holder(), "pre");
        if (code != null) {
            int end = endOf(blocks, index, code);
            writeLines(containers(code), codeLines(blocks.subList(index, end), code), false);
            return end;
        }
        int rank = block.kind() == Block.Kind.HEADING ? rank(block.holder()) : 0;
        if (rank > 0) {
            String text = MarkdownEscape.headingEnd(MarkdownInline.line(block, base));
            writeLines(containers(block.holder()), List.of("#".repeat(rank) + " " + text), false);
        } else {
            String text = MarkdownInline.of(block, base);
            List<String> lines = text.lines().map(MarkdownEscape::lineStart).toList();
            writeLines(containers(block.holder()), lines, true);
        }
        return index + 1;
    }

    private static int endOf(List<Block> blocks, int start, Element whole) {
        int end = start + 1;
        while (end < blocks.size() && isInside(blocks.get(end).holder(), whole)) {
            end++;
        }
        return end;
    }

    private static boolean isInside(Element element, Element whole) {
        @Nullable Element at = element;
        for (int level = 0; at != null && level < LEVELS; level++, at = at.parent()) {
            if (at == whole) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Element enclosing(Element start, String name) {
        @Nullable Element at = start;
        for (int level = 0; at != null && level < LEVELS; level++, at = at.parent()) {
            if (at.nameIs(name)) {
                return at;
            }
        }
        return null;
    }

    /** The title of the article is of the first rank, so nothing in its body is. */
    private static int rank(Element holder) {
        @Nullable Element at = holder;
        for (int level = 0; at != null && level < 3; level++, at = at.parent()) {
            String name = at.normalName();
            if (name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6') {
                return Math.max(2, name.charAt(1) - '0');
            }
        }
        return 0;
    }

    private static List<String> codeLines(List<Block> blocks, Element pre) {
        StringBuilder code = new StringBuilder();
        for (Block block : blocks) {
            if (!code.isEmpty() && code.charAt(code.length() - 1) != '\n') {
                code.append('\n');
            }
            for (Node node : block.words()) {
                if (code.length() < MAX_CODE) {
                    code.append(node instanceof TextNode words ? Texts.storable(words.getWholeText()) : "\n");
                }
            }
        }
        String fence = "`".repeat(Math.max(3, MarkdownInline.longestRun(code, '`') + 1));
        List<String> lines = new ArrayList<>();
        lines.add(fence + language(pre));
        code.toString().stripTrailing().lines().dropWhile(String::isBlank).forEach(lines::add);
        lines.add(fence);
        return lines;
    }

    private static String language(Element pre) {
        @Nullable Element child = pre.firstElementChild();
        String names = Texts.cut(pre.className() + " " + (child == null ? "" : child.className()), 200);
        Matcher language = LANGUAGE.matcher(names);
        return language.find() ? language.group(1) : "";
    }

    /** The quotes and list items around an element, from the outermost. */
    private static List<Element> containers(Element holder) {
        List<Element> containers = new ArrayList<>();
        @Nullable Element at = holder;
        for (int level = 0; at != null && level < LEVELS; level++, at = at.parent()) {
            boolean item = at.nameIs("li") && at.parent() != null && isList(at.parent());
            if (item || at.nameIs("blockquote")) {
                containers.add(at);
            }
        }
        Collections.reverse(containers);
        return containers.subList(0, Math.min(MAX_CONTAINERS, containers.size()));
    }

    private static boolean isList(Element element) {
        return element.nameIs("ul") || element.nameIs("ol");
    }

    private void writeLines(List<Element> containers, List<String> lines, boolean words) {
        if (lines.isEmpty()) {
            return;
        }
        int common = 0;
        while (common < containers.size() && common < open.size() && containers.get(common) == open.get(common)) {
            common++;
        }
        StringBuilder written = new StringBuilder();
        StringBuilder further = new StringBuilder();
        String shared = "";
        for (int i = 0; i < containers.size(); i++) {
            Element container = containers.get(i);
            String marker =
                    container.nameIs("blockquote") ? "> " : marker(container, i < open.size() ? open.get(i) : null);
            String continued = container.nameIs("blockquote") ? "> " : " ".repeat(marker.length());
            written.append(i < common ? continued : marker);
            further.append(continued);
            shared = i < common ? further.toString() : shared;
        }
        String rest = further.toString();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (i > 0) {
                written.append('\n').append(line.isEmpty() ? rest.stripTrailing() : rest);
            }
            written.append(line);
        }
        boolean close = words && tight && isNextItem(containers, common);
        // Between blocks of the same quote, its marker continues.
        String gap = out.isEmpty() ? "" : close ? "\n" : "\n" + shared.stripTrailing() + "\n";
        if (out.length() + gap.length() + written.length() > maxChars) {
            full = true;
            return;
        }
        out.append(gap).append(written);
        open = containers;
        tight = words;
    }

    /** Whether a block begins another item of the list that the last one stood in, or a list inside that item. */
    private boolean isNextItem(List<Element> containers, int common) {
        if (common >= containers.size() || !containers.get(common).nameIs("li")) {
            return false;
        }
        Element item = containers.get(common);
        if (common == open.size()) {
            // Only a bulleted list, or one that counts from 1, may interrupt a paragraph.
            return common > 0 && open.getLast().nameIs("li") && (isBulleted(item) || numbers.of(item) == 1);
        }
        return open.get(common).parent() == item.parent();
    }

    private String marker(Element item, @Nullable Element before) {
        @Nullable Element list = item.parent();
        if (list == null) {
            return "- ";
        }
        Boolean other = otherSign.get(list);
        if (other == null) {
            @Nullable Element lastList = before != null && before.nameIs("li") ? before.parent() : null;
            other = lastList != null && lastList != list && !otherSign.getOrDefault(lastList, false);
            otherSign.put(list, other);
        }
        return isBulleted(item) ? (other ? "* " : "- ") : numbers.of(item) + (other ? ") " : ". ");
    }

    private static boolean isBulleted(Element item) {
        return item.parent() == null || !item.parent().nameIs("ol");
    }
}
