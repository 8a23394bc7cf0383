package dev.gleaner.extract.metadata;

import dev.gleaner.extract.page.Addresses;
import dev.gleaner.extract.page.ParsedPage;
import dev.gleaner.extract.page.Texts;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** What a page declares about its article. */
public final class Metadata {
    private static final int MAX_TITLE = 1_000;
    private static final int MAX_NAME = 200;
    private static final int MAX_DESCRIPTION = 5_000;
    private static final int MAX_ADDRESS = 2_048;
    private static final int MAX_TIMES = 5;

    private static final List<String> PUBLISHED = List.of(
            "article:published_time",
            "article:published",
            "og:published_time",
            "og:article:published_time",
            "datepublished",
            "parsely-pub-date",
            "cxenseparse:publishtime",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "published-date",
            "published_date",
            "article.published",
            "date",
            "dc.date",
            "dc.date.issued",
            "dcterms.date",
            "dcterms.created",
            "dcterms.issued",
            "sailthru.date",
            "citation_publication_date",
            "uploaddate");

    private static final List<String> MODIFIED = List.of(
            "article:modified_time",
            "og:updated_time",
            "article:updated_time",
            "og:article:modified_time",
            "datemodified",
            "last-modified",
            "dcterms.modified",
            "dc.date.modified",
            "lastmod",
            "modified-date");

    private static final List<String> IMAGES =
            List.of("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src");

    /** What introduces the time of a change rather than of publication. */
    private static final Pattern CHANGED = Pattern.compile(
            "(?i)\\b(?:updated?|modified|changed|reviewed|aktualisiert|geändert|mis à jour|modifié|actualizado|aggiornato|atualizado|bijgewerkt|oppdatert|uppdaterad|opdateret)\\b");

    private final ParsedPage page;
    private final Declarations declarations;
    private final JsonLd jsonLd;
    private final List<String> siteNames;
    private final @Nullable Found<String> declaredLanguage;

    /** Of the address that the page calls its own, since it may have been reached by another. */
    private final String host;

    private final Titles titles;

    /** The names of the site and its host by their letters and digits alone. */
    private final Set<String> bareSiteNames = new HashSet<>();

    private final String bareHost;

    public Metadata(ParsedPage page) {
        this.page = page;
        this.declarations = Declarations.of(page.index());
        this.jsonLd = JsonLd.of(declarations.jsonLd(), page.index().guard());
        this.siteNames = siteNames();
        this.declaredLanguage = findLanguage();
        @Nullable String own = absolute(declarations.canonical());
        this.host = hostOf(own == null ? page.url() : own);
        siteNames.forEach(name -> bareSiteNames.add(bare(name)));
        this.bareHost = bare(host);
        this.titles = new Titles(
                unescaped(jsonLd.text("headline")),
                meta("og:title"),
                meta("twitter:title"),
                page.document().title(),
                declarations.headings(),
                siteNames,
                host);
    }

    /** The text of the article, if the page repeats it in its metadata. */
    @Nullable
    public String declaredBody() {
        return jsonLd.text("articleBody");
    }

    /** Whether the page says itself that it is an article. */
    public boolean declaresAnArticle() {
        @Nullable String type = meta("og:type");
        return jsonLd.isArticle()
                || (type != null && type.toLowerCase(Locale.ROOT).contains("article"))
                || meta("article:published_time") != null;
    }

    @Nullable
    public Found<String> title() {
        return mapped(titles.best(), title -> Texts.line(title, MAX_TITLE));
    }

    /** The title as the page shows it to its readers, by which the beginning of the article is known. */
    public String shownTitle(String title) {
        @Nullable String heading = titles.heading();
        return heading == null ? title : Texts.line(heading, MAX_TITLE);
    }

    @Nullable
    public Found<List<String>> authors() {
        return new Authors(declarations, jsonLd, this::isSite, titles.headingsBefore()).names();
    }

    @Nullable
    public Found<OffsetDateTime> publishedAt() {
        return Found.firstOf(
                () -> time(jsonLd.text("datePublished"), Source.JSON_LD),
                () -> firstMeta(PUBLISHED),
                this::shownTime,
                () -> time(jsonLd.text("dateCreated"), Source.JSON_LD),
                () -> time(jsonLd.text("uploadDate"), Source.JSON_LD),
                this::writtenDay);
    }

    @Nullable
    public Found<OffsetDateTime> modifiedAt() {
        return Found.firstOf(() -> time(jsonLd.text("dateModified"), Source.JSON_LD), () -> firstMeta(MODIFIED));
    }

    /** The primary subtag of BCP 47 that the page declares; null if it declares nothing that is one. */
    @Nullable
    public String declaredLanguage() {
        return declaredLanguage == null ? null : declaredLanguage.value();
    }

    /** The declared language, else that of the content. */
    @Nullable
    public Found<String> language(String content) {
        return declaredLanguage == null ? Found.text(LanguageDetector.detect(content), Source.TEXT) : declaredLanguage;
    }

    private @Nullable Found<String> findLanguage() {
        @Nullable Element html = page.document().firstElementChild(); // the parser makes one where there is none
        String lang = html == null ? "" : html.attr("lang").isBlank() ? html.attr("xml:lang") : html.attr("lang");
        return Found.firstOf(
                () -> Found.text(Languages.tag(lang), Source.HTML),
                () -> Found.text(Languages.tag(jsonLd.text("inLanguage")), Source.JSON_LD),
                () -> Found.text(Languages.tag(meta("og:locale")), Source.META),
                () -> Found.text(Languages.tag(meta("content-language")), Source.META),
                () -> Found.text(Languages.tag(meta("language")), Source.META),
                () -> Found.text(Languages.tag(meta("dc.language")), Source.META));
    }

    @Nullable
    public Found<String> description() {
        return mapped(
                Found.first(
                        Found.text(meta("og:description"), Source.META),
                        Found.text(meta("description"), Source.META),
                        Found.text(unescaped(jsonLd.text("description")), Source.JSON_LD),
                        Found.text(meta("twitter:description"), Source.META)),
                text -> Texts.line(text, MAX_DESCRIPTION));
    }

    /** The picture that the page wants to be shown with, as an absolute address; it is not fetched. */
    @Nullable
    public Found<String> image() {
        for (String name : IMAGES) {
            @Nullable Found<String> found = Found.text(absolute(meta(name)), Source.META);
            if (found != null) {
                return found;
            }
        }
        return Found.text(absolute(jsonLd.image()), Source.JSON_LD);
    }

    @Nullable
    public Found<String> siteName() {
        List<String> publisher = jsonLd.names("publisher");
        return mapped(
                Found.first(
                        Found.text(meta("og:site_name"), Source.META),
                        Found.text(publisher.isEmpty() ? null : unescaped(publisher.getFirst()), Source.JSON_LD),
                        Found.text(meta("application-name"), Source.META)),
                name -> Texts.line(name, MAX_NAME));
    }

    /** The address that the page calls its own, if it lies on the same site: others are mistakes or worse. */
    @Nullable
    public Found<String> canonicalUrl() {
        return Found.firstOf(
                () -> Found.text(sameSite(declarations.canonical()), Source.HTML),
                () -> Found.text(sameSite(meta("og:url")), Source.META));
    }

    private @Nullable String sameSite(@Nullable String reference) {
        @Nullable String address = absolute(reference);
        return address != null && Sites.isSame(hostOf(address), hostOf(page.url())) ? address : null;
    }

    private static @Nullable Found<OffsetDateTime> time(@Nullable String text, Source source) {
        @Nullable OffsetDateTime time = Dates.parse(text);
        return time == null ? null : new Found<>(time, source);
    }

    private @Nullable Found<OffsetDateTime> firstMeta(List<String> names) {
        for (String name : names) {
            @Nullable Found<OffsetDateTime> time = time(meta(name), Source.META);
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    /** Of the {@code time} elements: one that is marked as that of publication, then one that is not called an update. */
    private @Nullable Found<OffsetDateTime> shownTime() {
        List<Element> times = declarations.times().stream().limit(MAX_TIMES).toList();
        List<Element> sorted = new ArrayList<>();
        times.stream().filter(Metadata::isPublication).forEach(sorted::add);
        times.stream()
                .filter(time ->
                        !isPublication(time) && !CHANGED.matcher(time.text()).find())
                .forEach(sorted::add);
        times.forEach(sorted::add);
        for (Element time : sorted) {
            for (String text : List.of(time.attr("datetime"), time.attr("content"), Texts.cut(time.text(), 80))) {
                @Nullable Found<OffsetDateTime> found = time(text, Source.HTML);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean isPublication(Element time) {
        return time.attr("itemprop").equals("datePublished") || time.hasAttr("pubdate");
    }

    /** Dates before the heading are of today or of other articles, and those that are called an update come last. */
    private @Nullable Found<OffsetDateTime> writtenDay() {
        List<Declarations.Marked> behind = new ArrayList<>();
        List<Declarations.Marked> rest = new ArrayList<>();
        for (Declarations.Marked date : declarations.dates()) {
            boolean published = !CHANGED.matcher(date.text()).find();
            (published && date.headingsBefore() > titles.headingsBefore() ? behind : rest).add(date);
        }
        return Stream.concat(behind.stream(), rest.stream())
                .map(date -> time(WrittenDate.in(date.text())))
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Found<OffsetDateTime> time(@Nullable OffsetDateTime time) {
        return time == null ? null : new Found<>(time, Source.HTML);
    }

    private static @Nullable Found<String> mapped(@Nullable Found<String> found, UnaryOperator<String> change) {
        return found == null ? null : Found.text(change.apply(found.value()), found.source());
    }

    private List<String> siteNames() {
        List<String> names = new ArrayList<>(jsonLd.names("publisher"));
        for (String name : List.of("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher")) {
            @Nullable String value = meta(name);
            if (value != null) {
                names.add(value);
            }
        }
        return names;
    }

    private boolean isSite(String name) {
        String bare = bare(name);
        return bare.isEmpty() || bareSiteNames.contains(bare) || (bare.length() > 3 && bareHost.contains(bare));
    }

    private static String bare(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        StringBuilder bare = new StringBuilder(small.length());
        small.codePoints().filter(Texts::isLetterOrNumber).forEach(bare::appendCodePoint);
        return bare.toString();
    }

    private static String hostOf(String address) {
        try {
            @Nullable String host = new URI(address).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException broken) {
            return "";
        }
    }

    private @Nullable String meta(String name) {
        return declarations.meta(name);
    }

    private @Nullable String absolute(@Nullable String reference) {
        return Addresses.absolute(page.base(), reference, MAX_ADDRESS);
    }

    /** Texts in JSON-LD are often escaped as if they were HTML. */
    private static @Nullable String unescaped(@Nullable String text) {
        return text == null ? null : Parser.unescapeEntities(text, false);
    }
}
