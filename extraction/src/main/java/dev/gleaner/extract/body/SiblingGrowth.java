package dev.gleaner.extract.body;

import dev.gleaner.extract.page.Texts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Lets a body grow over the siblings of its element. Bodies are often split: every paragraph, or the text between two
 * advertisements, is in a box of its own. The best box is then only a part of the body, and its siblings hold prose, too.
 */
final class SiblingGrowth {
    private static final int LEVELS = 12;

    /** The share of prose in what an outer element must add. */
    private static final double PURE = 0.75;

    private static final int MIN_PROSE = 80;
    private static final double MIN_ADDED = 0.04;
    private static final double MIN_UNLIKE = 0.35;

    private static final int ALIKE = 0;
    private static final int UNLIKE = 1;
    private static final int OTHER = 2;

    private final List<Block> blocks;
    private final List<List<Group>> levels = new ArrayList<>();

    private SiblingGrowth(Element part, List<Block> blocks) {
        this.blocks = blocks;
        Map<Element, Integer> places = new IdentityHashMap<>();
        @Nullable Element outer = part;
        for (int level = 0;
                outer != null && !outer.nameIs("body") && level <= LEVELS;
                level++, outer = outer.parent()) {
            places.put(outer, level);

            levels.add(new ArrayList<>());
        }
        for (int i = 0; i < blocks.size(); i++) {
            place(i, places);
        }
    }

    /** The blocks of one sibling, from the first to the last. */
    private static final class Group {
        private final @Nullable Element box;
        private final int first;
        private int last;
        private final int[] sum = new int[3];

        Group(@Nullable Element box, int first) {
            this.box = box;
            this.first = first;
        }
    }

    private void place(int index, Map<Element, Integer> places) {
        @Nullable Element box = null;
        for (Element at = blocks.get(index).holder(); at != null; at = at.parent()) {
            @Nullable Integer level = places.get(at);
            if (level != null) {
                List<Group> groups = levels.get(level);
                if (groups.isEmpty() || groups.getLast().box != box || box == null) {
                    groups.add(new Group(box, index));
                }
                groups.getLast().last = index;
                return;
            }
            box = at;
        }
    }

    /** Which blocks belong to the body that an element is a part of. */
    static BitSet around(Element part, List<Block> blocks) {
        return new SiblingGrowth(part, blocks).grown();
    }

    private BitSet grown() {
        BitSet body = new BitSet(blocks.size());
        if (levels.isEmpty()) {
            body.set(0, blocks.size());
            return body;
        }
        levels.getFirst().forEach(group -> body.set(group.first, group.last + 1));
        Set<String> boxes = new HashSet<>();
        body.stream().mapToObj(blocks::get).filter(SiblingGrowth::isProse).forEach(block -> boxes.add(box(block)));
        int[] has = new int[3];
        levels.getFirst().forEach(group -> add(group, boxes, has));
        int items = body.stream()
                .mapToObj(blocks::get)
                .filter(block -> block.kind() == Block.Kind.ITEM && isProse(block))
                .mapToInt(Block::weight)
                .sum();
        int[] sum = has.clone();
        for (int level = 1; level < levels.size(); level++) {
            List<Group> groups = levels.get(level);
            groups.forEach(group -> add(group, boxes, sum));
            int had = has[ALIKE] + has[UNLIKE] + items;
            int alike = sum[ALIKE] - has[ALIKE];
            int prose = alike + sum[UNLIKE] - has[UNLIKE];
            int other = sum[OTHER] - has[OTHER];
            boolean much = alike >= Math.max(MIN_PROSE, had * MIN_ADDED) || prose >= had * MIN_UNLIKE;
            if (much && prose >= PURE * (prose + other)) {
                for (List<Group> inner : levels.subList(1, level + 1)) {
                    inner.forEach(group -> body.set(group.first, group.last + 1));
                }
                System.arraycopy(sum, 0, has, 0, sum.length);
            } else {
                addAlike(groups, body, has, had);
            }
        }
        return body;
    }

    /** Takes only the siblings that are like the body, and the headings between them. */
    private void addAlike(List<Group> groups, BitSet body, int[] has, int had) {
        int alike = 0;
        for (Group group : groups) {
            alike += isAlike(group) ? group.sum[ALIKE] : 0;
        }
        if (alike < Math.max(MIN_PROSE, had * MIN_ADDED)) {
            return;
        }
        int before = body.nextSetBit(0);
        int after = body.length();
        for (Group group : groups) {
            if (isAlike(group)) {
                body.set(group.first, group.last + 1);
                for (int i = 0; i < has.length; i++) {
                    has[i] += group.sum[i];
                }
            }
        }
        int first = Math.min(before, body.nextSetBit(0));
        int last = Math.max(after, body.length());
        for (Group group : groups) {
            if (group.sum[OTHER] == 0 && group.first > first && group.last < last) {
                body.set(group.first, group.last + 1);
            }
        }
    }

    private static boolean isAlike(Group group) {
        int prose = group.sum[ALIKE] + group.sum[UNLIKE];
        return group.sum[ALIKE] >= MIN_PROSE && prose >= PURE * (prose + group.sum[OTHER]);
    }

    /** Adds up a group, and adds it to a sum of several. */
    private void add(Group group, Set<String> boxes, int[] sums) {
        for (int i = group.first; i <= group.last; i++) {
            Block block = blocks.get(i);
            boolean prose = isProse(block);
            if (prose && block.kind() != Block.Kind.TEXT) {
                continue;
            }
            int kind = !prose ? OTHER : boxes.contains(box(block)) ? ALIKE : UNLIKE;
            group.sum[kind] += block.weight();
            sums[kind] += block.weight();
        }
    }

    /** Names the box of a block, without digits: many systems number their boxes. */
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
