package dev.gleaner.api.submission.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gleaner.api.callbacks.CallbackReader;
import dev.gleaner.api.callbacks.WebhookReader;
import dev.gleaner.api.outputs.OutputReader;
import dev.gleaner.api.submission.Drafts;
import dev.gleaner.api.submission.InvalidSubmissionException;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.submission.MaxAge;
import dev.gleaner.api.submission.PaceLimits;
import dev.gleaner.api.submission.Submission;
import dev.gleaner.article.Articles;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.job.OutputOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SubmissionReaderTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Half past midnight in Berlin. */
    private static final Instant NOW = Instant.parse("2026-06-30T22:30:00Z");

    private static final Map<String, String> PRESETS =
            Map.of("news", """
            {"articles": [{"url": "https://a.example/preset"}], "max_age": 60, "priority": 2,
             "headers": {"Cookie": "a=b"}, "name": "of the preset"}""", "feed", "{\"article_list_url\": \"https://a.example/feed\"}");
    private static final Map<String, ArticleListing.Listing> LISTS = Map.of(
            "https://a.example/feed",
            new ArticleListing.Listed(
                    List.of(
                            object("{\"url\": \"https://a.example/1\"}"),
                            object("{\"url\": \"https://a.example/1#same\"}"),
                            object("{\"url\": \"https://inside.internal/\"}"),
                            object("{\"url\": \"https://a.example/2\", \"priority\": 9, \"language\": \"de\"}"),
                            object("{\"url\": \"https://a.example/3\", \"priority\": 99}")),
                    List.of("So it is.")),
            "https://a.example/gone",
            new ArticleListing.Unlisted("404 Not Found", false),
            "https://a.example/empty",
            new ArticleListing.Listed(List.of(), List.of()));

    private final SubmissionReader reader = reader(5);

    @Test
    void aFullBodyIsRead() {
        Submission submission = read("""
                {"articles": [{"url": "https://a.example/1", "source": "s", "category": "c", "priority": 3, "mine": true},
                              {"url": "https://a.example/2"}],
                 "max_age": 3600, "something": "else"}""");

        assertThat(submission.maxAge()).isEqualTo(new MaxAge.Within(Duration.ofHours(1)));
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
    void thePaceOfAJobIsReadAndItsFaultsAreNamed() {
        String articles = "{\"articles\": [{\"url\": \"https://a.example/\"}]";

        Submission submission =
                read(articles + ", \"user_agent\": \"Reader/2\", \"host_delay\": 2.5, \"host_max_concurrent\": 2}");

        assertThat(submission.fetch())
                .isEqualTo(
                        FetchOptions.NONE.withUserAgent("Reader/2").withPace(new JobPace(Duration.ofMillis(2500), 2)));
        for (String wrong : List.of(
                "\"user_agent\": \"42\"",
                "\"user_agent\": \"Reader\\r\\nHost: b\"",
                "\"user_agent\": true",
                "\"host_delay\": -1",
                "\"host_delay\": 3601",
                "\"host_delay\": \"5s\"",
                "\"host_max_concurrent\": 0",
                "\"host_max_concurrent\": 1.5",
                "\"host_max_concurrent\": 5")) {
            assertThatExceptionOfType(InvalidSubmissionException.class)
                    .as(wrong)
                    .isThrownBy(() -> read(articles + ", " + wrong + "}"))
                    .satisfies(invalid -> assertThat(invalid.faults())
                            .singleElement()
                            .satisfies(fault -> assertThat(wrong).contains("\"" + fault.path() + "\"")));
        }
    }

    @Test
    void whatIsAskedOfTheFetchIsReadAndMakesAnotherRequest() {
        String articles = "{\"articles\": [{\"url\": \"https://a.example/\"}]";

        Submission submission = read(
                articles + ", \"headers\": {\"COOKIE\": \"a=b\"}, \"language\": \"de, en;q=0.5\", \"timeout\": 30}");

        assertThat(submission.fetch())
                .isEqualTo(new FetchOptions(Map.of("cookie", "a=b"), "de, en;q=0.5", Duration.ofSeconds(30)));
        String hash = hash(articles + "}");
        for (String options : List.of(
                "\"headers\": {\"Cookie\": \"a\"}",
                "\"language\": \"de\"",
                "\"timeout\": 3",
                "\"user_agent\": \"Reader\"",
                "\"host_delay\": 0.5",
                "\"host_max_concurrent\": 1")) {
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
    void anArticleMayAskForItsOwnFetchAndIsAnotherArticleThen() {
        Submission submission = read("""
                {"articles": [{"url": "https://a.example/", "headers": {"Cookie": "own"}, "timeout": 3},
                              {"url": "https://a.example/", "language": "fr"},
                              {"url": "https://a.example/"}],
                 "headers": {"Cookie": "all", "Referer": "https://r.example/"}, "language": "de"}""");

        assertThat(submission.articles()).extracting(Articles.Wanted::key).doesNotHaveDuplicates();
        FetchOptions all = new FetchOptions(Map.of("cookie", "all", "referer", "https://r.example/"), "de", null);
        assertThat(submission.articles().getFirst().key())
                .endsWith(all.with(new FetchOptions(Map.of("cookie", "own"), null, null))
                        .keyPart());
        assertThat(submission.articles().getLast().key()).endsWith(all.keyPart());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            "headers": {"Host": "b"}       ~ articles[0].headers
            "headers": {"Cookie": 1}       ~ articles[0].headers.cookie
            "headers": []                  ~ articles[0].headers
            "language": ""                 ~ articles[0].language
            "timeout": 31                  ~ articles[0].timeout
            "max_age": -1                  ~ articles[0].max_age
            "max_age": "night"             ~ articles[0].max_age
            """)
    void aFaultInTheOptionsOfAnArticleIsNamed(String option, String path) {
        assertThat(faults("{\"articles\": [{\"url\": \"https://a.example/\", %s}]}".formatted(option)))
                .singleElement()
                .extracting(Fault::path)
                .isEqualTo(path);
    }

    @Test
    void theHeadersOfOneArticleHaveALimitInAll() {
        String value = "x".repeat(4_000);

        assertThat(faults("""
                {"articles": [{"url": "https://a.example/", "headers": {"Cookie": "%s", "Referer": "%s"}}]}""".formatted(value, value)))
                .containsExactly(new Fault("articles[0].headers", "may have at most 6000 characters in all"));
    }

    @Test
    void aDayIsThatOfTheZone() {
        String articles = "{\"articles\": [{\"url\": \"https://a.example/\"}], \"max_age\": \"day\"";

        assertThat(read(articles + "}").maxAge().needAfter(NOW)).isEqualTo(Instant.parse("2026-06-30T22:00:00Z"));
        assertThat(read(articles + ", \"time_zone\": \"America/New_York\"}")
                        .maxAge()
                        .needAfter(NOW))
                .isEqualTo(Instant.parse("2026-06-30T04:00:00Z"));
        assertThat(faults(articles + ", \"time_zone\": \"Mars\"}"))
                .extracting(Fault::path)
                .containsExactly("time_zone");
        assertThat(hash(articles + "}")).isNotEqualTo(hash(articles + ", \"time_zone\": \"UTC\"}"));
    }

    @Test
    void theFieldsOfAPresetAreTakenWhereTheBodyHasNone() {
        Submission plain = read("{\"preset\": \"news\"}");
        Submission own = read("""
                {"preset": "news", "articles": [{"url": "https://a.example/own"}], "max_age": null, "name": "mine"}""");

        assertThat(plain.articles()).singleElement().satisfies(article -> {
            assertThat(article.url().given()).isEqualTo("https://a.example/preset");
            assertThat(article.priority()).isEqualTo(2);
        });
        assertThat(plain.maxAge()).isEqualTo(new MaxAge.Within(Duration.ofMinutes(1)));
        assertThat(own.articles())
                .singleElement()
                .satisfies(article -> assertThat(article.url().given()).isEqualTo("https://a.example/own"));
        assertThat(own.maxAge()).isEqualTo(new MaxAge.Any());
        assertThat(own.label().name()).isEqualTo("mine");
        assertThat(own.fetch().headers()).containsEntry("cookie", "a=b");
    }

    @Test
    void aListIsTakenWithoutWhatCannotBeAskedFor() {
        SubmissionReader.SubmitRequest request =
                reader.read("{\"preset\": \"feed\", \"priority\": 3}".getBytes(StandardCharsets.UTF_8));

        assertThat(request.draft().submission(null).articles())
                .extracting(article -> article.url().given() + " " + article.priority())
                .containsExactly("https://a.example/1 3", "https://a.example/2 9");
        assertThat(request.draft().notes())
                .containsExactly("So it is.", "2 of its entries cannot be asked for and were left out.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            {"article_list_url": 7}                                          ~ article_list_url
            {"article_list_url": "ftp://a.example/"}                         ~ article_list_url
            {"article_list_url": "http://localhost/"}                        ~ article_list_url
            {"article_list_url": "https://a.example/empty"}                  ~ article_list_url
            {"article_list_url": "https://a.example/feed", "articles": []}   ~ article_list_url
            {"preset": "none"}                                               ~ preset
            {"preset": 3}                                                    ~ preset
            """)
    void aFaultOfWhereTheArticlesAreIsNamed(String body, String path) {
        assertThat(faults(body)).extracting(Fault::path).contains(path);
        assertThat(reader(5).faults(object(body)))
                .extracting(Fault::path)
                .satisfies(paths -> assertThat(body.contains("/empty") || paths.contains(path))
                        .isTrue());
    }

    @Test
    void aListThatCannotBeReadIsSaidToBeSoButIsNoFault() {
        assertThatExceptionOfType(ListUnavailableException.class)
                .isThrownBy(() -> read("{\"article_list_url\": \"https://a.example/gone\"}"))
                .satisfies(gone -> assertThat(gone.forNow()).isFalse());
        assertThat(reader.faults(object("{\"article_list_url\": \"https://a.example/gone\"}")))
                .isEmpty();
    }

    @Test
    void aRequestForAListIsTheSameWhateverStandsInIt() {
        String claimed = hash("{\"article_list_url\": \"https://a.example/feed\"}");

        assertThat(hash("{\"article_list_url\": \"https://a.example/feed\", \"max_age\": 1}"))
                .isNotEqualTo(claimed);
        assertThat(hash("{\"preset\": \"feed\"}")).isEqualTo(claimed);
    }

    @Test
    void anOrderOfFilesIsReadWithItsDefaults() {
        assertThat(read("{\"articles\": [{\"url\": \"https://a.example/\"}], \"output\": {}}")
                        .orders()
                        .output())
                .isEqualTo(new OutputOrder(
                        OutputOrder.Format.JSON,
                        OutputOrder.Split.RUN,
                        OutputOrder.Include.ALL,
                        null,
                        ZoneId.of("Europe/Berlin")));
        assertThat(read("""
                        {"articles": [{"url": "https://a.example/"}], "output": {"format": "csv", "split": "host",
                         "include": "changed", "file_name": "{schedule}/{host}"}}""").orders().output())
                .isEqualTo(new OutputOrder(
                        OutputOrder.Format.CSV,
                        OutputOrder.Split.HOST,
                        OutputOrder.Include.CHANGED,
                        "{schedule}/{host}",
                        ZoneId.of("Europe/Berlin")));
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

    private static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }

    private static SubmissionReader reader(int mostArticles) {
        return reader(mostArticles, true);
    }

    private static SubmissionReader reader(int mostArticles, boolean outputs) {
        AddressPolicy policy = AddressPolicy.publicInternet();
        return new SubmissionReader(
                new Drafts(mostArticles, Duration.ofSeconds(30), policy, PaceLimits.USUAL),
                name -> Optional.ofNullable(PRESETS.get(name))
                        .map(JSON::readTree)
                        .map(ObjectNode.class::cast),
                (address, options) -> LISTS.get(address.given()),
                new OutputReader(outputs),
                new CallbackReader(new WebhookReader(policy, false), List.of("archive", "notify")),
                ZoneId.of("Europe/Berlin"),
                InstantSource.fixed(NOW));
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
