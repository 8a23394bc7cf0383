package dev.gleaner.extract.body;

import dev.gleaner.extract.page.DomIndex;
import dev.gleaner.extract.page.Texts;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of an article.
 *
 * @param paragraphs in order
 * @param blocks where they were read from; empty if they were not read from elements of the page
 * @param page where the blocks stand; null if there are none
 * @param passedOver the boilerplate around them, by the numbers of its elements
 */
public record Body(
        List<String> paragraphs,
        List<Block> blocks,
        @Nullable DomIndex page,
        BitSet passedOver) {
    static Body of(List<Block> blocks, DomIndex page, BitSet passedOver) {
        return new Body(blocks.stream().map(Block::text).toList(), blocks, page, passedOver);
    }

    static Body of(List<String> paragraphs) {
        return new Body(paragraphs, List.of(), null, new BitSet());
    }

    int chars() {
        return paragraphs.stream().mapToInt(String::length).sum();
    }

    int weight() {
        return blocks.isEmpty()
                ? paragraphs.stream().mapToInt(Texts::weight).sum()
                : blocks.stream().mapToInt(Block::weight).sum();
    }

    /** Plain text, paragraphs separated by a blank line. */
    public String text(int maxChars) {
        return Texts.cut(paragraphs.stream().collect(Collectors.joining("\n\n")), maxChars);
    }
}
