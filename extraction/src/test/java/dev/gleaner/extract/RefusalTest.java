package dev.gleaner.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.extract.Extraction.Extracted;
import dev.gleaner.extract.Extraction.NoArticle;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Pages that are no article say why; pages that only look a little like them are read. */
class RefusalTest {
    private static final String NAVIGATION = "<nav><ul>" + "<li><a href=/s>Section</a></li>".repeat(12) + "</ul></nav>";
    private static final String FOOTER =
            "<footer><p>Imprint, terms, privacy, contact and all rights reserved.</p></footer>";

    @Test
    void aChallengeIsNamed() {
        assertRefused(
                "<title>Just a moment...</title><div class=main-wrapper><h1>news.example</h1><h2>Verifying you are human."
                        + " This may take a few seconds.</h2><div>news.example needs to review the security of your"
                        + " connection before proceeding.</div></div><script>" + "x=1;".repeat(9_000) + "</script>",
                RefusalCode.CHALLENGE_PAGE);
        assertRefused(
                "<title>news.example</title><p>Access to this page has been denied because we believe you are using"
                        + " automation tools to browse the website.</p>",
                RefusalCode.CHALLENGE_PAGE);
    }

    @Test
    void aWallOfConsentIsNamed() {
        assertRefused(
                "<title>Nachrichten</title><div><h1>Willkommen</h1><p>Mit Werbung weiterlesen: Besuchen Sie uns wie gewohnt"
                        + " mit Werbung und Tracking. Sie können jederzeit zustimmen, dass wir Cookies setzen.</p>"
                        + "<button>Akzeptieren</button></div>",
                RefusalCode.CONSENT_WALL);
        assertRefused(
                "<title>News</title><p>Before you continue to News: we use cookies and data to deliver and maintain our"
                        + " services.</p>",
                RefusalCode.CONSENT_WALL);
    }

    @Test
    void aPageThatIsNotThereIsNamed() {
        assertRefused(
                "<title>Page not found | Valley Post</title>" + NAVIGATION
                        + "<h1>Sorry!</h1><p>The page you are looking for could not be found. It may have moved, or the"
                        + " address may be wrong.</p><ul><li><a href=/1>Most read: the bridge</a></li></ul>" + FOOTER,
                RefusalCode.SOFT_NOT_FOUND);
        assertRefused(
                "<title>Valley Post</title><h1>404</h1><p>Die Seite wurde nicht gefunden.</p>",
                RefusalCode.SOFT_NOT_FOUND);
    }

    @Test
    void anEmptyShellNeedsABrowser() {
        assertRefused(
                "<title>The bridge is open</title><div id=root></div><script>" + "load();".repeat(4_000) + "</script>",
                RefusalCode.NEEDS_JAVASCRIPT);
    }

    @Test
    void aListOfTeasersIsAnIndex() {
        StringBuilder teasers = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            teasers.append("<div class=card><h2><a href=/")
                    .append(i)
                    .append(">Headline number ")
                    .append(i)
                    .append(" of today</a></h2><p>The river rose through the night, and by the morning the lower fields"
                            + " number ")
                    .append(i)
                    .append(" were under water.</p></div>");
        }

        assertRefused(
                "<title>Valley Post</title>" + NAVIGATION + "<main>" + teasers + "</main>" + FOOTER,
                RefusalCode.INDEX_PAGE);
        assertRead("<title>Twelve rivers</title><meta property=og:type content=article><main>" + teasers + "</main>");
    }

    @Test
    void aListOfLinksIsAnIndex() {
        assertRefused(
                "<title>Archive</title><ul>" + "<li><a href=/a>An older headline</a>".repeat(60) + "</ul>",
                RefusalCode.INDEX_PAGE);
    }

    @Test
    void nothingAtAllIsNoArticle() {
        for (String html : new String[] {
            "",
            " \n ",
            "<html></html>",
            "<!doctype html><title>Title</title>",
            NAVIGATION,
            "<img src=/a.jpg>",
            "<frameset><frame src=/a></frameset>",
            "\u0000\u0000\u0000"
        }) {
            assertRefused(html, RefusalCode.NO_ARTICLE);
        }
    }

    @Test
    void aLandingPageWithATextYieldsIt() {
        String text =
                "We bind books by hand, from the folding of the first sheet to the last line of gold, in a house by"
                        + " the river that has done so for ninety years.";

        ArticleContent article =
                assertRead("<title>The Bindery</title>" + NAVIGATION + "<header><h1>The Bindery</h1></header>"
                        + "<section><h2>What we do</h2><p>" + text
                        + "</p><a href=/order>Order now</a></section><section><h2>Where we"
                        + " are</h2><p>You find us behind the mill, where the road to the upper valley begins.</p></section>"
                        + FOOTER);

        assertThat(article.content()).contains(text);
    }

    @Test
    void anArticleAboutARefusalIsNone() {
        String text =
                "<p>The page could not be found, said the clerk, and the court asked why access denied was all that the"
                        + " machine would print, though nobody had been asked to verify that they are human.</p>";

        assertRead("<title>404: the lost pages of the valley</title><h1>The lost pages</h1>" + text.repeat(6));
    }

    private static void assertRefused(String html, RefusalCode code) {
        Extraction extraction = extract(html);
        assertThat(extraction).as(html).isInstanceOf(NoArticle.class);
        assertThat(((NoArticle) extraction).code()).as(html).isEqualTo(code);
        assertThat(((NoArticle) extraction).reason()).isNotBlank();
    }

    private static ArticleContent assertRead(String html) {
        Extraction extraction = extract(html);
        assertThat(extraction).as(html).isInstanceOf(Extracted.class);
        return ((Extracted) extraction).article();
    }

    private static Extraction extract(String html) {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        return new ArticleExtractor().extract(new Page(body, "utf-8", "text/html", "https://valley.example/a"));
    }
}
