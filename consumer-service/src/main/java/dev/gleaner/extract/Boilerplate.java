package dev.gleaner.extract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Finds in a page what is never part of the article, by the meaning of elements and by the names people give. */
final class Boilerplate implements NodeFilter {
    private static final Set<String> NEVER_TEXT = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "iframe",
            "object",
            "embed",
            "svg",
            "canvas",
            "form",
            "button",
            "input",
            "select",
            "textarea",
            "nav",
            "aside",
            "footer",
            "figure",
            "figcaption",
            "picture",
            "video",
            "audio",
            "dialog",
            "menu",
            "link",
            "meta",
            "head",
            "map",
            "address",
            "label",
            "time",
            "header");

    private static final Set<String> ROLES = Set.of(
            "navigation",
            "banner",
            "complementary",
            "contentinfo",
            "dialog",
            "alertdialog",
            "search",
            "menu",
            "menubar",
            "toolbar",
            "tablist",
            "form",
            "button");

    /** Words in class and id, at the borders of words. */
    private static final Pattern NAMES = Pattern.compile(
            "(?:^|[\\s_-])(?:"
                    + "ad|ads|advert\\w*|sponsor\\w*|promo\\w*|banner|popup|modal|overlay|lightbox|cookie\\w*|consent|gdpr|onetrust\\w*|ot-sdk\\w*|didomi\\w*|usercentrics|qc-cmp\\w*|cmp|truste\\w*|"
                    + "comments?|disqus|respond|reply|"
                    + "share|sharing|shares|sharedaddy|social\\w*|follow|addthis|"
                    + "related\\w*|recommend\\w*|recirc\\w*|outbrain|taboola|trending|popular|mostread|teaser\\w*|"
                    + "newsletter\\w*|subscri\\w*|signup|login|register|"
                    + "breadcrumb\\w*|pagination|pager|menu|nav|navbar|navigation|navigasyon|sidebar|footer|masthead|toolbar|"
                    + "byline|author|authors|authorbox|bio|dateline|timestamp|tags|taglist|keywords|"
                    + "caption|captions|credit|credits|gallery|slideshow|carousel|"
                    + "widget|print|hidden|skip|sr-only|screen-reader-text|visually-hidden|copyright|disclaimer|toc"
                    + ")(?:$|[\\s_-])|(?:^|[\\s_-])(?:read|see|more|most|also)[_-]?(?:more|also|next|stories|articles|news|read|popular)");

    private static final Pattern HIDING = Pattern.compile("display\\s*:\\s*none|visibility\\s*:\\s*hidden");
    private static final Pattern CAMEL = Pattern.compile("([a-z])([A-Z])");

    /** An element with more of the text of the page than this is not boilerplate, whatever it is called. */
    private static final double MAX_SHARE = 0.4;

    /** A class attribute can be megabytes long. */
    private static final int MAX_NAME_CHARS = 500;

    private static final Set<String> NEVER_BOILERPLATE =
            Set.of("html", "body", "main", "article", "p", "em", "strong", "b", "i");

    private final Element body;
    private final Set<Node> passedOver = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Candidate> open = new ArrayDeque<>();
    private final List<Candidate> candidates = new ArrayList<>();

    /** Classes repeat: a page of thousands of elements has some hundred different ones. */
    private final Map<String, Boolean> tellingNames = new HashMap<>();

    private int paragraphs;
    private int chars;

    private Boilerplate(Element body) {
        this.body = body;
    }

    /**
     * The elements to pass over with all that they hold. They stay in the page: taking out hundreds of thousands of
     * siblings one by one is what a hostile page would hope for.
     */
    static Set<Node> in(Document page) {
        Boilerplate boilerplate = new Boilerplate(page.body());
        page.body().filter(boilerplate);
        double most = Math.max(boilerplate.chars, 1) * MAX_SHARE;
        for (Candidate candidate : boilerplate.candidates) {
            if (candidate.chars < most) {
                boilerplate.passedOver.add(candidate.element);
            }
        }
        return boilerplate.passedOver;
    }

    /** As {@link #in}, by the meaning of elements alone: for pages that give everything a telling name. */
    static Set<Node> byMeaning(Document page) {
        Boilerplate boilerplate = new Boilerplate(page.body());
        page.body().filter(boilerplate);
        return boilerplate.passedOver;
    }

    /** An element that is called like boilerplate, and how much prose it turned out to hold. */
    private static final class Candidate {
        private final Element element;
        private int chars;

        Candidate(Element element, int charsBefore) {
            this.element = element;
            this.chars = -charsBefore;
        }
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode text) {
            chars += paragraphs > 0 ? text.getWholeText().length() : 0;
        } else if (node instanceof Element element && element != body) {
            if (isNeverText(element)) {
                passedOver.add(element);
                return FilterResult.SKIP_ENTIRELY;
            }
            if (hasTellingName(element) && !holdsAQuote(element)) {
                open.push(new Candidate(element, chars));
            }
            paragraphs += element.normalName().equals("p") ? 1 : 0;
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element && element != body) {
            paragraphs -= element.normalName().equals("p") ? 1 : 0;
            if (!open.isEmpty() && open.getFirst().element == element) {
                Candidate candidate = open.pop();
                candidate.chars += chars;
                candidates.add(candidate);
            }
        }
        return FilterResult.CONTINUE;
    }

    private static boolean isNeverText(Element element) {
        if (NEVER_TEXT.contains(element.normalName())) {
            return true;
        }
        if (element.attributesSize() == 0) {
            return false;
        }
        return element.hasAttr("hidden")
                || "true".equals(element.attr("aria-hidden"))
                || ROLES.contains(element.attr("role"))
                || (element.hasAttr("style")
                        && HIDING.matcher(Texts.cut(element.attr("style"), MAX_NAME_CHARS))
                                .find());
    }

    /** A quoted post belongs to the article, though the box around it is called social. */
    private static boolean holdsAQuote(Element element) {
        Element child = element.firstElementChild();
        for (int i = 0; child != null && i < 4; i++, child = child.nextElementSibling()) {
            if (child.nameIs("blockquote")) {
                return true;
            }
        }
        return element.nameIs("blockquote");
    }

    private boolean hasTellingName(Element element) {
        if (element.attributesSize() == 0 || NEVER_BOILERPLATE.contains(element.normalName())) {
            return false;
        }
        String names = Texts.cut(element.className(), MAX_NAME_CHARS) + " " + Texts.cut(element.id(), MAX_NAME_CHARS);
        return names.length() > 1 && tellingNames.computeIfAbsent(names, Boilerplate::isTelling);
    }

    private static boolean isTelling(String names) {
        return NAMES.matcher(CAMEL.matcher(names).replaceAll("$1-$2").toLowerCase(Locale.ROOT))
                .find();
    }
}
