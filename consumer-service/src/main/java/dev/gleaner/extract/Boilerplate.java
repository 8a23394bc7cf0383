package dev.gleaner.extract;

import dev.gleaner.extract.Names.Meaning;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/** Finds in a page what is never part of the article, by the meaning of elements and by the names people give. */
final class Boilerplate implements NodeFilter {
    private static final Set<String> NEVER_TEXT = Set.of(
            "script",
            "style",
            "template",
            "iframe",
            "object",
            "embed",
            "svg",
            "canvas",
            "button",
            "input",
            "select",
            "textarea",
            "nav",
            "figcaption",
            "picture",
            "video",
            "audio",
            "menu",
            "link",
            "meta",
            "head",
            "map",
            "address",
            "label",
            "time");

    /** Hardly ever text, but some sites put all of theirs into one. */
    private static final Set<String> SELDOM_TEXT = Set.of("form", "figure", "header", "noscript");

    /** Beside the text; what is left of a page without them is the text, if it is any. */
    private static final Set<String> BESIDE_TEXT = Set.of("aside", "footer", "dialog");

    private static final Set<String> ROLES_BESIDE =
            Set.of("navigation", "complementary", "contentinfo", "dialog", "alertdialog", "banner");

    private static final Set<String> ROLES =
            Set.of("search", "menu", "menubar", "toolbar", "tablist", "form", "button");

    private static final Pattern HIDING =
            Pattern.compile("display\\s*:\\s*none|visibility\\s*:\\s*hidden|clip\\s*:\\s*rect\\(\\s*[01]");

    /** An element with more of the text of the page than this is not boilerplate, whatever it is called. */
    private static final double MAX_SHARE = 0.4;

    /** Comments may be longer than the article; only a page that has hardly anything else is made of them. In chars. */
    private static final int MIN_LEFT = 300;

    /** A text of this length is prose outside of paragraphs, too. */
    private static final int MIN_RUN = 100;

    private static final int MAX_STYLE_CHARS = 500;

    private static final Set<String> NEVER_BOILERPLATE = Set.of(
            "html", "body", "main", "article", "p", "em", "strong", "b", "i", "h1", "h2", "h3", "h4", "h5", "h6");

    private final Element body;
    private final Set<Meaning> telling;
    private final Names names;
    private final Set<Node> passedOver = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Candidate> open = new ArrayDeque<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private int paragraphs;
    private int mains;
    private int chars;

    private Boilerplate(Element body, Names names, Set<Meaning> telling) {
        this.body = body;
        this.names = names;
        this.telling = telling;
    }

    /**
     * The elements to pass over with all that they hold. They stay in the page: taking out hundreds of thousands of
     * siblings one by one is what a hostile page would hope for.
     */
    static Set<Node> in(Element body, Names names) {
        return new Boilerplate(body, names, EnumSet.allOf(Meaning.class)).found();
    }

    /** As {@link #in}, with fewer names: for pages that call everything related or promoted. */
    static Set<Node> surely(Element body, Names names) {
        return new Boilerplate(body, names, EnumSet.of(Meaning.CAPTION, Meaning.COMMENTS, Meaning.CONSENT)).found();
    }

    /** As {@link #in}, by the meaning of elements alone: for forums, where all is comment. */
    static Set<Node> byMeaning(Element body, Names names) {
        return new Boilerplate(body, names, EnumSet.of(Meaning.CONSENT)).found();
    }

    private Set<Node> found() {
        body.filter(this);
        double most = Math.max(chars, 1) * MAX_SHARE;
        for (Candidate candidate : candidates) {
            if (candidate.chars < most || (candidate.beside && chars - candidate.chars >= MIN_LEFT)) {
                passedOver.add(candidate.element);
            }
        }
        return passedOver;
    }

    /** An element that may be boilerplate, and how much prose it turned out to hold. */
    private static final class Candidate {
        private final Element element;
        private final boolean beside;
        private int chars;

        Candidate(Element element, boolean beside, int charsBefore) {
            this.element = element;
            this.beside = beside;
            this.chars = -charsBefore;
        }
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode text) {
            int length = text.getWholeText().length();
            chars += paragraphs > 0 || length >= MIN_RUN ? length : 0;
        } else if (node instanceof Element element && element != body) {
            String name = element.normalName();
            if (NEVER_TEXT.contains(name)) {
                passedOver.add(element);
                return FilterResult.SKIP_ENTIRELY;
            }
            boolean named = element.attributesSize() > 0;
            Meaning meaning = named ? names.of(element) : Meaning.NOTHING;
            if (meaning == Meaning.CONSENT && !NEVER_BOILERPLATE.contains(name)) {
                passedOver.add(element);
                return FilterResult.SKIP_ENTIRELY;
            }
            boolean beside = BESIDE_TEXT.contains(name) || (named && ROLES_BESIDE.contains(element.attr("role")));
            mains += isMain(name) ? 1 : 0;
            if (beside
                    || (isSeldomText(element, name, named) && !(mains > 0 && name.equals("header")))
                    || isTelling(element, name, meaning)) {
                open.push(new Candidate(element, beside || meaning == Meaning.COMMENTS, chars));
            }
            paragraphs += name.equals("p") ? 1 : 0;
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element && element != body) {
            paragraphs -= element.normalName().equals("p") ? 1 : 0;
            mains -= isMain(element.normalName()) ? 1 : 0;
            if (!open.isEmpty() && open.getFirst().element == element) {
                Candidate candidate = open.pop();
                candidate.chars += chars;
                candidates.add(candidate);
            }
        }
        return FilterResult.CONTINUE;
    }

    private static boolean isMain(String name) {
        return name.equals("article") || name.equals("main");
    }

    private static boolean isSeldomText(Element element, String name, boolean attributes) {
        if (SELDOM_TEXT.contains(name)) {
            return !name.equals("figure") || !holds(element, "table", "blockquote");
        }
        return attributes
                && (element.hasAttr("hidden")
                        || "true".equals(element.attr("aria-hidden"))
                        || ROLES.contains(element.attr("role"))
                        || isHidden(element.attr("style")));
    }

    private static boolean isHidden(String style) {
        return !style.isEmpty()
                && HIDING.matcher(Texts.cut(style, MAX_STYLE_CHARS)).find();
    }

    private boolean isTelling(Element element, String name, Meaning meaning) {
        return telling.contains(meaning)
                && switch (meaning) {
                    case NOTHING -> false;
                    case BOILERPLATE ->
                        (name.equals("p") || (!NEVER_BOILERPLATE.contains(name) && !holdsAQuote(element)));
                    case COMMENTS, CONSENT -> !NEVER_BOILERPLATE.contains(name) && !holdsAQuote(element);
                    case CAPTION -> name.equals("p") || !NEVER_BOILERPLATE.contains(name);
                };
    }

    /** A quoted post belongs to the article, though the box around it is called social. */
    private static boolean holdsAQuote(Element element) {
        return element.nameIs("blockquote") || holds(element, "blockquote");
    }

    /** Whether one of its first children is called so. */
    private static boolean holds(Element element, String... names) {
        @Nullable Element child = element.firstElementChild();
        for (int i = 0; child != null && i < 4; i++, child = child.nextElementSibling()) {
            for (String name : names) {
                if (child.nameIs(name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
