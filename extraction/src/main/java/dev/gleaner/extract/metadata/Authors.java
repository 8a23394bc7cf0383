package dev.gleaner.extract.metadata;

import dev.gleaner.extract.page.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote the article. Persons are taken before organisations: many sites declare themselves as the author in JSON-LD or
 * meta and name the person elsewhere.
 */
final class Authors {
    private static final int MAX_NAME = 200;
    private static final int MAX_AUTHORS = 20;

    /** Where else sites name the author, in the order of trust. */
    private static final List<String> META_NAMES = List.of(
            "author",
            "article:author",
            "article:author_name",
            "article:byline",
            "articleauthor",
            "article.author",
            "parsely-author",
            "cxenseparse:author",
            "dc.creator",
            "dcterms.creator",
            "sailthru.author",
            "byl");

    private static final Pattern BY = Pattern.compile(
            "(?i)^(?:(?:written|posted|published|reported|text|story|words|edited|article)\\s+by|by|von|par|por|di|door|af|av|text|autor|autorin|autore|auteur|author)(?:\\s*:\\s*|\\s+)");
    private static final Pattern LATE_BY = Pattern.compile(
            "(?:^|\\s)(?:(?:[Ww]ritten|[Pp]osted|[Tt]ext) [Bb]y|By|Von|Par|Por|von|par)\\s+(?=\\p{Lu})");

    /** A byline goes on with a date, a counter or an update. */
    private static final Pattern REST = Pattern.compile(
            "\\s*(?:[•·|()\\[\\]–—\\n]|\\s-\\s|\\d|\\b(?:Updated|Last updated|Published|Posted|Reviewed|Follow|Contributing|Senior|Staff|Associate)\\b).*",
            Pattern.DOTALL);

    private static final Pattern DEGREE = Pattern.compile("[A-Z][A-Za-z.]{0,4}|[A-Z-]{2,6}");
    private static final Pattern PERSON = Pattern.compile(
            "(?:Dr\\. )?\\p{Lu}[\\p{L}.'’-]*(?: (?:\\p{Lu}|van|von|de|da|del|der|den|di|la|le|el|bin|al)[\\p{L}.'’-]*){1,3}");
    private static final Pattern NAME_PARTS =
            Pattern.compile("\\s*(?:[,;|/]|\\s(?:and|und|et|y|&|e|og|och|en)\\s)\\s*");

    private final Declarations declarations;
    private final JsonLd jsonLd;
    private final Predicate<String> isSite;
    private final int heading;

    /**
     * @param isSite whether a name is that of the site itself
     * @param heading how many headings of the first rank stand before the one of the article, or -1 for none
     */
    Authors(Declarations declarations, JsonLd jsonLd, Predicate<String> isSite, int heading) {
        this.declarations = declarations;
        this.jsonLd = jsonLd;
        this.isSite = isSite;
        this.heading = heading;
    }

    @Nullable
    Found<List<String>> names() {
        List<JsonLd.Name> declared = jsonLd.authors();
        boolean person = declared.stream().anyMatch(name -> !name.organisation() && !isSite.test(name.name()));
        List<String> others = declared.stream()
                .map(JsonLd.Name::name)
                .filter(name -> !isSite.test(name))
                .toList();
        @Nullable Found<List<String>> found = person ? found(separate(others), Source.JSON_LD) : null;
        for (int i = 0; found == null && i < META_NAMES.size(); i++) {
            @Nullable String value = declarations.meta(META_NAMES.get(i));
            if (value != null && !isSite.test(value)) {
                found = found(split(List.of(value)), Source.META);
            }
        }
        if (found == null) {
            found = found(split(texts(declarations.authors())), Source.HTML);
        }
        if (found == null) {
            found = found(bylines(), Source.HTML);
        }
        if (found == null) {
            found = found(separate(declared.stream().map(JsonLd.Name::name).toList()), Source.JSON_LD);
        }
        @Nullable String site = declarations.meta("author");
        return found == null && site != null ? found(split(List.of(site)), Source.META) : found;
    }

    private static @Nullable Found<List<String>> found(Set<String> names, Source source) {
        return names.isEmpty() ? null : new Found<>(List.copyOf(names), source);
    }

    /** Several names are given one by one; one text may name several. */
    private static Set<String> separate(List<String> names) {
        if (names.size() == 1) {
            return split(names);
        }
        Set<String> authors = new LinkedHashSet<>();
        for (String given : names) {
            String name = clean(given);
            if (isName(name) && authors.size() < MAX_AUTHORS) {
                authors.add(name);
            }
        }
        return authors;
    }

    private static Set<String> split(List<String> texts) {
        Set<String> authors = new LinkedHashSet<>();
        for (String text : texts) {
            addParts(clean(text), authors, false);
        }
        return authors;
    }

    /** Byline boxes hold dates, jobs and counters, too; there only what is written like the name of a person counts. */
    private Set<String> bylines() {
        Set<String> authors = new LinkedHashSet<>();
        for (String text : texts(declarations.bylines())) {
            Matcher late = LATE_BY.matcher(text);
            String names = late.find() ? text.substring(late.end()) : text;
            addParts(REST.matcher(clean(names)).replaceFirst(""), authors, true);
        }
        return authors;
    }

    /**
     * One text may name several persons, or a person with degrees or a post, or an agency and a newspaper. It is taken
     * apart where two parts are written like the names of persons, and where it is too long for one name.
     */
    private static void addParts(String text, Set<String> authors, boolean personsOnly) {
        if (text.contains("://")) {
            return; // the address of a profile
        }
        List<String> parts = new ArrayList<>();
        for (String part : NAME_PARTS.split(text)) {
            String name = BY.matcher(part.strip()).replaceFirst("").strip();
            if (!name.isEmpty()
                    && (parts.isEmpty()
                            || !text.contains(",")
                            || !DEGREE.matcher(name).matches())) {
                parts.add(name);
            }
        }
        long persons = parts.stream()
                .filter(name -> PERSON.matcher(name).matches() || (!name.contains(" ") && isDense(name)))
                .count();
        if (!personsOnly && persons < Math.min(2, parts.size()) && isName(text)) {
            parts = List.of(text);
        }
        for (String name : parts) {
            if (isName(name) && (!personsOnly || PERSON.matcher(name).matches()) && authors.size() < MAX_AUTHORS) {
                authors.add(name);
            }
        }
    }

    /** Names in Chinese, Japanese or Korean have no space in them. */
    private static boolean isDense(String name) {
        return name.codePointAt(0) >= 0x2e80;
    }

    /** The texts of the first box behind the heading of the article, and of the boxes beside it: further ones are of teasers. */
    private List<String> texts(List<Declarations.Marked> marked) {
        List<Declarations.Marked> behind = marked.stream()
                .filter(mark -> mark.headingsBefore() > heading && !mark.text().isEmpty())
                .toList();
        List<Declarations.Marked> all = behind.isEmpty()
                ? marked.stream().filter(mark -> !mark.text().isEmpty()).toList()
                : behind;
        List<String> texts = new ArrayList<>();
        for (Declarations.Marked mark : all) {
            if (isBeside(mark.element(), all.getFirst().element())) {
                texts.add(mark.text());
            }
        }
        return texts;
    }

    private static boolean isBeside(Element one, Element other) {
        @Nullable Element box = other.parent();
        @Nullable Element outer = box == null ? null : box.parent();
        for (@Nullable Element at = one; at != null; at = at.parent()) {
            if (at == other || at == box || (at == outer && !at.nameIs("body"))) {
                return true;
            }
        }
        return false;
    }

    private static String clean(String text) {
        String line = Texts.line(org.jsoup.parser.Parser.unescapeEntities(text, false), MAX_NAME * 5);
        return BY.matcher(line).replaceFirst("").strip();
    }

    private static boolean isName(String name) {
        return name.length() > 1
                && name.length() <= MAX_NAME
                && !name.contains("://")
                && !name.contains("@")
                && !name.toLowerCase(Locale.ROOT).startsWith("www.")
                && name.chars().anyMatch(Character::isLetter)
                && name.split("\\s+").length <= 6;
    }
}
