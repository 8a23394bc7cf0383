package dev.gleaner.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.extract.Extraction.Extracted;
import dev.gleaner.extract.Extraction.NoArticle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ArticleExtractorTest {
    private static final String URL = "https://valley.example/news/bridge?page=1";
    private static final String BRIDGE = "<html lang=en><title>The bridge</title>"
            + "<meta property=article:published_time content=%s><nav><a href=/>%s</a></nav>"
            + "<article><h1>The bridge</h1><p>The river rose through the night, and %s.</p></article><aside>%s</aside>";
    private static final String PROSE =
            "Größe und Güte wachsen über Jahre, sagen die Gärtner, und wer früh sät, der hört später die Vögel.";

    private final ArticleExtractor extractor = new ArticleExtractor();

    @ParameterizedTest
    @CsvSource({
        "news, River bridge reopens after two years",
        "breaks, Diary of a lighthouse",
        "short, Kurz gemeldet",
        "declared, Behind the curtain"
    })
    void titleAndTextAreThoseOfTheArticle(String page, String title) throws IOException {
        ArticleContent article = article(resource(page + ".html"), "utf-8");

        assertThat(article.title()).isEqualTo(title);
        assertThat(article.content()).isEqualTo(new String(resource(page + ".txt"), StandardCharsets.UTF_8).strip());
    }

    @Test
    void whatThePageDeclaresIsRead() throws IOException {
        ArticleContent article = article(resource("news.html"), "utf-8");

        assertThat(article.authors()).containsExactly("Anna Example", "Ben Sample");
        assertThat(article.publishedAt()).isEqualTo("2026-03-04T06:30:00Z");
        assertThat(article.language()).isEqualTo("en");
        assertThat(article.description()).isEqualTo("The old crossing carries traffic again.");
        assertThat(article.image()).isEqualTo("https://valley.example/images/bridge.jpg");
        assertThat(article.siteName()).isEqualTo("The Valley Post");
        assertThat(article.canonicalUrl()).isEqualTo("https://valley.example/news/bridge");
        assertThat(article.wordCount()).isEqualTo(article.content().split("\\s+").length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<html></html>",
                "<html><body><nav><a href=/>Home</a></nav></body></html>",
                "<script>var text = 'This is long enough to be taken for an article, but it is a script.';</script>",
                "<p>\u0000\u0001\u0002</p>",
                "%PDF-1.7"
            })
    void aPageWithoutTextIsNoArticle(String html) {
        assertThat(extractor.extract(page(html.getBytes(StandardCharsets.UTF_8), "utf-8")))
                .isEqualTo(new NoArticle(RefusalCode.NO_ARTICLE, "The page holds no article text"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <title>Just a moment...</title><p>Checking your browser before you go on.      | CHALLENGE_PAGE
            <p>We and our partners use cookies. Accept all cookies to read on.             | CONSENT_WALL
            <title>404</title><h1>Page not found</h1><p>Sorry, there is nothing here.      | SOFT_NOT_FOUND
            <noscript>You need to enable JavaScript to run this app.</noscript><div></div> | NEEDS_JAVASCRIPT
            """)
    void aPageInsteadOfAnArticleIsRefusedWithItsReason(String html, RefusalCode code) {
        Extraction extraction = extractor.extract(page(html.getBytes(StandardCharsets.UTF_8), "utf-8"));

        assertThat(extraction).isInstanceOf(NoArticle.class);
        assertThat(((NoArticle) extraction).code()).isEqualTo(code);
    }

    @Test
    void anIndexPageIsRefusedAsSuch() {
        String html = "<ul>" + "<li><a href=/a>Short headline</a>".repeat(40) + "</ul>";
        Extraction extraction = extractor.extract(page(html.getBytes(StandardCharsets.UTF_8), "utf-8"));

        assertThat(((NoArticle) extraction).code()).isEqualTo(RefusalCode.INDEX_PAGE);
    }

    @Test
    void anArticleAboutCookiesIsAnArticle() {
        String html = "<title>Cookies</title><article>"
                + ("<p>We use cookies to remember that you are not a robot, said the baker, and added that a captcha"
                                + " would not be needed to buy one.</p>")
                        .repeat(6)
                + "</article>";

        assertThat(article(html.getBytes(StandardCharsets.UTF_8), "utf-8").content())
                .contains("captcha");
    }

    @Test
    void aBodySplitIntoBoxesIsReadWhole() {
        String box = "<div class=row><div class=box><p>%s The river rose through the night, and by the morning the"
                + " lower fields were under water up to the second fence.</p></div></div>";
        String html = "<article>" + box.formatted("First.") + box.formatted("Second.") + box.formatted("Third.")
                + "</article>";

        assertThat(article(html.getBytes(StandardCharsets.UTF_8), "utf-8").content())
                .contains("First.", "Second.", "Third.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            May 31, 2024     | 2024-05-31T00:00:00Z
            Published 3rd March 2021 | 2021-03-03T00:00:00Z
            31.05.2024, 12 Uhr | 2024-05-31T00:00:00Z
            5 de abril de 2020 | 2020-04-05T00:00:00Z
            """)
    void aDateThatOnlyReadersSeeIsRead(String written, Instant day) {
        String html = "<div class=date>" + written + "</div><p>" + PROSE + "</p>";

        OffsetDateTime published =
                article(html.getBytes(StandardCharsets.UTF_8), "utf-8").publishedAt();
        assertThat(published).isNotNull();
        assertThat(published.toInstant()).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # written as  | server says  | page says
            UTF-8         | utf-8        | -
            UTF-8         | -            | utf-8
            UTF-8         | -            | -
            UTF-8         | nonsense     | -
            UTF-8         | utf-7        | -
            UTF-8         | -            | utf-16
            ISO-8859-1    | iso-8859-1   | -
            ISO-8859-1    | -            | iso-8859-1
            ISO-8859-1    | iso-8859-1   | utf-8
            ISO-8859-15   | ISO-8859-15  | -
            windows-1252  | latin1       | -
            windows-1252  | -            | -
            UTF-16        | -            | -
            UTF-16        | iso-8859-1   | utf-8
            """)
    void theCharsetIsFound(String written, @Nullable String server, @Nullable String declared) {
        String html = "<html><head>" + (declared == null ? "" : "<meta charset=" + declared + ">") + "</head><body><p>"
                + PROSE + "</p></body></html>";

        assertThat(article(html.getBytes(Charset.forName(written)), server).content())
                .isEqualTo(PROSE);
    }

    @Test
    void plainTextIsTheContent() {
        byte[] text = "A title\n\nFirst line\nsecond line.\r\n\r\n\r\nLast.\n".getBytes(StandardCharsets.UTF_8);
        Extraction extraction = extractor.extract(new Page(text, null, "text/plain", URL));

        ArticleContent article = ((Extracted) extraction).article();
        assertThat(article.title()).isEqualTo("A title");
        assertThat(article.content()).isEqualTo("A title\n\nFirst line second line.\n\nLast.");
        assertThat(article.wordCount()).isEqualTo(7);
    }

    @Test
    void fieldsAreBoundedAndStorable() {
        String html = "<title>" + "t".repeat(5_000) + "</title><meta name=author content='" + "a".repeat(5_000) + "'>"
                + "<meta property=og:image content='javascript:alert(1)'><link rel=canonical href='file:///etc/passwd'>"
                + "<p>" + "A sentence with a bell \u0007 and half a character &#xD83D; in it. ".repeat(100_000)
                + "</p>";

        ArticleContent article = article(html.getBytes(StandardCharsets.UTF_8), "utf-8");

        assertThat(article.title()).hasSizeLessThanOrEqualTo(1_000);
        assertThat(article.authors()).isEmpty();
        assertThat(article.image()).isNull();
        assertThat(article.canonicalUrl()).isNull();
        assertThat(article.content()).hasSizeLessThanOrEqualTo(2 * 1_024 * 1_024);
        assertStorable(article.content());
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<div class=ad><p>x</p>",
                "<b>",
                "<table><tr><td>",
                "<ul><li>",
                "<a href=x>",
                "<p>text</p><br>",
                "<span class='ad ad ad'>"
            })
    void hugeAndDeepPagesAreReadToAnEnd(String piece) {
        String html = "<p>" + PROSE + "</p>" + piece.repeat(1_000_000 / piece.length());

        assertThat(extractor.extract(page(html.getBytes(StandardCharsets.UTF_8), "utf-8")))
                .isNotNull();
    }

    @Test
    void brokenPagesNeverThrow() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_125);
        byte[] page = resource("news.html");
        for (int round = 0; round < 500; round++) {
            byte[] broken = page.clone();
            for (int i = random.nextInt(200); i >= 0; i--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            Extraction extraction = extractor.extract(page(broken, round % 2 == 0 ? "utf-8" : null));
            if (extraction instanceof Extracted(ArticleContent article)) {
                assertStorable(article.content());
                assertStorable(article.title());
            }
        }
    }

    @Test
    void theHashIsThatOfTheTextAlone() {
        ArticleContent first = bridge("2026-03-04", "Home", "the fields were under water", "Five others read this");
        ArticleContent again = bridge("2026-03-05", "Start", "the fields were  under\nwater", "Six others read this");
        ArticleContent changed = bridge("2026-03-04", "Home", "the fields were dry", "Five others read this");

        assertThat(first.contentHash()).matches("[0-9a-f]{64}");
        assertThat(again.contentHash()).isEqualTo(first.contentHash());
        assertThat(changed.contentHash()).isNotEqualTo(first.contentHash());
    }

    @Test
    void sourcesAreNamedAsTheStoreNamesTheFields() {
        ArticleContent article = bridge("2026-03-04T23:30:00-05:00", "Home", "the fields were under water", "x");

        assertThat(article.publishedAt()).isEqualTo(OffsetDateTime.parse("2026-03-04T23:30:00-05:00"));
        assertThat(article.sources())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("published_at", "meta", "language", "html", "title", "html"));
        assertThat(article.markdown()).isEqualTo(article.content());
    }

    private ArticleContent bridge(String... parts) {
        return article(BRIDGE.formatted((Object[]) parts).getBytes(StandardCharsets.UTF_8), "utf-8");
    }

    private static void assertStorable(String text) {
        assertThat(text.codePoints()
                        .filter(c -> c != '\n' && (Character.isISOControl(c) || (c >= 0xd800 && c <= 0xdfff))))
                .isEmpty();
    }

    private ArticleContent article(byte[] body, @Nullable String charset) {
        return ((Extracted) extractor.extract(page(body, charset))).article();
    }

    private static Page page(byte[] body, @Nullable String charset) {
        return new Page(body, charset, "text/html", URL);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ArticleExtractorTest.class.getResourceAsStream("/pages/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
