package dev.gleaner.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/** The pictures between the first and the last block of an article. */
final class Pictures implements NodeFilter {
    private static final int MAX_PICTURES = 100;
    private static final int MAX_ADDRESS = 2_048;
    private static final int MAX_TEXT = 500;

    /** In CSS pixels; what is smaller is a sign, a face or a counter. */
    private static final int MIN_SIDE = 100;

    private static final int LEVELS = 64;

    /** Where pages that load pictures late keep the address. */
    private static final List<String> ADDRESSES = List.of("data-src", "data-original", "data-lazy-src", "src");

    private static final Pattern NO_PICTURE = Pattern.compile(
            "(?i)avatar|gravatar|logo|icon|emoji|sprite|spacer|pixel|placeholder|blank\\.|1x1|badge|button|tracking|\\.svg(?:$|\\?)");

    /** The elements that are never text, and still hold the pictures of an article. */
    private static final Set<String> FRAMES = Set.of("figure", "picture", "noscript");

    private final Map<Node, Integer> blockOf = new IdentityHashMap<>();
    private final Set<Node> passedOver;
    private final String base;
    private final int last;
    private final Map<Integer, List<String>> found = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private int next = -1;

    private Pictures(List<Block> blocks, Set<Node> passedOver, String base) {
        this.passedOver = passedOver;
        this.base = base;
        this.last = blocks.size() - 1;
        for (int i = 0; i < blocks.size(); i++) {
            blockOf.put(blocks.get(i).words().getFirst(), i);
        }
    }

    /** As Markdown, by the index of the block that they stand before. */
    static Map<Integer, List<String>> between(List<Block> blocks, Set<Node> passedOver, String base) {
        Pictures pictures = new Pictures(blocks, passedOver, base);
        common(blocks.getFirst().holder(), blocks.getLast().holder()).filter(pictures);
        return pictures.found;
    }

    private static Element common(Element first, Element last) {
        Set<Element> around = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
        @Nullable Element at = first;
        for (int level = 0; at != null && level < LEVELS; level++, at = at.parent()) {
            around.add(at);
        }
        at = last;
        for (int level = 0; at != null && level < LEVELS; level++, at = at.parent()) {
            if (around.contains(at)) {
                return at;
            }
        }
        return first;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        @Nullable Integer block = blockOf.get(node);
        if (block != null) {
            next = block + 1;
            return next > last ? FilterResult.STOP : FilterResult.CONTINUE;
        }
        if (!(node instanceof Element element)) {
            return FilterResult.CONTINUE;
        }
        if (next >= 0 && element.nameIs("img")) {
            add(element);
        }
        return passedOver.contains(node) && !FRAMES.contains(element.normalName())
                ? FilterResult.SKIP_ENTIRELY
                : FilterResult.CONTINUE;
    }

    private void add(Element image) {
        String names = image.className() + " " + image.attr("src");
        if (seen.size() >= MAX_PICTURES
                || isSmall(image.attr("width"))
                || isSmall(image.attr("height"))
                || NO_PICTURE.matcher(Texts.cut(names, MAX_ADDRESS)).find()) {
            return;
        }
        for (String attribute : ADDRESSES) {
            @Nullable String address = Addresses.absolute(base, image.attr(attribute), MAX_ADDRESS);
            if (address != null) {
                if (seen.add(address)) {
                    found.computeIfAbsent(next, index -> new ArrayList<>()).add(written(image, address));
                }
                return;
            }
        }
    }

    private static String written(Element image, String address) {
        StringBuilder text = new StringBuilder("![");
        MarkdownEscape.append(text, Texts.line(image.attr("alt"), MAX_TEXT));
        text.append("](");
        MarkdownInline.appendAddress(text, address);
        return text.append(')').toString();
    }

    private static boolean isSmall(String side) {
        String digits = side.toLowerCase(Locale.ROOT).replace("px", "").strip();
        return !digits.isEmpty()
                && digits.length() < 5
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(digits) < MIN_SIDE;
    }
}
