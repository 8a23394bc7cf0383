package dev.gleaner.consumer.command.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.Articles;
import dev.gleaner.consumer.command.OutputForm;
import dev.gleaner.consumer.command.output.Output.Result;
import dev.gleaner.id.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class OutputTest {
    private static final String URL = "https://site.example/a/";

    private final Output output = new Output();

    @Test
    void everyFieldOfAnArticleIsTaken() {
        FoundArticle found = article("""
                {"url": "https://site.example/b", "title": " A\\u0000\\n title ", "content": "One\\r\\n\\r\\ntwo \\u0007words",
                 "authors": ["Ann", " Bo "], "published_at": "2026-11-30T18:15:00+01:00", "language": "en_GB",
                 "description": "d", "image": "/i.png", "site_name": "s", "canonical_url": "https://www.site.example/c",
                 "data": {"price": 1.50, "n": 12345678901234567890}}""");

        assertThat(found.url()).isEqualTo("https://site.example/b");
        assertThat(found.content().title()).isEqualTo("A title");
        assertThat(found.content().content()).isEqualTo("One\n\ntwo words");
        assertThat(found.content().markdown()).isEqualTo("One\n\ntwo words");
        assertThat(found.content().authors()).containsExactly("Ann", "Bo");
        assertThat(found.content().publishedAt()).isEqualTo(OffsetDateTime.parse("2026-11-30T18:15:00+01:00"));
        assertThat(found.content().language()).isEqualTo("en");
        assertThat(found.content().image()).isEqualTo("https://site.example/i.png");
        assertThat(found.content().canonicalUrl()).isEqualTo("https://www.site.example/c");
        assertThat(found.content().wordCount()).isEqualTo(3);
        assertThat(found.content().contentHash()).isEqualTo(Fingerprint.of("One\n\ntwo words"));
        assertThat(found.content().sources()).containsEntry("title", "scraper").doesNotContainKey("modified_at");
        assertThat(found.data()).isEqualTo("{\"price\":1.50,\"n\":12345678901234567890}");
    }

    @Test
    void fieldsThatAreNoneOfAnArticlesAreData() {
        assertThat(article("{\"title\":\"T\",\"price\":1.50,\"tags\":[\"a\\ud800b\"],\"word_count\":9}")
                        .data())
                .isEqualTo("{\"price\":1.50,\"tags\":[\"a\uFFFDb\"]}");
        assertThat(article("{\"price\":1,\"data\":[1]}").data()).isEqualTo("[1]");
        assertThat(article("{\"title\":\"T\",\"data\":null,\"price\":1}").data())
                .isNull();
    }

    @Test
    void markdownOfOthersIsMadeHarmless() {
        FoundArticle found = article("""
                {"markdown": "# Head\\n\\n<script>x()</script>\\n\\na <b>bold</b> [l](javascript:x) [k](/k) ![p](data:x)\\n\\n| a |\\n|---|\\n| 1 |"}""");

        assertThat(found.content().markdown())
                .startsWith("# Head\n\n")
                .doesNotContainPattern("(?<!\\\\)<")
                .doesNotContain("javascript")
                .doesNotContain("data:")
                .contains("[k](https://site.example/k)")
                .contains("|a|");
        assertThat(found.content().content())
                .startsWith("Head\n\n")
                .contains("l k p")
                .doesNotContain("#");
    }

    @Test
    void aCanonicalAddressOfAnotherSiteIsDroppedAsThatOfAPage() {
        assertThat(article("{\"title\":\"T\",\"canonical_url\":\"https://other.example/\"}")
                        .content()
                        .canonicalUrl())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            {"title": 1}                             ~ title must be a text
            {"content": ["x"]}                       ~ content must be a text
            {"title": "T", "authors": [1]}           ~ authors must be a list of texts
            {"title": "T", "published_at": "soon"}   ~ published_at must be a time, such as 2026-11-30T18:15:00Z
            {"title": "T", "language": "klingon"}    ~ language must be a tag of BCP 47, such as en
            {"title": "T", "image": "data:x"}        ~ image must be an http or https address of at most 2048 characters
            {"title": "T", "url": "ftp://a.example"} ~ url is no valid address:
            {"title": "T", "final_url": 5}           ~ final_url must be a text
            {"title": "T"                            ~ is no valid JSON (line
            {"title": "T"} x                         ~ is no valid JSON (line 1, column
            {"title": "T", "title": "U"}             ~ is no valid JSON (line 1, column
            "T"                                      ~ is no JSON object
            [{"title": "T"}, {"title": "U"}]         ~ is a list of 2 and not one object
            {}                                       ~ has neither title, content, markdown nor data
            {"url": "https://a.example/"}            ~ has neither title, content, markdown nor data
            """)
    void whatIsWrongIsSaidWithItsPlace(String json, String why) {
        assertThat(read(OutputForm.STDOUT_JSON, json))
                .isInstanceOfSatisfying(
                        Result.Invalid.class,
                        invalid -> assertThat(invalid.why()).startsWith(why));
    }

    @Test
    void sizesAreBounded() {
        assertThat(read(OutputForm.FILE_JSON, "{\"data\":\"" + "x".repeat(Articles.MOST_DATA) + "\"}"))
                .isEqualTo(new Result.Invalid("data has more than 1048576 bytes"));
        assertThat(read(OutputForm.FILE_JSON, "{\"content\":\"" + "x".repeat(2 * 1024 * 1024 + 1) + "\"}"))
                .isEqualTo(new Result.Invalid("content is longer than 2097152 characters"));
        assertThat(article("{\"title\":\"" + "x".repeat(5000) + "\"}").content().title())
                .hasSize(1000);
        assertThat(read(OutputForm.STDOUT_JSON, "{\"data\":" + "[".repeat(100_000)))
                .isInstanceOf(Result.Invalid.class);
        assertThat(read(OutputForm.STDOUT_JSON, "{\"markdown\":\"" + "> ".repeat(100_000) + "x\"}"))
                .isNotInstanceOf(Result.Nothing.class);
    }

    @ParameterizedTest
    @EnumSource(OutputForm.class)
    void whiteSpaceIsNothing(OutputForm form) {
        assertThat(read(form, " \n\t\n")).isEqualTo(new Result.Nothing());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "STDOUT_TEXT")
    void whatIsNoUtf8IsRefused(OutputForm form) {
        assertThat(output.read(form, new byte[] {'{', (byte) 0xff, '}'}, URL))
                .isEqualTo(new Result.Invalid("is no valid UTF-8"));
    }

    @Test
    void aListOfOneIsThatOneAndAByteOrderMarkIsNoCharacter() {
        assertThat(read(OutputForm.FILE_JSON, "\uFEFF[\n{\"title\": \"T\"}\n]")).isInstanceOf(Result.Article.class);
    }

    @Test
    void ofLinesThereMayBeOne() {
        assertThat(read(OutputForm.STDOUT_NDJSON, "\n{\"title\": \"T\"}\n\n")).isInstanceOf(Result.Article.class);
        assertThat(read(OutputForm.STDOUT_NDJSON, "{\"title\": \"T\"}\n{\"title\": \"U\"}\n"))
                .isInstanceOf(Result.Invalid.class);
    }

    @Test
    void plainTextHasItsFirstLineAsTitle() {
        FoundArticle found = found(read(OutputForm.STDOUT_TEXT, "Größe\n\nOne <b>line</b>\nand another.\n"));

        assertThat(found.content().title()).isEqualTo("Größe");
        assertThat(found.content().content()).isEqualTo("Größe\n\nOne <b>line</b> and another.");
        assertThat(List.of(found.url() == null, found.data() == null)).containsOnly(true);
    }

    private FoundArticle article(String json) {
        return found(read(OutputForm.STDOUT_JSON, json));
    }

    private static FoundArticle found(@Nullable Result result) {
        assertThat(result).isInstanceOf(Result.Article.class);
        return ((Result.Article) result).article();
    }

    private Result read(OutputForm form, String text) {
        return output.read(form, text.getBytes(StandardCharsets.UTF_8), URL);
    }
}
