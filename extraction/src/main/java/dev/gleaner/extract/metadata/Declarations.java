package dev.gleaner.extract.metadata;

import dev.gleaner.extract.page.ClassHints;
import dev.gleaner.extract.page.DomIndex;
import dev.gleaner.extract.page.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The elements of a page that describe its article, in document order. */
final class Declarations {
    /** Of each kind; a hostile page may hold a million. */
    private static final int MAX = 200;

    private static final int MAX_TEXTS = 20;

    /** Reading the text of each of many nested boxes would take quadratic time. */
    private static final int MAX_LOOKS = 120;

    /** In chars, with the white space of the page and without. */
    private static final int MOST_READ = 600;

    private static final int MOST_TEXT = 120;

    private final DomIndex page;
    private final Map<String, String> metas = new HashMap<>();
    private final List<Element> headings = new ArrayList<>();
    private final List<Element> times = new ArrayList<>();
    private final List<Marked> authors = new ArrayList<>();
    private final List<Marked> bylines = new ArrayList<>();
    private final List<Marked> dates = new ArrayList<>();
    private final List<String> scripts = new ArrayList<>();
    private @Nullable String canonical;
    private int looks;

    /**
     * A small box that says something of the article, or of another one.
     *
     * @param headingsBefore how many headings of the first rank stand before it
     */
    record Marked(Element element, String text, int headingsBefore) {}

    private Declarations(DomIndex page) {
        this.page = page;
    }

    static Declarations of(DomIndex page) {
        Declarations declarations = new Declarations(page);
        for (int number = 0; number < page.size(); number++) {
            page.guard().turn();
            if (!page.isText(number)) {
                declarations.look(number);
            }
        }
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

    private void look(int number) {
        Element element = page.element(number);
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
            default -> addMarked(number, element);
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

    private void addMarked(int number, Element element) {
        boolean time = element.nameIs("time");
        if (page.hasFurtherAttributes(number)) {
            Attributes attributes = element.attributes(); // read directly: their names are in lower case
            String property = attributes.get("itemprop");
            if (property.equals("datePublished") || (time && attributes.hasKey("datetime"))) {
                add(times, element);
            } else if (property.equals("author") || attributes.get("rel").contains("author")) {
                addText(authors, number);
            }
        }
        ClassHints hints = page.hints(number);
        if (hints.date() || (time && element.attributesSize() > 0)) {
            addText(dates, number);
        }
        if (hints.byline()) {
            addText(bylines, number);
        }
    }

    private void addText(List<Marked> texts, int number) {
        Element element = page.element(number);
        if (texts.size() < MAX_TEXTS && element.childNodeSize() < 20 && looks++ < MAX_LOOKS) {
            String text = shortText(number);
            if (!text.isEmpty()) {
                texts.add(new Marked(element, text, headings.size()));
            }
        }
    }

    /** Empty if there is more of it than a byline or a date has: a box that is called so may hold the whole article. */
    private String shortText(int number) {
        StringBuilder text = new StringBuilder();
        for (int i = number; i < page.end(number) && text.length() <= MOST_READ; i++) {
            if (page.isText(i)) {
                text.append(page.text(i).getWholeText());
            } else if (page.element(i).isBlock()) {
                text.append(' ');
            }
        }
        String line = text.length() > MOST_READ ? "" : Texts.squeezed(text.toString());
        return line.length() < MOST_TEXT ? line : "";
    }

    private static void add(List<Element> elements, Element element) {
        if (elements.size() < MAX) {
            elements.add(element);
        }
    }
}
