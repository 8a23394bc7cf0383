package dev.gleaner.extract;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    private static final Set<String> BOILERPLATE = Set.of(
            ("ad ads banner popup modal overlay lightbox respond reply share sharing shares sharedaddy follow addthis "
                            + "outbrain taboola trending popular mostread signup login register breadcrumb breadcrumbs "
                            + "pagination pager menu nav navbar navigation navigasyon sidebar footer masthead toolbar tooltip "
                            + "popover rollover flyout byline author authors authorbox bio dateline timestamp tags taglist "
                            + "keywords gallery slideshow carousel print hidden skip disclaimer toc")
                    .split(" "));

    private static final Set<String> CAPTIONS =
            Set.of("caption captions credit credits copyright figcaption bildunterschrift bildtext".split(" "));

    private static final Set<String> COMMENTS = Set.of("comment comments disqus kommentare commentlist".split(" "));

    private static final Set<String> CONSENTS = Set.of("consent gdpr usercentrics truste".split(" "));

    /** Words that begin with one of these, by their first five letters. */
    private static final Map<String, Meaning> PREFIXES = Map.ofEntries(
            Map.entry("adver", Meaning.BOILERPLATE), // advert, advertisement
            Map.entry("spons", Meaning.BOILERPLATE), // sponsor
            Map.entry("promo", Meaning.BOILERPLATE),
            Map.entry("socia", Meaning.BOILERPLATE),
            Map.entry("relat", Meaning.BOILERPLATE),
            Map.entry("recom", Meaning.BOILERPLATE), // recommend
            Map.entry("recir", Meaning.BOILERPLATE), // recirculation
            Map.entry("tease", Meaning.BOILERPLATE),
            Map.entry("newsl", Meaning.BOILERPLATE),
            Map.entry("subsc", Meaning.BOILERPLATE),
            Map.entry("cooki", Meaning.CONSENT),
            Map.entry("onetr", Meaning.CONSENT),
            Map.entry("didom", Meaning.CONSENT));

    private static final Set<String> QUALIFIERS = Set.of("has", "with", "no", "without", "not");
    private static final Set<String> READING = Set.of("read see more most also".split(" "));
    private static final Set<String> FURTHER = Set.of("more also next stories articles news read popular".split(" "));
    private static final Set<String> PICTURES = Set.of("image img photo picture pic bild media figure".split(" "));
    private static final Set<String> ABOUT_PICTURES =
            Set.of("caption description desc info credit copyright source legend".split(" "));
    private static final Set<String> TEXTS = Set.of("article story post entry content main body".split(" "));
    private static final Set<String> BODIES = Set.of("body content text".split(" "));

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

    private static Said words(String names) {
        String text = Texts.cut(names, MAX_CHARS);
        Meaning strongest = Meaning.NOTHING;
        boolean body = false;
        String previous = "";
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
                // Made-up names such as n1AuAdJlVL hold short words, but only in their middle.
                boolean real = i - start > SHORT_WORD || end || start == 0 || isBorder(text.charAt(start - 1));
                Meaning meaning = real ? meaning(previous, word) : Meaning.NOTHING;
                strongest = meaning.compareTo(strongest) > 0 ? meaning : strongest;
                body |= (TEXTS.contains(previous) && BODIES.contains(word))
                        || (previous.equals("body") && word.equals("article"));
                previous = word;
            }
            if (end && i < text.length() && text.charAt(i) <= ' ') {
                previous = ""; // pairs are within one name
            }
            start = end ? i + 1 : i;
        }
        return new Said(strongest, body);
    }

    private static boolean isBorder(char c) {
        return c <= ' ' || c == '-' || c == '_'; // not the colon of md:hidden
    }

    private static Meaning meaning(String previous, String word) {
        if (QUALIFIERS.contains(previous)) {
            return Meaning.NOTHING; // what has a caption is none
        }
        if (CONSENTS.contains(word)) {
            return Meaning.CONSENT;
        }
        if (COMMENTS.contains(word)) {
            return Meaning.COMMENTS;
        }
        if (CAPTIONS.contains(word) || (PICTURES.contains(previous) && ABOUT_PICTURES.contains(word))) {
            return Meaning.CAPTION;
        }
        if (BOILERPLATE.contains(word)
                || (READING.contains(previous) && FURTHER.contains(word))
                || (previous.isEmpty() && word.equals("widget")) // as WordPress calls what stands beside an article
                || (PICTURES.contains(previous) && word.equals("widget"))
                || (previous.equals("qc") && word.equals("cmp"))
                || (previous.equals("sr") && word.equals("only"))
                || (previous.equals("screen") && word.equals("reader"))) {
            return Meaning.BOILERPLATE;
        }
        return word.length() < PREFIX
                ? Meaning.NOTHING
                : PREFIXES.getOrDefault(word.substring(0, PREFIX), Meaning.NOTHING);
    }
}
