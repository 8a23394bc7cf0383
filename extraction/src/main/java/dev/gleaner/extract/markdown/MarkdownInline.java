package dev.gleaner.extract.markdown;

import dev.gleaner.extract.body.Block;
import dev.gleaner.extract.page.Addresses;
import dev.gleaner.extract.page.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** Writes the words of one block with their links, emphasis and code; everything else in them is plain text. */
final class MarkdownInline {
    private static final int MAX_ADDRESS = 2_048;

    /** Of elements between a word and its block; a hostile page nests thousands. */
    private static final int MAX_MARKS = 24;

    /** Stands for the stars of other emphasis; stars right next to them would join them. */
    private static final char EDGE = '\ue000';

    private enum Gap {
        NONE,
        SPACE,
        BREAK
    }

    /** Which marks may still be written, from the outermost to the innermost. */
    private enum Level {
        LINK,
        STRONG,
        EMPHASIS,
        CODE,
        TEXT;

        Level inner() {
            return values()[ordinal() + 1];
        }
    }

    /** Words with the same marks, without white space at their ends. */
    private record Run(Gap before, Words words, @Nullable String link, boolean strong, boolean emphasis, boolean code) {
        String text() {
            return words.text();
        }

        @Nullable
        Object mark(Level level) {
            return switch (level) {
                case LINK -> link;
                case STRONG -> strong ? Boolean.TRUE : null;
                case EMPHASIS -> emphasis ? Boolean.TRUE : null;
                case CODE -> code ? Boolean.TRUE : null;
                case TEXT -> null;
            };
        }
    }

    /** Consecutive texts, joined only once, however many there are. */
    private static final class Words {
        private String text;
        private @Nullable StringBuilder more;

        Words(String text) {
            this.text = text;
        }

        void add(String next) {
            if (more == null) {
                more = new StringBuilder(text);
            }
            more.append(next);
        }

        String text() {
            if (more != null) {
                text = more.toString();
                more = null;
            }
            return text;
        }
    }

    private final List<Run> runs = new ArrayList<>();
    private final boolean breaks;
    private final boolean codes;
    private final String base;
    private final StringBuilder out = new StringBuilder();

    private MarkdownInline(String base, boolean breaks, boolean codes) {
        this.base = base;
        this.breaks = breaks;
        this.codes = codes;
    }

    /** In lines that are ended by a hard line break; the first one begins a block. */
    static String of(Block block, String base) {
        return of(List.of(block), base, true, true);
    }

    /** In one line, as headings need it. */
    static String line(Block block, String base) {
        return of(List.of(block), base, false, true);
    }

    /** As the cell of a table: there a bar ends the cell even in code. */
    static String cell(List<Block> blocks, String base) {
        return of(blocks, base, false, false);
    }

    private static String of(List<Block> blocks, String base, boolean breaks, boolean codes) {
        MarkdownInline inline = new MarkdownInline(base, breaks, codes);
        Gap gap = Gap.NONE;
        for (Block block : blocks) {
            inline.read(block, gap);
            gap = Gap.SPACE;
        }
        inline.write(0, inline.runs.size(), Level.LINK, ' ', ' ', false);
        return inline.out.toString();
    }

    private void read(Block block, Gap first) {
        Gap gap = first;
        for (Node node : block.words()) {
            if (node instanceof TextNode words) {
                String given = words.getWholeText();
                String text = Texts.squeezed(given);
                if (text.isEmpty()) {
                    gap = gap == Gap.NONE && !given.isEmpty() && isSpace(given.charAt(0)) ? Gap.SPACE : gap;
                    continue;
                }
                if (gap == Gap.NONE && isSpace(given.charAt(0))) {
                    gap = Gap.SPACE;
                }
                add(gap, text, words, block.holder());
                gap = isSpace(given.charAt(given.length() - 1)) ? Gap.SPACE : Gap.NONE;
            } else {
                gap = breaks ? Gap.BREAK : Gap.SPACE;
            }
        }
    }

    private void add(Gap gap, String text, TextNode words, Element holder) {
        @Nullable String link = null;
        boolean strong = false;
        boolean emphasis = false;
        boolean code = false;
        @Nullable Element at = words.parent() instanceof Element parent ? parent : null;
        for (int i = 0; at != null && at != holder && i < MAX_MARKS; i++, at = at.parent()) {
            switch (at.normalName()) {
                case "a" -> link = link == null ? address(at) : link;
                case "b", "strong" -> strong = true;
                case "i", "em" -> emphasis = true;
                case "code", "kbd", "samp", "tt" -> code = codes;
                default -> {
                    // says nothing that Markdown could say
                }
            }
        }
        Gap before = runs.isEmpty() ? Gap.NONE : gap;
        Run run = new Run(before, new Words(text), link, strong, emphasis, code);
        @Nullable Run last = runs.isEmpty() ? null : runs.getLast();
        if (last != null && before != Gap.BREAK && isAlike(last, run)) {
            if (before == Gap.SPACE) {
                last.words().add(" ");
            }
            last.words().add(text);
            return;
        }
        if (last != null && before == Gap.NONE && (last.code() || last.text().endsWith("`"))) {
            // Right behind other code, its signs would be taken for those of the other.
            run = new Run(before, new Words(text), link, strong, emphasis, false);
        }
        runs.add(run);
    }

    private static boolean isAlike(Run one, Run other) {
        return Objects.equals(one.link(), other.link())
                && one.strong() == other.strong()
                && one.emphasis() == other.emphasis()
                && one.code() == other.code();
    }

    /** A link to a place on the same page leads nowhere once the text has left the page. */
    private @Nullable String address(Element link) {
        String reference = link.attr("href");
        return reference.startsWith("#") ? null : Addresses.absolute(base, reference, MAX_ADDRESS);
    }

    /**
     * Writes runs, which have the same marks on all outer levels.
     *
     * @param before and {@code after}: what stands around them, as far as emphasis depends on it
     * @param nested whether they stand in emphasis
     */
    private void write(int from, int to, Level level, char before, char after, boolean nested) {
        if (level == Level.TEXT) {
            for (int i = from; i < to; i++) {
                writeGap(i, from);
                MarkdownEscape.append(out, runs.get(i).text());
            }
            return;
        }
        for (int i = from; i < to; ) {
            @Nullable Object mark = runs.get(i).mark(level);
            int end = i + 1;
            while (end < to && Objects.equals(mark, runs.get(end).mark(level))) {
                end++;
            }
            writeGap(i, from);
            char previous = i == from ? before : neighbour(i, i - 1);
            char next = end == to ? after : neighbour(end, end);
            if (mark == null) {
                write(i, end, level.inner(), previous, next, nested);
            } else {
                writeMarked(i, end, level, previous, next, nested);
            }
            i = end;
        }
    }

    private void writeMarked(int from, int to, Level level, char previous, char next, boolean nested) {
        switch (level) {
            case LINK -> {
                if (!out.isEmpty() && out.charAt(out.length() - 1) == '!') {
                    out.insert(out.length() - 1, '\\'); // otherwise it would be an image
                }
                out.append('[');
                write(from, to, level.inner(), '[', ']', nested);
                out.append("](");
                appendAddress(Objects.requireNonNull(runs.get(from).link()));
                out.append(')');
            }
            case CODE -> writeCode(from, to);
            case STRONG, EMPHASIS, TEXT -> {
                boolean written = (previous == EDGE || opens(previous, firstOf(from), nested))
                        && (next == EDGE || opens(next, lastOf(to), nested))
                        && (previous == EDGE || out.isEmpty() || out.charAt(out.length() - 1) != '*');
                String sign = !written ? "" : level == Level.STRONG ? "**" : "*";
                out.append(sign);
                write(from, to, level.inner(), written ? EDGE : previous, written ? EDGE : next, nested || written);
                out.append(sign);
            }
        }
    }

    /**
     * Whether stars between two characters begin emphasis (or end it, mirrored): those that begin with a sign of punctuation
     * must not follow a letter. Inside other emphasis they must not be able to end it, either.
     */
    private static boolean opens(char outside, char inside, boolean nested) {
        if (Character.isWhitespace(outside)) {
            return true;
        }
        return nested
                ? isPunctuation(outside) && !isPunctuation(inside)
                : isPunctuation(outside) || !isPunctuation(inside);
    }

    private char firstOf(int run) {
        Run first = runs.get(run);
        return first.code() ? '`' : first.text().charAt(0);
    }

    private char lastOf(int end) {
        Run last = runs.get(end - 1);
        return last.code() ? '`' : last.text().charAt(last.text().length() - 1);
    }

    /** What stands beside a border between runs: a space where there is a gap, else the nearest character of a run. */
    private char neighbour(int border, int run) {
        if (runs.get(border).before() != Gap.NONE) {
            return ' ';
        }
        Run other = runs.get(run);
        boolean linkBetween =
                !Objects.equals(runs.get(border).link(), runs.get(border - 1).link());
        if (linkBetween && other.link() != null) {
            return run < border ? ')' : '[';
        }
        return run < border ? lastOf(run + 1) : firstOf(run);
    }

    /** The gap before a run; the one before the first run of a group stands outside of its marks. */
    private void writeGap(int run, int from) {
        if (run == from) {
            return;
        }
        switch (runs.get(run).before()) {
            case NONE -> {
                // nothing between them
            }
            case SPACE -> out.append(' ');
            case BREAK -> out.append("\\\n");
        }
    }

    private void writeCode(int from, int to) {
        StringBuilder code = new StringBuilder();
        for (int i = from; i < to; i++) {
            code.append(i > from && runs.get(i).before() != Gap.NONE ? " " : "")
                    .append(runs.get(i).text());
        }
        String fence = "`".repeat(longestRun(code, '`') + 1);
        String space = code.charAt(0) == '`' || code.charAt(code.length() - 1) == '`' ? " " : "";
        out.append(fence).append(space).append(code).append(space).append(fence);
    }

    static int longestRun(CharSequence text, char sign) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == sign ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private void appendAddress(String address) {
        appendAddress(out, address);
    }

    /** What would end an address, or begin an entity in it, is escaped as addresses are, or as text is. */
    static void appendAddress(StringBuilder out, String address) {
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            switch (c) {
                case '(' -> out.append("%28");
                case ')' -> out.append("%29");
                case '*' -> out.append("%2A");
                case '&', '|' -> out.append('\\').append(c);
                default -> out.append(c);
            }
        }
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Punctuation and symbols, as CommonMark 0.31 takes them. */
    private static boolean isPunctuation(char c) {
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL,
                    Character.SURROGATE -> // half of an emoji most of the time
                true;
            default -> false;
        };
    }
}
