package dev.gleaner.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.extract.Extraction.Extracted;
import dev.gleaner.extract.page.Texts;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of an article besides its text, each from the places where classes of pages keep it. */
@Timeout(60)
class FieldsTest {
    private static final String URL = "https://www.valley.example/news/bridge.html?from=home";
    private static final String PROSE =
            "<p>The river rose through the night, and by the morning the lower fields were under water.</p>".repeat(3);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # headline            | og:title                    | title                            | h1                            | taken                     | from
            -                     | -                           | -                                | The bridge is open            | The bridge is open        | html
            -                     | -                           | The bridge is open - Valley Post | -                             | The bridge is open        | html
            -                     | The bridge is open          | -                                | -                             | The bridge is open        | meta
            The bridge is open    | -                           | -                                | -                             | The bridge is open        | json-ld
            # the heading, where it differs only by the name of the site
            -                     | The bridge is open – Valley Post | -                           | The bridge is open            | The bridge is open        | html
            # or by a label
            -                     | Traffic: The bridge is open | -                                | The bridge is open            | The bridge is open        | html
            The bridge is open    | The bridge is open          | The bridge is open - Valley Post | Traffic: The bridge is open   | The bridge is open        | meta
            # what both vocabularies say, against the heading
            Floods close the lower road | Floods close the lower road | Water everywhere             | The floods in the valley close a road | Floods close the lower road | meta
            # what was written for search engines is not the title
            -                     | Bridge open valley 2026     | Bridge open valley 2026          | Is the valley bridge open in 2026? | Is the valley bridge open in 2026? | html
            # what was written for the title, though heading and title were put together by a machine, is
            How the bridge opened to cars | Cars are back on the bridge | How the bridge opened to cars - Valley Post | How the bridge opened to cars | Cars are back on the bridge | meta
            # a heading that is but the name of the site
            -                     | The bridge is open          | The bridge is open - Valley Post | Valley Post                   | The bridge is open        | meta
            # what goes on behind a dash is no name of a site
            -                     | Bread gets dear - here is why | -                              | -                             | Bread gets dear - here is why | meta
            R&uuml;ckkehr ins Tal | -                           | -                                | -                             | Rückkehr ins Tal          | json-ld
            """)
    void theTitleIsTheOneOfTheArticle(
            @Nullable String headline,
            @Nullable String openGraph,
            @Nullable String title,
            @Nullable String heading,
            String taken,
            String source) {
        ArticleContent article = article((title == null ? "" : "<title>" + title + "</title>")
                + "<meta property=og:site_name content='Valley Post'>"
                + (openGraph == null ? "" : "<meta property=og:title content='" + openGraph + "'>")
                + (headline == null ? "" : jsonLd("\"headline\":\"" + headline + "\""))
                + (heading == null ? "" : "<h1>" + heading + "</h1>")
                + PROSE);

        assertThat(article.title()).isEqualTo(taken);
        assertThat(article.sources().get("title")).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "author":{"@type":"Person","name":"Anna Example"}                                  | Anna Example
            "author":[{"name":"Anna Example"},{"name":"Ben Sample"}]                           | Anna Example;Ben Sample
            "author":{"name":["Anna Example","Ben Sample"]}                                    | Anna Example;Ben Sample
            "author":{"givenName":"Anna","familyName":"Example"}                               | Anna Example
            "author":"Anna Example and Ben Sample"                                             | Anna Example;Ben Sample
            "author":"By Anna Example"                                                         | Anna Example
            "author":{"name":"The Daily and AFP"}                                              | The Daily and AFP
            "author":[{"name":"Anna Example"},{"@type":"Organization","name":"AFP"}]           | Anna Example;AFP
            "author":[{"name":"Anna Example"},{"name":"AP"}]                                   | Anna Example;AP
            "author":"Anna Example, PhD"                                                       | Anna Example
            "author":{"@type":"Organization","name":"Valley Post"}                             | Valley Post
            "creator":[{"name":"Anna Example"}]                                                | Anna Example
            "author":{"url":"https://x.example/anna"}                                          |
            "author":"https://x.example/anna"                                                  |
            """)
    void authorsAreReadFromJsonLd(String json, @Nullable String names) {
        assertThat(article(jsonLd("\"headline\":\"x\"," + json) + PROSE).authors())
                .isEqualTo(list(names));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            <meta name=author content='Anna Example'>                                   | Anna Example | meta
            <meta name=parsely-author content='Anna Example'>                           | Anna Example | meta
            <meta property=article:author content='https://social.example/anna'><a rel=author>Ben Sample</a> | Ben Sample | html
            <span itemprop=author>Anna Example</span>                                   | Anna Example | html
            <div class=byline>By <a>Anna Example</a> • March 12, 2025</div>             | Anna Example | html
            <p class=author>Von Anna Example, Wien</p>                                  | Anna Example | html
            <div class=byline>12 comments</div>                                         |              |
            """)
    void authorsAreReadFromWhereElsePagesNameThem(String html, @Nullable String names, @Nullable String source) {
        ArticleContent article = article("<h1>The bridge is open again</h1>" + html + PROSE);

        assertThat(article.authors()).isEqualTo(list(names));
        assertThat(article.sources().get("authors")).isEqualTo(source);
    }

    @Test
    void aPersonIsTakenBeforeTheSiteThatNamesItselfTheAuthor() {
        String site = "<meta property=og:site_name content='Valley Post'>"
                + jsonLd("\"headline\":\"The bridge\",\"author\":{\"@type\":\"Organization\",\"name\":\"Valley Post\"}")
                + "<meta name=author content='Valley Post'>";

        assertThat(article(site + "<h1>The bridge</h1><div class=byline>By Anna Example</div>" + PROSE)
                        .authors())
                .containsExactly("Anna Example");
        assertThat(article(site + PROSE).authors()).containsExactly("Valley Post");
    }

    @Test
    void theAuthorsOfTeasersAreNot() {
        String html = "<div class=author>Tea Ser</div><title>The bridge</title><h1>The bridge</h1>"
                + "<header><div class=author>Anna Example</div></header>" + PROSE
                + "<section><div><div><div><div class=author>Tom Teaser</div></div></div></div></section>";

        assertThat(article(html).authors()).containsExactly("Anna Example");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "datePublished":"2026-03-04T07:30:00+01:00"          | 2026-03-04T07:30+01:00
            "datePublished":"2026-03-04T23:30:00-05:00"          | 2026-03-04T23:30-05:00
            "datePublished":"2026-03-04T07:30:00Z"               | 2026-03-04T07:30Z
            "datePublished":"2026-03-04 07:30"                   | 2026-03-04T07:30Z
            "datePublished":"2026-3-4"                           | 2026-03-04T00:00Z
            "datePublished":"4 March 2026"                       | 2026-03-04T00:00Z
            "datePublished":"Wed Mar 04 2026 07:30:00 GMT+0100 (CET)" | 2026-03-04T07:30+01:00
            "datePublished":"1772609400"                         | 2026-03-04T07:30Z
            "datePublished":"1772609400000"                      | 2026-03-04T07:30Z
            "datePublished":"soon","dateCreated":"2026-03-04"    | 2026-03-04T00:00Z
            """)
    void timesKeepTheOffsetThatThePageGives(String json, String expected) {
        OffsetDateTime published =
                article(jsonLd("\"headline\":\"x\"," + json) + PROSE).publishedAt();

        assertThat(published).isNotNull();
        assertThat(published.toString()).isEqualTo(expected);
    }

    @Test
    void whatIsCalledAnUpdateIsNotTheTimeOfPublication() {
        String html = "<title>The bridge</title><div class=date>1 January 2020</div><h1>The bridge</h1>"
                + "<div class=date>Updated 9 March 2026</div><div class=date>4 March 2026</div>" + PROSE;

        assertThat(article(html).publishedAt()).isEqualTo("2026-03-04T00:00:00Z");
        assertThat(article("<time datetime=2026-03-09>Updated March 9</time><time datetime=2026-03-04>March 4</time>"
                                + PROSE)
                        .publishedAt())
                .isEqualTo("2026-03-04T00:00:00Z");
    }

    @Test
    void theTimeOfAChangeIsRead() {
        ArticleContent article =
                article("<meta property=article:modified_time content=2026-03-05T10:00:00+02:00>" + PROSE);

        assertThat(article.modifiedAt()).isEqualTo("2026-03-05T08:00:00Z");
        assertThat(article.sources()).containsEntry("modified_at", "meta");
        assertThat(article.publishedAt()).isNull();
        assertThat(article.sources()).doesNotContainKey("published_at");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            <html lang=en-GB>                                              | en | html
            <html lang=de_AT>                                              | de | html
            <html lang=EN>                                                 | en | html
            <html lang=eng>                                                | en | html
            <html lang=ger>                                                | de | html
            <html lang=iw>                                                 | he | html
            <html lang=zh-Hant-TW>                                         | zh | html
            <html lang=''><meta property=og:locale content=fr_FR>          | fr | meta
            <meta http-equiv=content-language content='it, en'>            | it | meta
            <html lang=xx><meta property=og:locale content=pt_BR>          | pt | meta
            <html lang=en><meta property=og:locale content=pt_BR>          | en | html
            """)
    void theDeclaredLanguageIsItsPrimarySubtag(String head, String language, String source) {
        ArticleContent article = article(head + PROSE);

        assertThat(article.language()).isEqualTo(language);
        assertThat(article.sources().get("language")).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | The river rose through the night, and by the morning the lower fields were under water up to the second fence.
            de | Der Fluss stieg in der Nacht, und am Morgen standen die unteren Felder bis zum zweiten Zaun unter Wasser.
            fr | La rivière a monté pendant la nuit, et au matin les champs du bas étaient sous l'eau jusqu'à la clôture.
            es | El río creció durante la noche y por la mañana los campos de abajo estaban bajo el agua hasta la valla.
            tr | Nehir gece boyunca yükseldi ve sabaha karşı aşağıdaki tarlalar ikinci çite kadar sular altında kaldı.
            ru | Ночью река поднялась, и к утру нижние поля были под водой до второго забора, говорят жители деревни.
            ja | 夜の間に川の水位が上がり、朝には下の畑が二番目の柵まで水に浸かっていたと、村の人々は話している。
            zh | 河水在夜间上涨,到了早晨,下游的田地已经被水淹没到第二道篱笆,村里的人们这样说,他们整夜没有睡觉,一直守在河边的堤坝上面。
            ko | 밤사이 강물이 불어나 아침에는 아래쪽 밭이 두 번째 울타리까지 물에 잠겼다고 마을 사람들이 말했다.
            """)
    void aLanguageThatIsNotDeclaredIsDetected(String language, String sentence) {
        ArticleContent article = article("<p>" + sentence + "</p><p>" + sentence + "</p>");

        assertThat(article.language()).isEqualTo(language);
        assertThat(article.sources()).containsEntry("language", "text");
    }

    @Test
    void aTextTooShortToTellHasNoLanguage() {
        assertThat(article("<p>Berlin, 2026: 3:1 and out.</p>").language()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /news/bridge                             | https://www.valley.example/news/bridge
            https://valley.example/news/bridge       | https://valley.example/news/bridge
            http://m.valley.example/bridge           | http://m.valley.example/bridge
            //www.valley.example/b c                 | https://www.valley.example/b%20c
            https://other.example/news/bridge        | -
            https://valley.example.evil.example/     | -
            https://user:secret@www.valley.example/  | -
            javascript:alert(1)                      | -
            https://                                 | -
            """)
    void theCanonicalAddressIsAbsoluteAndOfTheSite(String reference, @Nullable String address) {
        assertThat(article("<link rel=canonical href='" + reference + "'>" + PROSE)
                        .canonicalUrl())
                .isEqualTo(address);
    }

    @Test
    void aBaseElementMovesRelativeAddressesButNotTheSite() {
        ArticleContent article = article("<base href='https://cdn.other.example/x/'>"
                + "<meta property=og:image content=lead.jpg><link rel=canonical href='https://www.valley.example/b'>"
                + PROSE);

        assertThat(article.image()).isEqualTo("https://cdn.other.example/x/lead.jpg");
        assertThat(article.canonicalUrl()).isEqualTo("https://www.valley.example/b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            <meta property=og:image content=/lead.jpg>                | https://www.valley.example/lead.jpg
            <meta name=twitter:image content=//cdn.example/lead.jpg>  | https://cdn.example/lead.jpg
            <meta property=og:image content='data:image/png;base64,AA'><meta name=twitter:image content=/b.jpg> | https://www.valley.example/b.jpg
            <meta property=og:image content='javascript:alert(1)'>    |
            """)
    void theLeadImageIsAbsolute(String head, @Nullable String address) {
        assertThat(article(head + PROSE).image()).isEqualTo(address);
    }

    @Test
    void brokenJsonLdIsReadAsFarAsItsMistakesAreUsual() {
        String script = "<script type=application/ld+json>/*<![CDATA[*/ {\"@type\":\"NewsArticle\", // mine\n"
                + "\"headline\":\"The bridge\topens\",\"author\":{\"name\":\"Anna Example\"},} /*]]>*/</script>";

        ArticleContent article = article(script + PROSE);

        assertThat(article.title()).isEqualTo("The bridge opens");
        assertThat(article.authors()).containsExactly("Anna Example");
        assertThat(article.sources()).isEqualTo(Map.of("title", "json-ld", "authors", "json-ld", "language", "text"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Two words, 3 numbers: 4.   | 5
            日本語 text                 | 4
            我们的河                    | 4
            ภาษาไทย                    | 2
            don't stop                 | 2
            naïve café                 | 2
            한국어 문장                  | 2
            """)
    void wordsAreCountedInEveryScript(String text, int words) {
        assertThat(Texts.words(text)).isEqualTo(words);
    }

    @Test
    void noFieldHoldsWhatCannotBeStored() {
        String bad = "a\u0000b\u0001\u001f\u007f\u009f\ufffe&#xD800;&#0;&#x1;c\ud83dd\ud83d\ude00";
        String json = "a\\u0000b\\ud83dc\\u0001\\ud83d\\ude00";
        String shown = "<title>" + bad + "</title><meta name=description content='" + bad
                + "'><meta property=og:site_name content='" + bad + "'><meta name=author content='" + bad
                + "'><meta property=og:image content='/x?" + bad + "'><pre>" + bad + "</pre><p>" + bad + "</p><h2>"
                + bad
                + "</h2><p><a href='/y?" + bad + "'>" + bad + "</a> and more</p><img src=/z.jpg alt='" + bad + "'>"
                + PROSE;
        String declared = jsonLd("\"headline\":\"" + json + "\",\"author\":{\"name\":\"" + json
                + "\"},\"description\":\"" + json + "\",\"articleBody\":\"" + json.repeat(200) + "\"");

        for (String html : List.of(shown, declared, declared + PROSE)) {
            ArticleContent article = article(html);
            assertThat(article.title()).endsWith("😀");
            assertThat(article.authors()).hasSize(1);
            for (String text : List.of(
                    article.title(),
                    article.content(),
                    article.markdown(),
                    article.authors().getFirst(),
                    String.valueOf(article.description()),
                    String.valueOf(article.siteName()),
                    String.valueOf(article.image()))) {
                assertThat(text.codePoints().filter(FieldsTest::isUnstorable))
                        .as(text)
                        .isEmpty();
            }
        }
    }

    private static boolean isUnstorable(int c) {
        return c != '\n' && (Character.isISOControl(c) || (c >= 0xd800 && c <= 0xdfff) || (c & 0xfffe) == 0xfffe);
    }

    private static List<String> list(@Nullable String names) {
        return names == null ? List.of() : List.of(names.split(";", -1));
    }

    private static String jsonLd(String properties) {
        return "<script type=application/ld+json>{\"@type\":\"NewsArticle\"," + properties + "}</script>";
    }

    private static ArticleContent article(String html) {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        return ((Extracted) new ArticleExtractor().extract(new Page(body, "utf-8", "text/html", URL))).article();
    }
}
