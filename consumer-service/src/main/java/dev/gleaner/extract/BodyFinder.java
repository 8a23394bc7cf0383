package dev.gleaner.extract;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/**
 * Finds the body of the article: the element whose blocks are sentences. Every block speaks for the elements around it
 * if it reads like prose, and against them if it is made of links, the less the farther away they are.
 */
final class BodyFinder {
    /** What is left of a block's voice one element farther out. Measured on news pages. */
    private static final double DECAY = 0.8;

    private static final int LEVELS = 16;
    private static final double LINKED = 0.5;
    private static final int MIN_PROSE = 40;
    private static final int FULL_VOICE = 400;

    /** The share of an article before which no heading ends it. */
    private static final double CLOSING_PART = 0.5;

    private static final Pattern BODY_NAME = Pattern.compile(
            "(?i)article[_-]?(?:body|content|text)|(?:story|post|entry|content|main|body)[_-]?(?:body|content|text|article)");

    private BodyFinder() {}

    /** The blocks of the article; empty if there is no prose besides the boilerplate. */
    static List<Block> paragraphs(Document page, Set<Node> boilerplate, String title) {
        List<Block> blocks = Blocks.of(page.body(), boilerplate);
        @Nullable Element body = best(blocks);
        if (body == null) {
            return List.of();
        }
        Element whole = Chunks.around(body, blocks);
        return kept(
                blocks.stream().filter(block -> isInside(block.holder(), whole)).toList(), title);
    }

    private static @Nullable Element best(List<Block> blocks) {
        Map<Element, Double> scores = new IdentityHashMap<>();
        for (Block block : blocks) {
            double voice = voice(block);
            @Nullable Element element = block.holder();
            if (block.kind() == Block.Kind.TEXT && !element.normalName().equals("div")) {
                element = element.parent(); // a paragraph is no body by itself
            }
            for (int level = 0; element != null && level < LEVELS; level++, element = element.parent()) {
                scores.merge(element, voice, Double::sum);
                voice *= DECAY;
            }
        }
        @Nullable Element best = null;
        double bestScore = 0;
        for (Block block : blocks) {
            @Nullable Element element = block.holder();
            for (int level = 0; element != null && level < LEVELS; level++, element = element.parent()) {
                double score = scores.getOrDefault(element, 0.0) * trust(element);
                if (score > bestScore) {
                    best = element;
                    bestScore = score;
                }
            }
        }
        return best;
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

    private static double trust(Element element) {
        if (element.attr("itemprop").equals("articleBody")
                || element.attr("property").equals("articleBody")) {
            return 1.5;
        }
        if (element.normalName().equals("article")) {
            return 1.2;
        }
        String names = Texts.cut(element.className() + " " + element.id(), 500);
        return BODY_NAME.matcher(names).find() ? 1.2 : 1;
    }

    static boolean isInside(Element element, Element body) {
        for (Element at = element; at != null; at = at.parent()) {
            if (at == body) {
                return true;
            }
        }
        return false;
    }

    private static List<Block> kept(List<Block> blocks, String title) {
        List<Block> kept = new ArrayList<>();
        for (Block block : blocks) {
            if (Phrases.isLabel(block.text())) {
                continue;
            }
            if (block.kind() == Block.Kind.HEADING) {
                if (!block.text().equalsIgnoreCase(title)) {
                    kept.add(block); // a heading that is a link heads its paragraphs all the same
                }
                continue;
            }
            if (block.linkShare() <= LINKED && !block.text().equalsIgnoreCase(title)) {
                kept.add(block);
            } else if (block.linkShare() > LINKED && block.isSentence() && block.linkShare() < 0.8) {
                kept.add(block);
            }
        }
        dropWhatFollowsAClosingHeading(kept);
        dropLabelsAtTheEnds(kept);
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

    /** Only in the last part: an article may have a section about comments. */
    private static void dropWhatFollowsAClosingHeading(List<Block> blocks) {
        int chars = blocks.stream().mapToInt(Block::weight).sum();
        int before = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            boolean heads = block.kind() == Block.Kind.HEADING
                    || (block.kind() == Block.Kind.TEXT && block.weight() < 60 && !block.isSentence());
            if (heads && before > chars * CLOSING_PART && Phrases.isClosingHeading(block.text())) {
                blocks.subList(i, blocks.size()).clear();
                return;
            }
            before += block.weight();
        }
    }

    /** Before the first and behind the last sentence stand dates, names, counters and invitations. */
    private static void dropLabelsAtTheEnds(List<Block> blocks) {
        while (!blocks.isEmpty() && isLabel(blocks.getFirst())) {
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
                || (block.kind() == Block.Kind.TEXT && !block.isSentence() && block.weight() < 80);
    }
}
