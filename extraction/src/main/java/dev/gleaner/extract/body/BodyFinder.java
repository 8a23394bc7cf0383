package dev.gleaner.extract.body;

import dev.gleaner.extract.page.DomIndex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Finds the body of the article: the element whose blocks are sentences. Every block speaks for the elements around it
 * if it reads like prose, and against them if it is made of links, the less the farther away they are.
 */
final class BodyFinder {
    /** How much of a block's voice is left one element farther out. Measured on news pages. */
    private static final double DECAY = 0.8;

    /** A heading is not a closing one if more of the article than this follows it. */
    private static final double GOING_ON = 0.15;

    /** The most blocks between the title and the body: a lead, names, dates and buttons. */
    private static final int LEAD_BLOCKS = 15;

    private static final int LEVELS = 16;
    private static final double LINKED = 0.5;
    private static final int MIN_PROSE = 40;
    private static final int FULL_VOICE = 400;

    /** The share of an article before which no heading ends it. */
    private static final double CLOSING_PART = 0.5;

    private static final double MOST_TRUST = 1.5;

    private BodyFinder() {}

    /** The blocks of the article; empty if there is no prose besides the boilerplate. */
    static List<Block> paragraphs(DomIndex page, BitSet boilerplate, BodyHints hints) {
        List<Block> blocks = OtherArticles.without(Blocks.of(page, boilerplate), hints.title());
        @Nullable Element body = best(blocks, page);
        if (body == null) {
            return List.of();
        }
        BitSet whole = SiblingGrowth.around(body, blocks);
        if (hints.leads()) {
            addLead(whole, blocks, hints.title());
        }
        return kept(
                whole.stream()
                        .mapToObj(blocks::get)
                        .filter(block -> !block.inHeader() || (hints.leads() && block.isLead()))
                        .toList(),
                hints);
    }

    /** Everything the page marks as a paragraph, for pages that are not built like an article. */
    static List<Block> allParagraphs(DomIndex page, BitSet boilerplate, BodyHints hints) {
        return kept(
                OtherArticles.without(Blocks.of(page, boilerplate), hints.title()).stream()
                        .filter(block -> block.holder().nameIs("p") || block.kind() == Block.Kind.HEADING)
                        .toList(),
                hints);
    }

    /** What stands between the title and the body introduces the article, if it reads so. */
    private static void addLead(BitSet body, List<Block> blocks, String title) {
        int first = body.nextSetBit(0);
        for (int i = first - 1; i >= Math.max(0, first - LEAD_BLOCKS); i--) {
            if (blocks.get(i).isHeading(title) || blocks.get(i).holder().nameIs("h1")) {
                for (int lead = i + 1; lead < first; lead++) {
                    if (blocks.get(lead).isLead()) {
                        body.set(lead);
                        return;
                    }
                }
                return;
            }
        }
    }

    private static @Nullable Element best(List<Block> blocks, DomIndex page) {
        Map<Element, Score> scores = new IdentityHashMap<>();
        List<Score> inOrder = new ArrayList<>();
        for (Block block : blocks) {
            page.guard().turn();
            double voice = voice(block);
            @Nullable Element element = block.holder();
            if (block.kind() == Block.Kind.TEXT && !element.nameIs("div")) {
                element = element.parent(); // a single paragraph is not a body
            }
            for (int level = 0; element != null && level < LEVELS; level++, element = element.parent()) {
                Score score = scores.get(element);
                if (score == null) {
                    score = new Score(element);
                    scores.put(element, score);
                    inOrder.add(score);
                }
                score.value += voice;
                voice *= DECAY;
            }
        }
        @Nullable Element best = null;
        double bestScore = 0;
        for (Score score : inOrder) {
            if (score.value * MOST_TRUST > bestScore) {
                double value = score.value * trust(score.element, page);
                if (value > bestScore) {
                    best = score.element;
                    bestScore = value;
                }
            }
        }
        return best;
    }

    private static final class Score {
        private final Element element;
        private double value;

        Score(Element element) {
            this.element = element;
        }
    }

    private static double voice(Block block) {
        int weight = Math.min(block.weight(), FULL_VOICE);
        if (block.linkShare() > LINKED) {
            return -Math.min(weight, 60);
        }
        return switch (block.kind()) {
            case HEADING -> 0;
            case ITEM -> block.isSentence() ? weight * 0.5 : -5;
            case TEXT -> weight >= MIN_PROSE ? weight * (1 - block.linkShare()) : -5;
        };
    }

    private static double trust(Element element, DomIndex page) {
        if (element.attr("itemprop").equals("articleBody")
                || element.attr("property").equals("articleBody")) {
            return MOST_TRUST;
        }
        if (element.nameIs("article")) {
            return 1.2;
        }
        return page.hints(element).body() ? 1.2 : 1;
    }

    private static List<Block> kept(List<Block> blocks, BodyHints hints) {
        List<Block> kept = new ArrayList<>();
        for (Block block : blocks) {
            if (Phrases.isLabel(block.text()) || isAside(block)) {
                continue;
            }
            if (block.kind() == Block.Kind.HEADING) {
                if (!block.text().equalsIgnoreCase(hints.title())) {
                    kept.add(block); // a heading that is a link still heads its paragraphs
                }
                continue;
            }
            if (block.linkShare() <= LINKED && !block.text().equalsIgnoreCase(hints.title())) {
                kept.add(block);
            } else if (block.linkShare() > LINKED && block.isSentence() && block.linkShare() < 0.8) {
                kept.add(block);
            }
        }
        dropWhatFollowsAClosingHeading(kept);
        dropLabelsAtTheEnds(kept, hints);
        List<Block> paragraphs = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            Block block = kept.get(i);
            boolean headsNothing = block.kind() == Block.Kind.HEADING
                    && block.linkShare() > LINKED
                    && (i + 1 == kept.size() || kept.get(i + 1).kind() == Block.Kind.HEADING);
            if (!headsNothing) {
                paragraphs.add(block);
            }
        }
        return paragraphs;
    }

    /** What stands between paragraphs without belonging to them. */
    private static boolean isAside(Block block) {
        return block.kind() == Block.Kind.TEXT
                && ((!block.isSentence() && Phrases.isCredit(block.text())) || Phrases.isEmbedConsent(block.text()));
    }

    /**
     * Only in the last part: an article may have a section about comments. What is called related may also stand between
     * two paragraphs; then the article goes on.
     */
    private static void dropWhatFollowsAClosingHeading(List<Block> blocks) {
        int chars = blocks.stream().mapToInt(Block::weight).sum();
        int before = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            boolean heads = block.kind() == Block.Kind.HEADING
                    || (block.kind() == Block.Kind.TEXT && block.weight() < 60 && !block.isSentence());
            if (heads
                    && before > chars * CLOSING_PART
                    && Phrases.isClosingHeading(block.text())
                    && prose(blocks.subList(i, blocks.size())) < chars * GOING_ON) {
                blocks.subList(i, blocks.size()).clear();
                return;
            }
            before += block.weight();
        }
    }

    private static int prose(List<Block> blocks) {
        return blocks.stream()
                .filter(block -> block.kind() != Block.Kind.HEADING && block.isSentence() && block.linkShare() < 0.3)
                .mapToInt(Block::weight)
                .sum();
    }

    /** Before the first and behind the last sentence stand dates, names, counters and invitations. */
    private static void dropLabelsAtTheEnds(List<Block> blocks, BodyHints hints) {
        while (!blocks.isEmpty()
                && isLabel(blocks.getFirst())
                && !(hints.leads() && blocks.getFirst().isLead())) {
            blocks.removeFirst();
        }
        while (!blocks.isEmpty()
                && (isLabel(blocks.getLast())
                        || Phrases.isInvitation(blocks.getLast().text()))) {
            blocks.removeLast();
        }
    }

    private static boolean isLabel(Block block) {
        return block.kind() == Block.Kind.HEADING
                || (block.kind() == Block.Kind.TEXT
                        && !block.isSentence()
                        && block.weight() < 80
                        && !block.holder().nameIs("blockquote")); // who is quoted
    }
}
