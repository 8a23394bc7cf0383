package dev.gleaner.extract;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Node;

/**
 * The text of an article.
 *
 * @param paragraphs in order
 * @param blocks where they were read from; empty if they were not read from elements of the page
 * @param passedOver the boilerplate around them
 */
record Body(List<String> paragraphs, List<Block> blocks, Set<Node> passedOver) {
    static Body of(List<Block> blocks, Set<Node> passedOver) {
        return new Body(blocks.stream().map(Block::text).toList(), blocks, passedOver);
    }

    static Body of(List<String> paragraphs) {
        return new Body(paragraphs, List.of(), Set.of());
    }

    int chars() {
        return paragraphs.stream().mapToInt(String::length).sum();
    }

    int weight() {
        return paragraphs.stream().mapToInt(Texts::weight).sum();
    }

    /** Plain text, paragraphs separated by a blank line. */
    String text(int maxChars) {
        return Texts.cut(paragraphs.stream().collect(Collectors.joining("\n\n")), maxChars);
    }
}
