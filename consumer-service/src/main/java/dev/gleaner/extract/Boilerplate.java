package dev.gleaner.extract;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/** Finds in a page what is never part of the article, by the meaning of elements and by the names people give. */
final class Boilerplate {
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
                    + "ad|ads|advert\\w*|sponsor\\w*|promo\\w*|banner|popup|modal|overlay|lightbox|cookie\\w*|consent|gdpr|"
                    + "comments?|disqus|respond|reply|"
                    + "share|sharing|shares|sharedaddy|social\\w*|follow|addthis|"
                    + "related\\w*|recommend\\w*|recirc\\w*|outbrain|taboola|trending|popular|mostread|teaser\\w*|"
                    + "newsletter\\w*|subscri\\w*|signup|paywall|login|register|"
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

    private Boilerplate() {}

    /**
     * The elements to pass over with all that they hold. They stay in the page: taking out hundreds of thousands of
     * siblings one by one is what a hostile page would hope for.
     */
    static Set<Node> in(Document page) {
        Element body = page.body();
        Set<Node> boilerplate = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Element element : body.getAllElements()) {
            if (element != body && isNeverText(element)) {
                boilerplate.add(element);
            }
        }
        Map<Node, Integer> paragraphChars = paragraphChars(body, boilerplate);
        int total = Math.max(paragraphChars.getOrDefault(body, 0), 1);
        for (Element element : body.getAllElements()) {
            if (element != body
                    && paragraphChars.getOrDefault(element, 0) < total * MAX_SHARE
                    && hasTellingName(element)) {
                boilerplate.add(element);
            }
        }
        return boilerplate;
    }

    private static boolean isNeverText(Element element) {
        return NEVER_TEXT.contains(element.normalName())
                || element.hasAttr("hidden")
                || "true".equals(element.attr("aria-hidden"))
                || ROLES.contains(element.attr("role"))
                || HIDING.matcher(Texts.cut(element.attr("style"), MAX_NAME_CHARS))
                        .find();
    }

    private static boolean hasTellingName(Element element) {
        switch (element.normalName()) {
            case "html", "body", "main", "article", "p", "em", "strong", "b", "i" -> {
                return false;
            }
            default -> {
                String names =
                        Texts.cut(element.className(), MAX_NAME_CHARS) + " " + Texts.cut(element.id(), MAX_NAME_CHARS);
                return names.length() > 1
                        && NAMES.matcher(
                                        CAMEL.matcher(names).replaceAll("$1-$2").toLowerCase(Locale.ROOT))
                                .find();
            }
        }
    }

    /** How many characters of paragraphs each element holds; in one walk, for pages nest hundreds of elements. */
    private static Map<Node, Integer> paragraphChars(Element body, Set<Node> passedOver) {
        Map<Node, Integer> chars = new IdentityHashMap<>();
        body.filter(new NodeFilter() {
            private int paragraphs;

            @Override
            public FilterResult head(Node node, int depth) {
                if (passedOver.contains(node)) {
                    return FilterResult.SKIP_ENTIRELY;
                }
                if (node instanceof TextNode text && paragraphs > 0) {
                    addToParent(node, text.text().strip().length());
                } else if (node.normalName().equals("p")) {
                    paragraphs++;
                }
                return FilterResult.CONTINUE;
            }

            @Override
            public FilterResult tail(Node node, int depth) {
                if (node.normalName().equals("p")) {
                    paragraphs--;
                }
                if (node != body && node instanceof Element) {
                    addToParent(node, chars.getOrDefault(node, 0));
                }
                return FilterResult.CONTINUE;
            }

            private void addToParent(Node node, int more) {
                @Nullable Node parent = node.parent();
                if (parent != null && more > 0) {
                    chars.merge(parent, more, Integer::sum);
                }
            }
        });
        return chars;
    }
}
