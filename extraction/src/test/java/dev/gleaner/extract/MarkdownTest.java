package dev.gleaner.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.extract.Extraction.Extracted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MarkdownTest {
    private static final String URL = "https://bindery.example/books/bind";
    private static final String PROSE =
            "The river rose through the night, and by the morning the lower fields were under water.";

    private static final Parser READER = Parser.builder()
            .extensions(List.of(TablesExtension.create(), StrikethroughExtension.create()))
            .build();

    @Test
    void theStructureOfTheArticleIsKept() throws IOException {
        assertThat(extract(resource("structure.html")).markdown())
                .isEqualTo(resource("structure.md").strip());
    }

    @Test
    void plainTextAndMarkdownSayTheSame() throws IOException {
        ArticleContent article = extract(resource("structure.html"));

        assertThat(bare(read(article.markdown()).text)).isEqualTo(bare(article.content()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# no heading",
                "- no item",
                "+ no item",
                "12) no item",
                "1986. A great summer",
                "> no quote",
                "=== no underline",
                "--- no rule",
                "***",
                "no *emphasis*, no **strength**, no _line_ and no __lines__",
                "no `code` and no ``code``",
                "no [link](https://evil.example) and no ![image](https://evil.example/x.png)",
                "[x]: https://evil.example",
                "no <b>HTML</b>, no <script>alert(1)</script>, no <!-- comment -->",
                "<https://evil.example>",
                "no entity: &amp; &lt; &#60; &copy;",
                "no | table | here",
                "no ~~strike~~",
                "[ ] no task",
                "```",
                "~~~",
                "a backslash \\ and \\* and a last one \\",
                "snake_case_name stays readable"
            })
    void textNeverTurnsIntoMarkup(String text) {
        for (String box : List.of(
                "<p>%s</p>",
                "<ul><li>%s</li><li>other</li></ul>",
                "<h2>%s</h2>",
                "<p>%s<br>%s</p>",
                "<blockquote><p>%s</p></blockquote>",
                "<table><tr><td>%s</td><td>x</td></tr><tr><td>y</td><td>z</td></tr></table>")) {
            String html = box.replace("%s", escaped(text));
            ArticleContent article = extract(page("<p>" + PROSE + "</p>" + html + "<p>" + PROSE + "</p>"));

            Reading reading = read(article.markdown());

            assertThat(reading.html).as(article.markdown()).isEmpty();
            assertThat(reading.links).as(article.markdown()).isEmpty();
            assertThat(bare(reading.text)).as(article.markdown()).isEqualTo(bare(article.content()));
        }
    }

    /** Whatever is thrown together, a reader of CommonMark sees the words of the content, no HTML, and only our links. */
    @Test
    void whateverStandsInAPageIsReadBackAsItsWords() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_125);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder body = new StringBuilder("<p>" + PROSE + "</p>");
            for (int block = random.nextInt(1, 6); block > 0; block--) {
                body.append(randomBlock(random, 2));
            }
            ArticleContent article = extract(page(body + "<p>" + PROSE + "</p>"));

            Reading reading = read(article.markdown());

            assertThat(reading.html).as(body.toString()).isEmpty();
            assertThat(reading.links)
                    .as(body.toString())
                    .allSatisfy(link -> assertThat(link).startsWith("https://bindery.example/"));
            assertThat(bare(reading.text)).as(body + "\n" + article.markdown()).isEqualTo(bare(article.content()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <a href="/a">x</a>                        | [x](https://bindery.example/a)
            <a href="b c">x</a>                       | [x](https://bindery.example/books/b%20c)
            <a href="https://o.example/(1)">x</a>     | [x](https://o.example/%281%29)
            <a href="javascript:alert(1)">x</a>       | x
            <a href="data:text/html,x">x</a>          | x
            <a href="mailto:a@b.example">x</a>        | x
            <a href="https://user@o.example/">x</a>   | x
            <a href="#note">x</a>                     | x
            <a>x</a>                                  | x
            Look!<a href="/a">x</a>                   | Look\\![x](https://bindery.example/a)
            <b>bold</b> and <i>slanted</i>            | **bold** and *slanted*
            <b> spaced </b>out                        | **spaced** out
            <b><i>both</i></b>                        | ***both***
            in<b>side</b>                             | in**side**
            <b>"quoted"</b>in a word                  | "quoted"in a word
            <b></b>nothing                            | nothing
            <code>a*b</code>                          | `a*b`
            <code>a`b</code>                          | ``a`b``
            """)
    void inlineElementsAreWritten(String html, String expected) {
        String markdown = extract(page("<p>" + PROSE + "</p><p>" + html + " " + PROSE + "</p>"))
                .markdown();

        assertThat(markdown).endsWith("\n\n" + expected + " " + PROSE);
    }

    @Test
    void picturesThatAreNoneAreLeftOut() {
        String html = "<p>" + PROSE + "</p>"
                + "<img src=/pixel.gif width=1 height=1><img src=/img/logo.png><img src='data:image/png;base64,AA'>"
                + "<img src=/face.jpg class=avatar><img alt='no address'><aside><img src=/advert.jpg></aside>"
                + "<p>" + PROSE + "</p>";

        assertThat(extract(page(html)).markdown()).isEqualTo(PROSE + "\n\n" + PROSE);
    }

    @Test
    void aTableThatOnlyLaysOutIsNone() {
        String html = "<table><tr><td><p>" + PROSE.repeat(9) + "</p></td><td><p>" + PROSE + "</p></td></tr>"
                + "<tr><td><p>" + PROSE + "</p></td><td><p>" + PROSE + "</p></td></tr></table>";

        assertThat(extract(page(html)).markdown()).doesNotContain("|");
    }

    @Test
    void itsLengthIsBounded() {
        String html = ("<p>" + "* ".repeat(500) + PROSE + "</p>").repeat(3_000);

        assertThat(extract(page(html)).markdown()).hasSizeLessThanOrEqualTo(2 * 1_024 * 1_024);
    }

    @Test
    void plainTextIsEscaped() {
        byte[] text = "# Notes\n\n* of a <b>traveller</b>".getBytes(StandardCharsets.UTF_8);

        ArticleContent article = article(new Page(text, "utf-8", "text/plain", URL));

        assertThat(article.markdown()).isEqualTo("\\# Notes\n\n\\* of a \\<b>traveller\\</b>");
    }

    private static String randomBlock(RandomGenerator random, int depth) {
        String words = randomWords(random, 3);
        return switch (random.nextInt(depth > 0 ? 9 : 4)) {
            case 0 -> "<h" + (1 + random.nextInt(6)) + ">" + words + "</h2>";
            case 1 -> "<pre><code>" + words + "\n  " + words + "</code></pre>";
            case 2 -> "<div>" + words + "<br>" + randomWords(random, 3) + "</div>";
            case 4 -> "<ul><li>" + words + "</li><li>" + randomBlock(random, depth - 1) + "</li></ul>";
            case 5 ->
                "<ol start=" + random.nextInt(20) + "><li>" + words + randomBlock(random, depth - 1) + "</li><li>"
                        + words + "</li></ol>";
            case 6 ->
                "<blockquote>" + randomBlock(random, depth - 1) + randomBlock(random, depth - 1) + "</blockquote>";
            case 7 ->
                "<table><tr><td>" + words + "</td><th>" + words + "</th></tr><tr><td>" + randomWords(random, 2)
                        + "</td><td>" + words + "</td></tr></table>";
            default -> "<p>" + words + "</p>";
        };
    }

    private static String randomWords(RandomGenerator random, int depth) {
        String[] pieces = {
            "word",
            "Wort",
            "字",
            "1.",
            "2)",
            "#",
            "##",
            "-",
            "+",
            "*",
            "**",
            "_",
            "__",
            "`",
            "``",
            "~~~",
            "[",
            "](",
            ")",
            "!",
            "![",
            "&",
            "&amp;lt;",
            "&lt;",
            "&lt;b&gt;",
            "|",
            "\\",
            "\\\\",
            "=",
            "\"",
            "(",
            ".",
            "…",
            "😀",
            "http://x.example/_a_",
            " ",
            " ",
            " ",
            " ",
            "\n",
            "&nbsp;",
            "<br>"
        };
        String[][] marks = {
            {"<b>", "</b>"},
            {"<i>", "</i>"},
            {"<code>", "</code>"},
            {"<a href='/x?a=1&amp;copy;=2*_'>", "</a>"},
            {"<span>", "</span>"}
        };
        StringBuilder words = new StringBuilder();
        for (int i = random.nextInt(1, 7); i > 0; i--) {
            if (depth > 0 && random.nextInt(4) == 0) {
                String[] mark = marks[random.nextInt(marks.length)];
                words.append(mark[0]).append(randomWords(random, depth - 1)).append(mark[1]);
            } else {
                words.append(pieces[random.nextInt(pieces.length)]);
            }
        }
        return words.toString();
    }

    private static final class Reading extends AbstractVisitor {
        private final StringBuilder text = new StringBuilder();
        private final List<String> html = new ArrayList<>();
        private final List<String> links = new ArrayList<>();

        @Override
        public void visit(Text words) {
            text.append(words.getLiteral());
        }

        @Override
        public void visit(Code code) {
            text.append(code.getLiteral());
        }

        @Override
        public void visit(FencedCodeBlock code) {
            text.append(code.getLiteral());
        }

        @Override
        public void visit(IndentedCodeBlock code) {
            html.add(code.getLiteral()); // we never write one
        }

        @Override
        public void visit(HtmlInline inline) {
            html.add(inline.getLiteral());
        }

        @Override
        public void visit(HtmlBlock block) {
            html.add(block.getLiteral());
        }

        @Override
        public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            links.add(image.getDestination()); // its text is no text of the article
        }
    }

    private static Reading read(String markdown) {
        Node document = READER.parse(markdown);
        Reading reading = new Reading();
        document.accept(reading);
        return reading;
    }

    /** Without white space, which both forms set as they need it. */
    private static String bare(CharSequence text) {
        return text.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String page(String body) {
        return "<html lang=en><body><article>" + body + "</article></body></html>";
    }

    private static ArticleContent extract(String html) {
        return article(new Page(html.getBytes(StandardCharsets.UTF_8), "utf-8", "text/html", URL));
    }

    private static ArticleContent article(Page page) {
        return ((Extracted) new ArticleExtractor().extract(page)).article();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = MarkdownTest.class.getResourceAsStream("/markdown/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
