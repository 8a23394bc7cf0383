package dev.gleaner.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.extract.Extraction.Extracted;
import dev.gleaner.extract.Extraction.NoArticle;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages written for this test, one for each class of pages that a rule of the extraction is about. */
@Timeout(120)
class WrittenPagesTest {
    private static final int ROUNDS = 150;

    private final ArticleExtractor extractor = new ArticleExtractor();

    @ParameterizedTest
    @MethodSource("dev.gleaner.extract.WrittenPage#articles")
    void theTextIsThatOfTheArticle(WrittenPage page) {
        assertThat(content(page.html())).isEqualTo(page.text());
    }

    @ParameterizedTest
    @CsvSource({
        "refused-challenge, CHALLENGE_PAGE",
        "refused-consent, CONSENT_WALL",
        "refused-empty, NO_ARTICLE",
        "refused-gone, SOFT_NOT_FOUND",
        "refused-index, INDEX_PAGE",
        "refused-shell, NEEDS_JAVASCRIPT"
    })
    void aPageThatIsNoArticleIsRefusedByItsReason(String name, RefusalCode code) {
        Extraction extraction = extract(WrittenPage.named(name).html());

        assertThat(extraction).isInstanceOf(NoArticle.class);
        assertThat(((NoArticle) extraction).code()).isEqualTo(code);
    }

    /** Cut off, put into each other, and with tags that were never closed or opened, in an order that a seed fixes. */
    @ParameterizedTest
    @MethodSource("dev.gleaner.extract.WrittenPage#all")
    void aBrokenPageIsReadToAnEnd(WrittenPage page) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(page.name().hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            String broken = page.html();
            for (int i = random.nextInt(8); i >= 0; i--) {
                broken = broken(broken, random);
            }
            Extraction extraction = extract(broken);
            if (extraction instanceof Extracted(ArticleContent article)) {
                assertThat(article.content().length())
                        .as("content of %s in round %d", page.name(), round)
                        .isBetween(1, broken.length());
            }
        }
    }

    private static String broken(String html, RandomGenerator random) {
        int from = random.nextInt(html.length());
        int to = from + random.nextInt(html.length() - from);
        String piece = html.substring(from, to);
        int at = random.nextInt(html.length());
        return switch (random.nextInt(5)) {
            case 0 -> html.substring(0, Math.max(1, from)); // cut off
            case 1 -> html.substring(0, from) + html.substring(to) + ' '; // cut out
            case 2 -> html.substring(0, at) + piece + html.substring(at); // put in once more
            case 3 -> html.replace("</p>", "<p class=caption>"); // never closed
            default -> html.substring(0, at) + "<article><div class=related>" + html.substring(at);
        };
    }

    /**
     * What costs the square of its size would not come back before the timeout: a page of ten megabytes that is made of one
     * piece, over and over.
     */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<article>",
                "<article><h1>Heading</h1><p>Words that make a sentence, and that are long enough to count as prose.</p>",
                "<header><p>Words that make a sentence, and that are long enough to count as prose.",
                "<div class='comment related caption'><p>Words that make a sentence, long enough to count.</div>",
                "<section><div><p>Words that make a sentence, long enough to count as prose, and then some more.</div>",
                "<h2>Related</h2><p>Words that make a sentence, long enough to count as prose, and then some.</p>",
                "<li><a href=x>Link</a>",
                "</div></p></article>",
                "text without any tag ",
            })
    void aHugePageIsReadToAnEnd(String piece) {
        String html = "<title>Heading</title>" + piece.repeat(10_000_000 / piece.length());

        assertThat(extract(html)).isNotNull();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"div", "article", "blockquote", "span", "form", "table><tr><td"})
    void aDeepPageIsReadToAnEnd(String tag) {
        String html = ("<" + tag + " class=related>").repeat(100_000)
                + "<p>At the bottom of all this stands a sentence that is long enough to be taken for an article.";

        assertThat(extract(html)).isNotNull();
    }

    private String content(String html) {
        return ((Extracted) extract(html)).article().content();
    }

    private Extraction extract(String html) {
        return extractor.extract(
                new Page(html.getBytes(StandardCharsets.UTF_8), "utf-8", "text/html", "https://courier.example/a"));
    }
}
