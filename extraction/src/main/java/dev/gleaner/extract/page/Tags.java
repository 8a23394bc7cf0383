package dev.gleaner.extract.page;

import java.util.HashMap;
import java.util.Map;
import org.jsoup.nodes.Element;

/** What its tag makes an element, as bits: one lookup in a table instead of a dozen in sets. */
public final class Tags {
    /** Never part of a text, nor anything inside. */
    public static final int NEVER_TEXT = 1;

    /** Hardly ever text, but some sites put all of theirs into one. */
    public static final int SELDOM_TEXT = 1 << 1;

    /** Beside the text; a page without them is the text, if anything is left. */
    public static final int BESIDE_TEXT = 1 << 2;

    public static final int NEVER_BOILERPLATE = 1 << 3;

    /** The part of the page that is its article, in the words of HTML. */
    public static final int MAIN = 1 << 4;

    public static final int ARTICLE = 1 << 5;
    public static final int HEADER = 1 << 6;
    public static final int FIGURE = 1 << 7;
    public static final int PARAGRAPH = 1 << 8;
    public static final int BREAK = 1 << 9;
    public static final int LINK = 1 << 10;
    public static final int IMAGE = 1 << 11;

    /** Never text, but may hold pictures of the article. */
    public static final int FRAME = 1 << 12;

    /** Ends the paragraph before it at its start, and its own at its end. */
    public static final int BLOCK = 1 << 13;

    private static final Map<String, Integer> BY_NAME = new HashMap<>();

    static {
        say(
                NEVER_TEXT,
                "script style template iframe object embed svg canvas button input select textarea nav figcaption picture "
                        + "video audio menu link meta head map address label time");
        say(SELDOM_TEXT, "form figure header noscript");
        say(BESIDE_TEXT, "aside footer dialog");
        say(NEVER_BOILERPLATE, "html body main article p em strong b i h1 h2 h3 h4 h5 h6");
        say(MAIN, "article main");
        say(ARTICLE, "article");
        say(HEADER, "header");
        say(FIGURE, "figure");
        say(PARAGRAPH, "p");
        say(BREAK, "br");
        say(LINK, "a");
        say(IMAGE, "img");
        say(FRAME, "figure picture noscript");
        say(BLOCK, "td th"); // and what jsoup calls so
    }

    private Tags() {}

    static int of(Element element) {
        int byName = BY_NAME.getOrDefault(element.normalName(), 0);
        return element.isBlock() ? byName | BLOCK : byName;
    }

    private static void say(int what, String names) {
        for (String name : names.split(" ", -1)) {
            BY_NAME.merge(name, what, (one, other) -> one | other);
        }
    }
}
