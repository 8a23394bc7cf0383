package dev.gleaner.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Takes out of a page what is never part of the article, by the meaning of elements and by the names people give. */
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

    static void remove(Document page) {
        Element body = page.body();
        List<Element> neverText = new ArrayList<>();
        for (Element element : body.getAllElements()) {
            if (element != body && isNeverText(element)) {
                neverText.add(element);
            }
        }
        neverText.forEach(Element::remove);
        int total = Math.max(paragraphChars(body), 1);
        List<Element> named = new ArrayList<>();
        for (Element element : body.getAllElements()) {
            if (element != body && hasTellingName(element)) {
                named.add(element);
            }
        }
        for (Element element : named) {
            if (element.parent() != null && paragraphChars(element) < total * MAX_SHARE) {
                element.remove();
            }
        }
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

    private static int paragraphChars(Element element) {
        int chars = 0;
        for (Element paragraph : element.select("p")) {
            chars += paragraph.text().length();
        }
        return chars;
    }
}
