package dev.gleaner.extract.markdown;

import dev.gleaner.extract.body.Block;
import dev.gleaner.extract.page.Addresses;
import dev.gleaner.extract.page.DomIndex;
import dev.gleaner.extract.page.Tags;
import dev.gleaner.extract.page.Texts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The pictures between the first and the last block of an article. */
final class Pictures {
    private static final int MAX_PICTURES = 100;
    private static final int MAX_ADDRESS = 2_048;
    private static final int MAX_TEXT = 500;

    /** In CSS pixels; anything smaller is an icon, an avatar or a counter. */
    private static final int MIN_SIDE = 100;

    /** The attributes with the address; pages that load pictures lazily keep it in the first ones. */
    private static final List<String> ADDRESSES = List.of("data-src", "data-original", "data-lazy-src", "src");

    /** What icons, avatars and counters are called, in their class or address; in lower case. */
    private static final List<String> NO_PICTURE = List.of(
            "avatar",
            "logo",
            "icon",
            "emoji",
            "sprite",
            "spacer",
            "pixel",
            "placeholder",
            "blank.",
            "1x1",
            "badge",
            "button",
            "tracking",
            ".svg?");

    private final String base;
    private final Map<Integer, List<String>> found = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    private Pictures(String base) {
        this.base = base;
    }

    /** As Markdown, by the index of the block that they stand before. */
    static Map<Integer, List<String>> between(List<Block> blocks, DomIndex page, BitSet passedOver, String base) {
        Pictures pictures = new Pictures(base);
        int number = blocks.getFirst().firstWord();
        for (int index = 1; index < blocks.size(); index++) {
            int end = blocks.get(index).firstWord();
            while (number < end) {
                if (page.is(number, Tags.IMAGE)) {
                    pictures.add(page.element(number), index);
                }
                boolean over = passedOver.get(number) && !page.is(number, Tags.FRAME);
                number = over ? page.end(number) : number + 1;
            }
        }
        return pictures.found;
    }

    private void add(Element image, int before) {
        if (seen.size() >= MAX_PICTURES
                || isSmall(image.attr("width"))
                || isSmall(image.attr("height"))
                || isNoPicture(image.className() + " " + image.attr("src"))) {
            return;
        }
        for (String attribute : ADDRESSES) {
            @Nullable String address = Addresses.absolute(base, image.attr(attribute), MAX_ADDRESS);
            if (address != null) {
                if (seen.add(address)) {
                    found.computeIfAbsent(before, index -> new ArrayList<>()).add(written(image, address));
                }
                return;
            }
        }
    }

    private static boolean isNoPicture(String names) {
        String small = Texts.cut(names, MAX_ADDRESS).toLowerCase(Locale.ROOT);
        for (String name : NO_PICTURE) {
            if (small.contains(name)) {
                return true;
            }
        }
        return small.endsWith(".svg");
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
