package dev.gleaner.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.extract.Extraction.Extracted;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that its server calls XML is read as such, and as HTML only if it is none. */
class XhtmlTest {
    private static final String TEXT = "The river rose through the night, and the fields were under water by dawn.";
    private static final String MORE = "Nobody was hurt, said the mayor, but two bridges will stay closed until May.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<title/>",
                "<title>The bridge</title><script type='text/javascript' src='/a.js'/>",
                "<title>The bridge</title><style/>",
                "<title>The bridge</title><noscript/>",
                "<title>The bridge</title><script><![CDATA[ if (a < b && c) document.write('</p>'); ]]></script>",
                "<title>The bridge</title><script>if (a &lt; b) go();</script>",
                "<title>The bridge</title><!-- a comment --><?php echo 1 ?>",
            })
    void elementsEndWhereXmlEndsThem(String head) {
        assertContent(xhtml(head, "<p>" + TEXT + "</p><p>" + MORE + "</p>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a name='top'/><p>%s</p><iframe src='/x'/><p>%s</p>",
                "<p>%s</p><textarea/><p>%s</p>",
                "<p>%s</p><p/><div/><br/><hr/><p>%s</p>",
                "<p><![CDATA[%s]]></p><p>%s</p>",
                "<p>%s</p><div class='video'><object data='/x'/></div><p>%s</p>"
            })
    void emptyElementsSwallowNothing(String body) {
        assertContent(xhtml("<title>The bridge</title>", body.formatted(TEXT, MORE)));
    }

    @Test
    void entitiesMeanWhatTheyMeanInHtml() {
        String page = xhtml(
                "<title>The bridge</title>",
                "<p>The river&nbsp;rose through the night, and caf&eacute;s &amp; fields were under water by&#160;dawn.</p>"
                        + "<p>" + MORE + "</p>");

        assertThat(content(page))
                .isEqualTo("The river rose through the night, and cafés & fields were under water by dawn.\n\n" + MORE);
    }

    @Test
    void theScriptOfAnXmlPageIsReadWithItsEntities() {
        String page = xhtml(
                "<title>The bridge</title><script type='application/ld+json'>{\"@context\":\"https://schema.org\","
                        + "\"@type\":\"NewsArticle\",\"headline\":\"Tea &amp; Toast\",\"author\":\"Ada &lt;Ede&gt;\"}"
                        + "</script>",
                "<h1>Tea &amp; Toast</h1><p>" + TEXT + "</p><p>" + MORE + "</p>");

        assertThat(article(page).title()).isEqualTo("Tea & Toast");
        assertThat(content(page)).doesNotContain("schema.org");
    }

    @Test
    void prefixesOfHtmlAreLeftOut() {
        assertContent("<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:head><h:title>The bridge</h:title></h:head>"
                + "<h:body><h:p>" + TEXT + "</h:p><h:p>" + MORE + "</h:p></h:body></h:html>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>%s<br><p>%s",
                "<p class=a>%s</p><p>%s</p>",
                "<p>%s</p><p>%s</p></div>",
                "<p>%s</p><p>%s</p> & so on <img src=x>",
                "<P>%s</p><p>%s</P>"
            })
    void whatIsNotWellFormedIsReadAsHtml(String body) {
        assertThat(content(xhtml("<title>The bridge</title>", body.formatted(TEXT, MORE))))
                .contains(TEXT, MORE);
    }

    @Test
    void aDefinitionOfEntitiesIsNotRead() {
        String page = "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
                + "<!ENTITY f SYSTEM 'file:///etc/passwd'>]><html xmlns='http://www.w3.org/1999/xhtml'><head>"
                + "<title>The bridge</title></head><body><p>" + TEXT + " &b; &f;</p></body></html>";

        assertThat(content(page)).startsWith(TEXT).doesNotContain("aaaaaaaaaa").doesNotContain("root:");
    }

    private static String xhtml(String head, String body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\""
                + " \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\n"
                + "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\" lang=\"en\"><head>" + head
                + "</head><body>" + body + "</body></html>";
    }

    private static void assertContent(String page) {
        assertThat(content(page)).isEqualTo(TEXT + "\n\n" + MORE);
    }

    private static String content(String page) {
        return article(page).content();
    }

    private static ArticleContent article(String page) {
        Extraction extraction = new ArticleExtractor()
                .extract(new Page(
                        page.getBytes(StandardCharsets.UTF_8),
                        "utf-8",
                        "application/xhtml+xml",
                        "https://valley.example/"));
        assertThat(extraction).isInstanceOf(Extracted.class);
        return ((Extracted) extraction).article();
    }
}
