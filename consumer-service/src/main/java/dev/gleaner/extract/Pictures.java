package dev.gleaner.extract;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The pictures between the first and the last block of an article. */
final class Pictures {
    private static final int MAX_PICTURES = 100;
    private static final int MAX_ADDRESS = 2_048;
    private static final int MAX_TEXT = 500;

    /** In CSS pixels; what is smaller is a sign, a face or a counter. */
    private static final int MIN_SIDE = 100;

    /** Where pages that load pictures late keep the address. */
    private static final List<String> ADDRESSES = List.of("data-src", "data-original", "data-lazy-src", "src");

    private static final Pattern NO_PICTURE = Pattern.compile(
            "(?i)avatar|gravatar|logo|icon|emoji|sprite|spacer|pixel|placeholder|blank\\.|1x1|badge|button|tracking|\\.svg(?:$|\\?)");

    private final String base;
    private final Map<Integer, List<String>> found = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    private Pictures(String base) {
        this.base = base;
    }

    /** As Markdown, by the index of the block that they stand before. */
    static Map<Integer, List<String>> between(List<Block> blocks, Outline page, BitSet passedOver, String base) {
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
                    found.computeIfAbsent(before, index -> new ArrayList<>()).add(written(image, address));
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
