package dev.gleaner.api.submission.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gleaner.api.outputs.OutputReader;
import dev.gleaner.api.submission.Drafts;
import dev.gleaner.api.submission.InvalidSubmissionException;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.submission.Submission;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.job.OutputOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionReaderTest {
    private final SubmissionReader reader = reader(5);

    @Test
    void aFullBodyIsRead() {
        Submission submission = read("""
                {"articles": [{"url": "https://a.example/1", "source": "s", "category": "c", "priority": 3, "mine": true},
                              {"url": "https://a.example/2"}],
                 "max_age": 3600, "something": "else"}""");

        assertThat(submission.maxAge()).isEqualTo(Duration.ofHours(1));
        assertThat(submission.articles()).hasSize(2);
        assertThat(submission.articles().getFirst().source()).isEqualTo("s");
        assertThat(submission.articles().getFirst().priority()).isEqualTo(3);
        assertThat(submission.articles().getLast().priority()).isEqualTo(5);
        assertThat(submission.articles().getLast().source()).isNull();
        assertThat(submission.idempotency()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"articles\": [}", "nothing", "{} {}", "\u0000"})
    void whatIsNoJsonIsSaidToBeNone(String body) {
        assertThatExceptionOfType(NotJsonException.class).isThrownBy(() -> read(body));
    }

    @Test
    void nestingWithoutEndIsNoJsonForUs() {
        assertThatExceptionOfType(NotJsonException.class)
                .isThrownBy(() -> read("{\"articles\": " + "[".repeat(100_000)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            []                                                           ~ $
            "text"                                                       ~ $
            {}                                                           ~ articles
            {"articles": null}                                           ~ articles
            {"articles": "x"}                                            ~ articles
            {"articles": []}                                             ~ articles
            {"articles": [1]}                                            ~ articles[0]
            {"articles": [{}]}                                           ~ articles[0].url
            {"articles": [{"url": 7}]}                                   ~ articles[0].url
            {"articles": [{"url": {"$ne": null}}]}                       ~ articles[0].url
            {"articles": [{"url": ""}]}                                  ~ articles[0].url
            {"articles": [{"url": "ftp://a.example/"}]}                  ~ articles[0].url
            {"articles": [{"url": "https://inside.internal/"}]}           ~ articles[0].url
            {"articles": [{"url": "https://a.example/", "priority": 0}]} ~ articles[0].priority
            {"articles": [{"url": "https://a.example/", "priority": 11}]} ~ articles[0].priority
            {"articles": [{"url": "https://a.example/", "priority": 2.5}]} ~ articles[0].priority
            {"articles": [{"url": "https://a.example/", "priority": "high"}]} ~ articles[0].priority
            {"articles": [{"url": "https://a.example/", "source": []}]}  ~ articles[0].source
            {"articles": [{"url": "https://a.example/", "category": 1}]} ~ articles[0].category
            {"articles": [{"url": "https://a.example/"}], "max_age": -1} ~ max_age
            {"articles": [{"url": "https://a.example/"}], "output": []} ~ output
            {"articles": [{"url": "https://a.example/"}], "output": {"format": "xml"}} ~ output.format
            {"articles": [{"url": "https://a.example/"}], "output": {"split": 1}} ~ output.split
            {"articles": [{"url": "https://a.example/"}], "output": {"include": "RUN"}} ~ output.include
            {"articles": [{"url": "https://a.example/"}], "output": {"file_name": "../x"}} ~ output.file_name
            {"articles": [{"url": "https://a.example/"}], "output": {"file_name": 7}} ~ output.file_name
            {"articles": [{"url": "https://a.example/"}], "max_age": "1"} ~ max_age
            {"articles": [{"url": "https://a.example/"}], "max_age": 1e99} ~ max_age
            {"articles": [{"url": "https://a.example/"}], "on_duplicate": "x"} ~ on_duplicate
            {"articles": [{"url": "https://a.example/"}], "headers": []} ~ headers
            {"articles": [{"url": "https://a.example/"}], "headers": {"Host": "b"}} ~ headers
            {"articles": [{"url": "https://a.example/"}], "headers": {"X-Forwarded-For": "1.1.1.1"}} ~ headers
            {"articles": [{"url": "https://a.example/"}], "headers": {"Cookie": 1}} ~ headers.cookie
            {"articles": [{"url": "https://a.example/"}], "headers": {"Cookie": "a\\r\\nb: c"}} ~ headers.cookie
            {"articles": [{"url": "https://a.example/"}], "headers": {"Cookie": "a", "cookie": "a"}} ~ headers.cookie
            {"articles": [{"url": "https://a.example/"}], "language": ""} ~ language
            {"articles": [{"url": "https://a.example/"}], "language": "de\\nen"} ~ language
            {"articles": [{"url": "https://a.example/"}], "timeout": 0} ~ timeout
            {"articles": [{"url": "https://a.example/"}], "timeout": 31} ~ timeout
            {"articles": [{"url": "https://a.example/"}], "timeout": 1.5} ~ timeout
            """)
    void aFaultIsNamedByThePathOfItsField(String body, String path) {
        assertThat(faults(body)).singleElement().extracting(Fault::path).isEqualTo(path);
    }

    @Test
    void everyFaultIsNamed() {
        assertThat(faults("{\"articles\": [{}, {\"url\": \"https://a.example/\", \"priority\": 99}], \"max_age\": []}"))
                .extracting(Fault::path)
                .containsExactly("max_age", "articles[0].url", "articles[1].priority");
    }

    @Test
    void tooManyArticlesAreRefused() {
        String one = "{\"url\": \"https://a.example/\"}";
        assertThat(faults("{\"articles\": [" + String.join(",", List.of(one, one, one, one, one, one)) + "]}"))
                .singleElement()
                .extracting(Fault::message)
                .asString()
                .contains("at most 5");
    }

    @Test
    void duplicatesAreAllListedOrDroppedWhenAsked() {
        String articles = "\"articles\": [{\"url\": \"https://a.example/x\"}, {\"url\": \"HTTPS://A.example/x/#top\"},"
                + " {\"url\": \"https://a.example/x?utm_source=y\"}]";

        assertThat(faults("{" + articles + "}"))
                .extracting(Fault::path)
                .containsExactly("articles[1].url", "articles[2].url");
        assertThat(read("{" + articles + ", \"on_duplicate\": \"skip\"}").articles())
                .singleElement()
                .satisfies(kept -> assertThat(kept.url().given()).isEqualTo("https://a.example/x"));
    }

    @Test
    void whatIsAskedOfTheFetchIsReadAndMakesAnotherRequest() {
        String articles = "{\"articles\": [{\"url\": \"https://a.example/\"}]";

        Submission submission = read(
                articles + ", \"headers\": {\"COOKIE\": \"a=b\"}, \"language\": \"de, en;q=0.5\", \"timeout\": 30}");

        assertThat(submission.fetch())
                .isEqualTo(new FetchOptions(Map.of("cookie", "a=b"), "de, en;q=0.5", Duration.ofSeconds(30)));
        String hash = hash(articles + "}");
        for (String options : List.of("\"headers\": {\"Cookie\": \"a\"}", "\"language\": \"de\"", "\"timeout\": 3")) {
            assertThat(hash(articles + ", " + options + "}")).isNotEqualTo(hash);
        }
        assertThat(hash(articles + ", \"headers\": {}, \"language\": null, \"timeout\": null}"))
                .isEqualTo(hash);
    }

    @Test
    void whiteSpaceDoesNotMakeAnotherRequestButAnotherAddressDoes() {
        String hash = hash("{\"articles\": [{\"url\": \"https://a.example/\"}]}");

        assertThat(hash("{ \"articles\" :[ {\"url\":\"https://a.example/\"} ] }"))
                .isEqualTo(hash);
        assertThat(hash("{\"articles\": [{\"url\": \"https://b.example/\"}]}")).isNotEqualTo(hash);
    }

    @Test
    void theOrderOfFieldsAndFieldsThatAreIgnoredMakeNoOtherRequest() {
        String hash = hash("{\"articles\": [{\"url\": \"https://a.example/\", \"priority\": 3}], \"max_age\": 5}");

        assertThat(
                        hash(
                                "{\"max_age\": 5, \"x\": 1, \"articles\": [{\"priority\": 3, \"url\": \"https://a.example/\"}]}"))
                .isEqualTo(hash);
        assertThat(hash("{\"articles\": [{\"url\": \"https://a.example/\", \"priority\": 4}], \"max_age\": 5}"))
                .isNotEqualTo(hash);
        assertThat(hash("{\"articles\": [{\"url\": \"https://a.example/\", \"priority\": 3}], \"max_age\": 6}"))
                .isNotEqualTo(hash);
        assertThat(hash("{\"articles\": [{\"url\": \"https://a.example/\", \"priority\": 3}]}"))
                .isNotEqualTo(hash);
    }

    @Test
    void allDuplicatesAreListedHoweverManyThereAre() {
        SubmissionReader large = reader(1_000);
        String body = "{\"articles\": [%s]}"
                .formatted("{\"url\": \"https://a.example/x\"},".repeat(300) + "{\"url\": \"https://a.example/y\"}");

        InvalidSubmissionException invalid = catchThrowableOfType(
                InvalidSubmissionException.class,
                () -> large.read(body.getBytes(StandardCharsets.UTF_8)).draft().submission(null));

        assertThat(invalid.count()).isEqualTo(299);
        assertThat(invalid.duplicates()).singleElement().satisfies(same -> {
            assertThat(same).hasSize(300);
            assertThat(same.getLast().path()).isEqualTo("articles[299].url");
        });
    }

    @Test
    void aSmallBodyDoesNotBecomeALargeTree() {
        String body =
                "{\"x\": [%s0], \"articles\": [{\"url\": \"https://a.example/\"}]}".formatted("[],".repeat(500_000));

        assertThatExceptionOfType(NotJsonException.class).isThrownBy(() -> read(body));
    }

    @Test
    void anOrderOfFilesIsReadWithItsDefaults() {
        assertThat(read("{\"articles\": [{\"url\": \"https://a.example/\"}], \"output\": {}}")
                        .orders()
                        .output())
                .isEqualTo(new OutputOrder(
                        OutputOrder.Format.JSON, OutputOrder.Split.RUN, OutputOrder.Include.ALL, null, ZoneOffset.UTC));
        assertThat(read("""
                        {"articles": [{"url": "https://a.example/"}], "output": {"format": "csv", "split": "host",
                         "include": "changed", "file_name": "{schedule}/{host}"}}""").orders().output())
                .isEqualTo(new OutputOrder(
                        OutputOrder.Format.CSV,
                        OutputOrder.Split.HOST,
                        OutputOrder.Include.CHANGED,
                        "{schedule}/{host}",
                        ZoneOffset.UTC));
    }

    @Test
    void withoutAFolderThereAreNoFiles() {
        byte[] body =
                "{\"articles\": [{\"url\": \"https://a.example/\"}], \"output\": {}}".getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(InvalidSubmissionException.class)
                .isThrownBy(() -> reader(10, false).read(body).draft().submission(null))
                .satisfies(invalid -> assertThat(invalid.faults())
                        .containsExactly(new Fault("output", "cannot be written: no OUTPUT_DIR is configured")));
    }

    private static SubmissionReader reader(int mostArticles) {
        return reader(mostArticles, true);
    }

    private static SubmissionReader reader(int mostArticles, boolean outputs) {
        return new SubmissionReader(
                new Drafts(mostArticles, Duration.ofSeconds(30), AddressPolicy.publicInternet()),
                new OutputReader(outputs));
    }

    private String hash(String body) {
        Submission.IdempotencyClaim claim = reader.read(body.getBytes(StandardCharsets.UTF_8))
                .draft()
                .submission("key")
                .idempotency();
        assertThat(claim).isNotNull();
        return claim.bodyHash();
    }

    private Submission read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8)).draft().submission(null);
    }

    private List<Fault> faults(String body) {
        InvalidSubmissionException invalid = catchThrowableOfType(InvalidSubmissionException.class, () -> read(body));
        assertThat(invalid.count()).isEqualTo(invalid.faults().size());
        return invalid.faults();
    }
}
