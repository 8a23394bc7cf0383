package dev.gleaner.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** The elements of a page that speak about its article, collected in one walk: a page has thousands of elements. */
final class Declarations implements NodeVisitor {
    /** Of each kind; a hostile page may hold a million. */
    private static final int MAX = 200;

    private final Map<String, String> metas = new HashMap<>();
    private final List<Element> headings = new ArrayList<>();
    private final List<Element> times = new ArrayList<>();
    private final List<Element> authors = new ArrayList<>();
    private final List<String> scripts = new ArrayList<>();
    private @Nullable String canonical;

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
    List<Element> authors() {
        return authors;
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
            add(authors, element);
        }
    }

    private static void add(List<Element> elements, Element element) {
        if (elements.size() < MAX) {
            elements.add(element);
        }
    }
}
