package dev.gleaner.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** The elements of a page that speak about its article, collected in one walk: a page has thousands of elements. */
final class Declarations implements NodeVisitor {
    /** Of each kind; a hostile page may hold a million. */
    private static final int MAX = 200;

    private static final int MAX_TEXTS = 20;

    /** Reading the text of every one of many nested boxes would take the square of their number. */
    private static final int MAX_LOOKS = 120;

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
        String property = element.attr("itemprop");
        if (property.equals("datePublished") || (element.nameIs("time") && element.hasAttr("datetime"))) {
            add(times, element);
        } else if (property.equals("author") || element.attr("rel").contains("author")) {
            addText(authors, element);
        }
        String name = element.className();
        if (element.nameIs("time")
                || (dates.size() < MAX_TEXTS && dateNames.computeIfAbsent(name, Declarations::isDate))) {
            addText(dates, element);
        }
        if (bylines.size() < MAX_TEXTS && bylineNames.computeIfAbsent(name, Declarations::isByline)) {
            addText(bylines, element);
        }
    }

    private static boolean isDate(String name) {
        return name.length() < 200 && DATE.matcher(name).find();
    }

    private static boolean isByline(String name) {
        return name.length() < 200 && BYLINE.matcher(name).find();
    }

    private void addText(List<Marked> texts, Element element) {
        if (texts.size() < MAX_TEXTS && element.childNodeSize() < 20 && looks++ < MAX_LOOKS) {
            String text = Texts.squeezed(Texts.cut(element.text(), 200));
            if (!text.isEmpty() && text.length() < 120) {
                texts.add(new Marked(element, text, headings.size()));
            }
        }
    }

    private static void add(List<Element> elements, Element element) {
        if (elements.size() < MAX) {
            elements.add(element);
        }
    }
}
