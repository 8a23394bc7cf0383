package dev.gleaner.extract;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;

/** What the class and the id of an element say about it. Read word by word: a pattern of this length costs ten times as much. */
final class Names {
    /** From the weakest to the strongest; an element that is called several things is the strongest of them. */
    enum Meaning {
        NOTHING,
        BOILERPLATE,
        CAPTION,
        COMMENTS,
        CONSENT
    }

    /** A class attribute can be megabytes long. */
    private static final int MAX_CHARS = 500;

    private static final int SHORT_WORD = 3;

    /** Words of this length or more are looked at by their beginning, too. */
    private static final int PREFIX = 5;

    private static final int BOILERPLATE = 1;
    private static final int CAPTION = 1 << 1;
    private static final int COMMENTS = 1 << 2;
    private static final int CONSENT = 1 << 3;
    private static final int QUALIFIER = 1 << 4;
    private static final int READING = 1 << 5;
    private static final int FURTHER = 1 << 6;
    private static final int PICTURE = 1 << 7;
    private static final int ABOUT_PICTURE = 1 << 8;
    private static final int TEXT = 1 << 9;
    private static final int BODY = 1 << 10;

    /** What a word says alone, or together with the one before it. */
    private static final Map<String, Integer> WORDS = new HashMap<>();

    static {
        say(
                BOILERPLATE,
                "ad ads banner popup modal overlay lightbox respond reply share sharing shares sharedaddy follow addthis "
                        + "outbrain taboola trending popular mostread signup login register breadcrumb breadcrumbs "
                        + "pagination pager menu nav navbar navigation navigasyon sidebar footer masthead toolbar tooltip "
                        + "popover rollover flyout byline author authors authorbox bio dateline timestamp tags taglist "
                        + "keywords gallery slideshow carousel print hidden skip disclaimer toc factbox faktaboks infobox");
        say(CAPTION, "caption captions credit credits copyright figcaption bildunterschrift bildtext");
        say(COMMENTS, "comment comments disqus kommentare commentlist");
        say(CONSENT, "consent gdpr usercentrics truste");
        say(QUALIFIER, "has with no without not");
        say(READING, "read see more most also");
        say(FURTHER, "more also next stories articles news read popular");
        say(PICTURE, "image img photo picture pic bild media figure");
        say(ABOUT_PICTURE, "caption description desc info credit copyright source legend");
        say(TEXT, "article story post entry content main body");
        say(BODY, "body content text");
    }

    /** Words that begin with one of these five letters: advertisement, sponsored, recommended, recirculation. */
    private static final Map<String, Meaning> PREFIXES = Map.ofEntries(
            Map.entry("adver", Meaning.BOILERPLATE),
            Map.entry("spons", Meaning.BOILERPLATE),
            Map.entry("promo", Meaning.BOILERPLATE),
            Map.entry("socia", Meaning.BOILERPLATE),
            Map.entry("relat", Meaning.BOILERPLATE),
            Map.entry("recom", Meaning.BOILERPLATE),
            Map.entry("recir", Meaning.BOILERPLATE),
            Map.entry("tease", Meaning.BOILERPLATE),
            Map.entry("newsl", Meaning.BOILERPLATE),
            Map.entry("subsc", Meaning.BOILERPLATE),
            Map.entry("cooki", Meaning.CONSENT),
            Map.entry("onetr", Meaning.CONSENT),
            Map.entry("didom", Meaning.CONSENT));

    private static final Said UNNAMED = new Said(Meaning.NOTHING, false);

    /** Names repeat: a page of thousands of elements has some hundred different ones. */
    private final Map<String, Said> known = new HashMap<>();

    private record Said(Meaning meaning, boolean body) {}

    Meaning of(Element element) {
        Meaning ofClasses = read(element.className()).meaning();
        Meaning ofId = read(element.id()).meaning();
        return ofClasses.compareTo(ofId) >= 0 ? ofClasses : ofId;
    }

    /** Whether it is called the body of an article, whatever else it is called. */
    boolean isBody(Element element) {
        return read(element.className()).body() || read(element.id()).body();
    }

    private Said read(String names) {
        return names.isEmpty() ? UNNAMED : known.computeIfAbsent(names, Names::words);
    }

    private static void say(int what, String words) {
        for (String word : words.split(" ")) {
            WORDS.merge(word, what, (one, other) -> one | other);
        }
    }

    private static Said words(String names) {
        String text = Texts.cut(names, MAX_CHARS);
        Meaning strongest = Meaning.NOTHING;
        boolean body = false;
        String previous = "";
        int before = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean end = i == text.length() || isBorder(text.charAt(i));
            boolean hump = !end
                    && i > start
                    && Character.isUpperCase(text.charAt(i))
                    && Character.isLowerCase(text.charAt(i - 1));
            if (!end && !hump) {
                continue;
            }
            if (i > start) {
                String word = text.substring(start, i).toLowerCase(Locale.ROOT);
                int said = WORDS.getOrDefault(word, 0);
                // Made-up names such as n1AuAdJlVL hold short words, but only in their middle.
                if (i - start > SHORT_WORD || end || start == 0 || isBorder(text.charAt(start - 1))) {
                    Meaning meaning = meaning(previous, before, word, said);
                    strongest = meaning.compareTo(strongest) > 0 ? meaning : strongest;
                }
                body |= (before & TEXT) != 0 && (said & BODY) != 0;
                previous = word;
                before = said;
            }
            if (end && i < text.length() && text.charAt(i) <= ' ') {
                previous = ""; // pairs are within one name
                before = 0;
            }
            start = end ? i + 1 : i;
        }
        return new Said(strongest, body);
    }

    private static boolean isBorder(char c) {
        return c <= ' ' || c == '-' || c == '_'; // not the colon of md:hidden
    }

    private static Meaning meaning(String previous, int before, String word, int said) {
        if ((before & QUALIFIER) != 0) {
            return Meaning.NOTHING; // what has a caption is none
        }
        if ((said & CONSENT) != 0) {
            return Meaning.CONSENT;
        }
        if ((said & COMMENTS) != 0) {
            return Meaning.COMMENTS;
        }
        if ((said & CAPTION) != 0 || ((before & PICTURE) != 0 && (said & ABOUT_PICTURE) != 0)) {
            return Meaning.CAPTION;
        }
        boolean boilerplate = (said & BOILERPLATE) != 0
                || ((before & READING) != 0 && (said & FURTHER) != 0)
                || switch (word) {
                    // as WordPress calls what stands beside an article
                    case "widget" -> previous.isEmpty() || (before & PICTURE) != 0;
                    case "cmp" -> previous.equals("qc");
                    case "only" -> previous.equals("sr");
                    case "reader" -> previous.equals("screen");
                    default -> false;
                };
        if (boilerplate) {
            return Meaning.BOILERPLATE;
        }
        return word.length() < PREFIX
                ? Meaning.NOTHING
                : PREFIXES.getOrDefault(word.substring(0, PREFIX), Meaning.NOTHING);
    }
}
