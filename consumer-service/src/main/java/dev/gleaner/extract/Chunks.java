package dev.gleaner.extract;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Bodies are often split: every paragraph, or what stands between two advertisements, is in a box of its own. The best
 * box is then only a part of the body, and what its neighbours hold is prose, too.
 */
final class Chunks {
    private static final int LEVELS = 12;

    /** So much of what an outer element adds must be prose. */
    private static final double PURE = 0.75;

    private static final int MIN_PROSE = 80;
    private static final double MIN_ADDED = 0.04;
    private static final double MIN_UNLIKE = 0.35;

    private static final int ALIKE = 0;
    private static final int UNLIKE = 1;
    private static final int OTHER = 2;

    private Chunks() {}

    /** The outermost element around a part of a body that adds hardly anything but prose to it. */
    static Element around(Element part, List<Block> blocks) {
        Map<Element, int[]> sums = sums(part, blocks, boxes(part, blocks));
        Element whole = part;
        int[] has = sums.getOrDefault(part, new int[3]);
        @Nullable Element outer = part.parent();
        for (int level = 0; outer != null && level < LEVELS; level++, outer = outer.parent()) {
            if (outer.nameIs("body")) {
                break;
            }
            int[] sum = sums.getOrDefault(outer, has);
            int alike = sum[ALIKE] - has[ALIKE];
            int prose = alike + sum[UNLIKE] - has[UNLIKE];
            int other = sum[OTHER] - has[OTHER];
            int had = has[ALIKE] + has[UNLIKE];
            boolean much = alike >= Math.max(MIN_PROSE, had * MIN_ADDED) || prose >= had * MIN_UNLIKE;
            if (much && prose >= PURE * (prose + other)) {
                whole = outer;
                has = sum;
            }
        }
        return whole;
    }

    /** How much prose and how much else the elements around a part hold. */
    private static Map<Element, int[]> sums(Element part, List<Block> blocks, Set<String> boxes) {
        Map<Element, int[]> sums = new IdentityHashMap<>();
        @Nullable Element outer = part;
        for (int level = 0; outer != null && level <= LEVELS; level++, outer = outer.parent()) {
            sums.put(outer, new int[3]);
        }
        for (Block block : blocks) {
            boolean prose = isProse(block);
            if (prose && block.kind() != Block.Kind.TEXT) {
                continue;
            }
            int kind = !prose ? OTHER : boxes.contains(box(block)) ? ALIKE : UNLIKE;
            int weight = block.weight();
            for (Element at = block.holder(); at != null; at = at.parent()) {
                int @Nullable [] sum = sums.get(at);
                if (sum != null) {
                    sum[kind] += weight;
                }
            }
        }
        return sums;
    }

    /** How the boxes of the paragraphs of a part are called; a standfirst or a box about the company is called otherwise. */
    private static Set<String> boxes(Element part, List<Block> blocks) {
        Set<String> boxes = new HashSet<>();
        for (Block block : blocks) {
            if (isProse(block) && BodyFinder.isInside(block.holder(), part)) {
                boxes.add(box(block));
            }
        }
        return boxes;
    }

    /** Numbers are left out: many systems number their boxes. */
    private static String box(Block block) {
        Element holder = block.holder();
        @Nullable Element parent = holder.parent();
        String names = holder.normalName()
                + (parent == null ? "" : " in " + parent.normalName() + ' ' + Texts.cut(parent.className(), 200));
        StringBuilder box = new StringBuilder(names.length());
        for (int i = 0; i < names.length(); i++) {
            char c = names.charAt(i);
            if (c < '0' || c > '9') {
                box.append(c);
            }
        }
        return box.toString();
    }

    private static boolean isProse(Block block) {
        return switch (block.kind()) {
            case HEADING -> block.linkShare() <= 0.5;
            case ITEM -> block.linkShare() <= 0.3;
            case TEXT -> block.linkShare() <= 0.3 && block.weight() >= MIN_PROSE;
        };
    }
}
