package dev.gleaner.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** The elements of a page that speak about its article, collected in one walk: a page has thousands of elements. */
final class Declarations implements NodeVisitor {
    /** Of each kind; a hostile page may hold a million. */
    private static final int MAX = 200;

    private static final int MAX_TEXTS = 20;

    /** Reading the text of every one of many nested boxes would take the square of their number. */
    private static final int MAX_LOOKS = 120;

    private static final List<String> BYLINE_PARTS = List.of("byline", "aut");
    private static final List<String> DATE_PARTS = List.of("dat", "publi", "posted", "timestamp", "fecha");
    private static final int MOST_NAME = 200;

    /** In chars, with the white space of the page and without. */
    private static final int MOST_READ = 600;

    private static final int MOST_TEXT = 120;

    private static final Pattern BYLINE =
            Pattern.compile("(?i)(?:^|[\\s_-])(?:byline|author|authors|by-author|autor|auteur)(?:$|[\\s_-]|name)");
    private static final Pattern DATE = Pattern.compile(
            "(?i)(?:^|[\\s_-])(?:date|datum|published|posted|timestamp|pubdate|entry-date|fecha)(?:$|[\\s_-])");

    private final Map<String, String> metas = new HashMap<>();
    private final List<Element> headings = new ArrayList<>();
    private final List<Element> times = new ArrayList<>();
    private final List<Marked> authors = new ArrayList<>();
    private final List<Marked> bylines = new ArrayList<>();
    private final List<Marked> dates = new ArrayList<>();
    private final List<String> scripts = new ArrayList<>();
    private @Nullable String canonical;
    private int looks;

    /** Classes repeat, so each is looked at once. */
    private final Map<String, Boolean> dateNames = new HashMap<>();

    private final Map<String, Boolean> bylineNames = new HashMap<>();

    /**
     * A small box that says something of the article, or of another one.
     *
     * @param headingsBefore how many headings of the first rank stand before it
     */
    record Marked(Element element, String text, int headingsBefore) {}

    private Declarations() {}

    static Declarations of(Document page) {
        Declarations declarations = new Declarations();
        page.traverse(declarations);
        return declarations;
    }

    /** The first content that is not blank; names are compared without case. */
    @Nullable
    String meta(String name) {
        return metas.get(name);
    }

    @Nullable
    String canonical() {
        return canonical;
    }

    List<Element> headings() {
        return headings;
    }

    /** What carries {@code datetime}, or is marked as a date of publication. */
    List<Element> times() {
        return times;
    }

    /** What is marked as naming an author, in the order of the page. */
    List<Marked> authors() {
        return authors;
    }

    /** Small boxes that are called like a byline. */
    List<Marked> bylines() {
        return bylines;
    }

    /** Small boxes that are called like a date. */
    List<Marked> dates() {
        return dates;
    }

    /** The texts of the JSON-LD scripts. */
    List<String> jsonLd() {
        return scripts;
    }

    @Override
    public void head(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return;
        }
        switch (element.normalName()) {
            case "meta" -> addMeta(element);
            case "h1" -> add(headings, element);
            case "link" -> {
                if (canonical == null && element.attr("rel").equalsIgnoreCase("canonical") && element.hasAttr("href")) {
                    canonical = element.attr("href");
                }
            }
            case "script" -> {
                if (element.attr("type").toLowerCase(Locale.ROOT).contains("ld+json") && scripts.size() < MAX) {
                    scripts.add(element.data());
                }
            }
            default -> addMarked(element);
        }
    }

    private void addMeta(Element element) {
        String content = element.attr("content");
        if (content.isBlank() || metas.size() >= MAX) {
            return;
        }
        for (String attribute : List.of("property", "name", "itemprop", "http-equiv")) {
            String name = element.attr(attribute);
            if (!name.isEmpty()) {
                metas.putIfAbsent(Texts.cut(name, 100).toLowerCase(Locale.ROOT), content);
            }
        }
    }

    private void addMarked(Element element) {
        if (element.attributesSize() == 0) {
            return;
        }
        Attributes attributes = element.attributes(); // asked directly: their names are in lower case
        String property = attributes.get("itemprop");
        if (property.equals("datePublished") || (element.nameIs("time") && attributes.hasKey("datetime"))) {
            add(times, element);
        } else if (property.equals("author") || attributes.get("rel").contains("author")) {
            addText(authors, element);
        }
        String name = attributes.get("class");
        if (element.nameIs("time")
                || (dates.size() < MAX_TEXTS && dateNames.computeIfAbsent(name, Declarations::isDate))) {
            addText(dates, element);
        }
        if (bylines.size() < MAX_TEXTS && bylineNames.computeIfAbsent(name, Declarations::isByline)) {
            addText(bylines, element);
        }
    }

    private static boolean isDate(String name) {
        return holdsOneOf(name, DATE_PARTS) && DATE.matcher(name).find();
    }

    private static boolean isByline(String name) {
        return holdsOneOf(name, BYLINE_PARTS) && BYLINE.matcher(name).find();
    }

    /** A page has hundreds of different names; most are told apart by this, in a tenth of the time. */
    private static boolean holdsOneOf(String name, List<String> parts) {
        if (name.isEmpty() || name.length() >= MOST_NAME) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        for (String part : parts) {
            if (lower.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private void addText(List<Marked> texts, Element element) {
        if (texts.size() < MAX_TEXTS && element.childNodeSize() < 20 && looks++ < MAX_LOOKS) {
            String text = shortText(element);
            if (!text.isEmpty()) {
                texts.add(new Marked(element, text, headings.size()));
            }
        }
    }

    /** Empty if there is more of it than a byline or a date has: a box that is called so may hold the whole article. */
    private static String shortText(Element element) {
        StringBuilder text = new StringBuilder();
        element.filter((node, depth) -> {
            if (node instanceof TextNode words) {
                text.append(words.getWholeText());
            } else if (node instanceof Element inner && inner.isBlock()) {
                text.append(' ');
            }
            return text.length() > MOST_READ ? NodeFilter.FilterResult.STOP : NodeFilter.FilterResult.CONTINUE;
        });
        String line = text.length() > MOST_READ ? "" : Texts.squeezed(text.toString());
        return line.length() < MOST_TEXT ? line : "";
    }

    private static void add(List<Element> elements, Element element) {
        if (elements.size() < MAX) {
            elements.add(element);
        }
    }
}
