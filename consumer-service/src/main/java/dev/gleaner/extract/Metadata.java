package dev.gleaner.extract;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** What a page declares of its article, read before anything is taken out of the page. */
final class Metadata {
    private static final int MAX_TITLE = 1_000;
    private static final int MAX_NAME = 200;
    private static final int MAX_AUTHORS = 20;
    private static final int MAX_DESCRIPTION = 5_000;
    private static final int MAX_ADDRESS = 2_048;

    private static final Pattern TITLE_PARTS = Pattern.compile("\\s+[|\\-–—·•:»]\\s+|\\s*\\|\\s*");
    private static final Pattern BY = Pattern.compile("(?i)^(?:by|von|par|por|di|door|af|av)[\\s:]+");
    private static final Pattern DEGREE = Pattern.compile("[A-Z][A-Za-z.]{0,4}|[A-Z-]{2,6}");
    private static final Pattern PERSON = Pattern.compile(
            "\\p{Lu}[\\p{L}.'’-]*(?: (?:\\p{Lu}|van|von|de|da|del|der|den|di|la|le|el|bin|al)[\\p{L}.'’-]*){1,3}");
    private static final Pattern NAME_PARTS =
            Pattern.compile("\\s*(?:[,;|/]|\\s(?:and|und|et|y|&|e|og|och|en)\\s)\\s*");

    private final Document page;
    private final Declarations declarations;
    private final JsonLd jsonLd;

    Metadata(Document page) {
        this.page = page;
        this.declarations = Declarations.of(page);
        this.jsonLd = JsonLd.of(declarations.jsonLd());
    }

    /** The text of the article as far as the page repeats it in its metadata. */
    @Nullable
    String declaredBody() {
        return jsonLd.text("articleBody");
    }

    String title() {
        @Nullable
        String declared = first(
                unescaped(jsonLd.text("headline")),
                withoutSite(meta("og:title")),
                withoutSite(meta("twitter:title")),
                withoutSite(page.title()));
        @Nullable String heading = heading(first(declared, page.title()));
        return Texts.line(first(heading, declared), MAX_TITLE);
    }

    List<String> authors() {
        List<String> candidates = jsonLd.names("author");
        for (String name : List.of(
                "author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author")) {
            if (candidates.isEmpty()) {
                @Nullable String value = meta(name);
                candidates = value == null ? List.of() : List.of(value);
            }
        }
        if (candidates.isEmpty()) {
            candidates = declarations.authors().stream()
                    .limit(MAX_AUTHORS)
                    .map(Element::text)
                    .toList();
        }
        Set<String> authors = namesIn(candidates, false);
        if (authors.isEmpty()) {
            authors = namesIn(declarations.bylines(), true);
        }
        return List.copyOf(authors);
    }

    /** Byline boxes hold dates, jobs and counters, too; there only what is written like the name of a person counts. */
    private static Set<String> namesIn(List<String> candidates, boolean personsOnly) {
        Set<String> authors = new LinkedHashSet<>();
        for (String candidate : candidates) {
            if (candidate.contains("://")) {
                continue; // the address of a profile
            }
            for (String part : NAME_PARTS.split(Texts.line(unescaped(candidate), MAX_NAME * 5))) {
                String name = BY.matcher(part.strip()).replaceFirst("").strip();
                boolean title = !authors.isEmpty() && DEGREE.matcher(name).matches();
                if (isName(name)
                        && !title
                        && (!personsOnly || PERSON.matcher(name).matches())
                        && authors.size() < MAX_AUTHORS) {
                    authors.add(name);
                }
            }
        }
        return authors;
    }

    @Nullable
    Instant modifiedAt() {
        for (String candidate : new @Nullable String[] {
            jsonLd.text("dateModified"), meta("article:modified_time"), meta("og:updated_time"), meta("datemodified")
        }) {
            @Nullable Instant time = Dates.parse(candidate);
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    @Nullable
    Instant publishedAt() {
        List<@Nullable String> candidates = new ArrayList<>();
        candidates.add(jsonLd.text("datePublished"));
        for (String name : List.of(
                "article:published_time",
                "og:published_time",
                "datepublished",
                "parsely-pub-date",
                "pubdate",
                "publishdate",
                "date",
                "dc.date",
                "dc.date.issued",
                "dcterms.date",
                "dcterms.created",
                "sailthru.date",
                "publish-date")) {
            candidates.add(meta(name));
        }
        for (Element time : declarations.times().stream().limit(5).toList()) {
            candidates.add(time.hasAttr("datetime") ? time.attr("datetime") : time.attr("content"));
        }
        candidates.add(jsonLd.text("dateCreated"));
        for (String candidate : candidates) {
            @Nullable Instant time = Dates.parse(candidate);
            if (time != null) {
                return time;
            }
        }
        for (String written : declarations.dates()) {
            @Nullable Instant day = WrittenDate.in(written);
            if (day != null) {
                return day;
            }
        }
        return null;
    }

    @Nullable
    String language() {
        @Nullable Element html = page.selectFirst("html[lang]");
        return Stream.of(
                        html == null ? "" : html.attr("lang"),
                        orEmpty(meta("content-language")),
                        orEmpty(meta("og:locale")),
                        orEmpty(jsonLd.text("inLanguage")))
                .map(Metadata::languageTag)
                .filter(tag -> !tag.isEmpty())
                .findFirst()
                .orElse(null);
    }

    @Nullable
    String description() {
        return Texts.lineOrNull(
                first(meta("og:description"), meta("description"), unescaped(jsonLd.text("description"))),
                MAX_DESCRIPTION);
    }

    @Nullable
    String image() {
        return absolute(first(meta("og:image"), meta("og:image:url"), jsonLd.image(), meta("twitter:image")));
    }

    @Nullable
    String siteName() {
        List<String> publisher = jsonLd.names("publisher");
        return Texts.lineOrNull(
                first(
                        meta("og:site_name"),
                        publisher.isEmpty() ? null : publisher.getFirst(),
                        meta("application-name")),
                MAX_NAME);
    }

    @Nullable
    String canonicalUrl() {
        return absolute(first(declarations.canonical(), meta("og:url")));
    }

    private @Nullable String heading(@Nullable String declared) {
        @Nullable String best = null;
        for (Element heading : declarations.headings().stream().limit(10).toList()) {
            String text = Texts.squeezed(heading.text());
            if (!text.isEmpty() && (declared == null ? best == null : overlap(text, declared) > 0.6)) {
                best = best == null || text.length() > best.length() ? text : best;
            }
        }
        return best;
    }

    /** The share of the longer one's words that both have. */
    private static double overlap(String one, String other) {
        Set<String> first = Set.of(distinctWords(one));
        Set<String> second = Set.of(distinctWords(other));
        long shared = first.stream().filter(second::contains).count();
        return (double) shared / Math.max(1, Math.max(first.size(), second.size()));
    }

    private static String[] distinctWords(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toArray(String[]::new);
    }

    /** Takes the name of the site off the end or the start of a title. */
    private @Nullable String withoutSite(@Nullable String title) {
        if (title == null || title.isBlank()) {
            return null;
        }
        String[] parts = TITLE_PARTS.split(title);
        @Nullable String site = siteName();
        if (parts.length < 2) {
            return title;
        }
        String last = parts[parts.length - 1];
        boolean named = last.equalsIgnoreCase(site) || isHost(last);
        String start = title.substring(0, title.lastIndexOf(last)).replaceFirst("[\\s|\\-–—·•:»]+$", "");
        if (named || (distinctWords(last).length <= 3 && distinctWords(start).length >= 4)) {
            return start.isEmpty() ? title : start;
        }
        return title;
    }

    private boolean isHost(String text) {
        return page.baseUri()
                .toLowerCase(Locale.ROOT)
                .contains(text.toLowerCase(Locale.ROOT).replaceAll("\\s", ""));
    }

    private static boolean isName(String name) {
        return name.length() > 1
                && name.length() <= MAX_NAME
                && !name.contains("://")
                && !name.contains("@")
                && name.chars().anyMatch(Character::isLetter)
                && name.split("\\s+").length <= 6;
    }

    private @Nullable String meta(String name) {
        return declarations.meta(name);
    }

    private @Nullable String absolute(@Nullable String reference) {
        if (reference == null || reference.length() > MAX_ADDRESS) {
            return null;
        }
        try {
            String address = new URI(page.baseUri())
                    .resolve(reference.strip().replace(" ", "%20"))
                    .toString();
            String start = address.toLowerCase(Locale.ROOT);
            return address.length() <= MAX_ADDRESS && (start.startsWith("http://") || start.startsWith("https://"))
                    ? Texts.lineOrNull(address, MAX_ADDRESS)
                    : null;
        } catch (URISyntaxException | IllegalArgumentException broken) {
            return null;
        }
    }

    private static String languageTag(String declared) {
        try {
            return new Locale.Builder()
                    .setLanguageTag(declared.strip().replace('_', '-'))
                    .build()
                    .toLanguageTag()
                    .replace("und", "");
        } catch (IllformedLocaleException unknown) {
            return "";
        }
    }

    /** Texts in JSON-LD are often escaped as if they were HTML. */
    private static @Nullable String unescaped(@Nullable String text) {
        return text == null ? null : org.jsoup.parser.Parser.unescapeEntities(text, false);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String first(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isBlank()) {
                return candidate;
            }
        }
        return null;
    }
}
