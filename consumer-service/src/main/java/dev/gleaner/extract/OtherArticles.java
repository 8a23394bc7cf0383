package dev.gleaner.extract;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Pages go on with other articles below the one that was asked for, sometimes longer ones, and put cards of others into
 * it. Which one was asked for tells the title.
 */
final class OtherArticles {
    /** An article with less text than this may be but the head of one. */
    private static final int MIN_ARTICLE = 140;

    private static final int MIN_PROSE = 40;
    private static final double LINKED = 0.5;

    private OtherArticles() {}

    /** All blocks but those of other articles. */
    static List<Block> without(List<Block> blocks, String title) {
        Map<Element, Integer> prose = prose(blocks);
        if (prose.size() < 2) {
            return blocks;
        }
        @Nullable Element own = own(blocks, prose, title);
        if (own == null) {
            return blocks;
        }
        Map<Element, Boolean> others = new IdentityHashMap<>();
        List<Block> left = new ArrayList<>(blocks.size());
        for (Block block : blocks) {
            @Nullable Element article = block.article();
            if (article == null || !others.computeIfAbsent(article, it -> isOther(it, own))) {
                left.add(block);
            }
        }
        return left;
    }

    private static boolean isOther(Element article, Element own) {
        return !BodyFinder.isInside(article, own) && !BodyFinder.isInside(own, article);
    }

    /** The article that the title heads. */
    private static @Nullable Element own(List<Block> blocks, Map<Element, Integer> prose, String title) {
        for (Block block : blocks) {
            @Nullable Element article = block.article();
            if (article != null && block.isHeading(title) && prose.getOrDefault(article, 0) >= MIN_ARTICLE) {
                return article;
            }
        }
        return null;
    }

    /** How much prose each article holds, the articles within it left out. */
    private static Map<Element, Integer> prose(List<Block> blocks) {
        Map<Element, Integer> prose = new IdentityHashMap<>();
        for (Block block : blocks) {
            @Nullable Element article = block.article();
            if (article != null) {
                boolean counts = block.weight() >= MIN_PROSE
                        && block.linkShare() <= LINKED
                        && block.kind() != Block.Kind.HEADING;
                prose.merge(article, counts ? block.weight() : 0, Integer::sum);
            }
        }
        return prose;
    }
}
