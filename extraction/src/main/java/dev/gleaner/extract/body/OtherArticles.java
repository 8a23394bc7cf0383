package dev.gleaner.extract.body;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Drops other articles: pages continue with them below the requested one, sometimes longer ones, and put cards of others
 * into it. The title tells which one was requested.
 */
final class OtherArticles {
    /** An article with less text than this may be only the head of one. */
    private static final int MIN_ARTICLE = 140;

    /** An article without a heading may be the rest of the one before it, if that has less text than this. */
    private static final int WHOLE_ARTICLE = 500;

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
        boolean whole = prose.getOrDefault(own, 0) >= WHOLE_ARTICLE;
        Set<Element> headed = headed(blocks);
        Map<Element, Boolean> others = new IdentityHashMap<>();
        List<Block> left = new ArrayList<>(blocks.size());
        for (Block block : blocks) {
            @Nullable Element article = block.article();
            if (article == null
                    || !others.computeIfAbsent(article, it -> (whole || headed.contains(it)) && isOther(it, own))) {
                left.add(block);
            }
        }
        return left;
    }

    /** The articles that begin with a heading of their own; one that begins with prose continues the one before. */
    private static Set<Element> headed(List<Block> blocks) {
        Set<Element> headed = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Element> begun = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Block block : blocks) {
            @Nullable Element article = block.article();
            if (article != null && !begun.contains(article)) {
                if (block.kind() == Block.Kind.HEADING) {
                    headed.add(article);
                }
                if (isProse(block)) {
                    begun.add(article);
                }
            }
        }
        return headed;
    }

    private static boolean isProse(Block block) {
        return block.weight() >= MIN_PROSE && block.linkShare() <= LINKED && block.kind() != Block.Kind.HEADING;
    }

    private static boolean isOther(Element article, Element own) {
        return !isInside(article, own) && !isInside(own, article);
    }

    private static boolean isInside(Element element, Element outer) {
        for (Element at = element; at != null; at = at.parent()) {
            if (at == outer) {
                return true;
            }
        }
        return false;
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

    /** How much prose each article holds, without the articles inside it. */
    private static Map<Element, Integer> prose(List<Block> blocks) {
        Map<Element, Integer> prose = new IdentityHashMap<>();
        for (Block block : blocks) {
            @Nullable Element article = block.article();
            if (article != null) {
                prose.merge(article, isProse(block) ? block.weight() : 0, Integer::sum);
            }
        }
        return prose;
    }
}
