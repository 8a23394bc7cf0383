package dev.gleaner.api.submission.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.gleaner.api.callbacks.CallbackReader;
import dev.gleaner.api.callbacks.WebhookReader;
import dev.gleaner.api.outputs.OutputReader;
import dev.gleaner.api.scrapers.KnownScrapers;
import dev.gleaner.api.submission.Drafts;
import dev.gleaner.api.submission.InvalidSubmissionException;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.submission.PaceLimits;
import dev.gleaner.api.submission.Submission;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.scraper.ParamSpec;
import dev.gleaner.scraper.ParamType;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.scraper.ScraperMode;
import dev.gleaner.scraper.ScraperRegistry.Known;
import dev.gleaner.scraper.ScraperSummary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which scraper a submission gets its articles by, and what is wrong with what it says of that. */
class ScraperFieldsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ScraperChoice ARTICLE = ScraperChoice.of("article");

    private final List<Known> known = new ArrayList<>(List.of(
            new Known(
                    new ScraperSummary(
                            "page",
                            null,
                            ScraperMode.ARTICLE,
                            List.of(
                                    param("depth", ParamType.NUMBER, "2"),
                                    param("deep", ParamType.FLAG),
                                    param("tags", ParamType.LIST),
                                    param("word", ParamType.TEXT),
                                    param("token", ParamType.SECRET)),
                            List.of("DELAY", "ON"),
                            List.of("*.pages.example"),
                            List.of("paged")),
                    1),
            new Known(
                    new ScraperSummary(
                            "spider",
                            null,
                            ScraperMode.RUN,
                            List.of(new ParamSpec("start", ParamType.TEXT, null, null, List.of(), true)),
                            List.of(),
                            List.of(),
                            List.of()),
                    1)));

    @Test
    void aScraperIsReadWithAllItIsGiven() {
        Submission submission = read("""
                {"scraper": "page", "params": {"depth": 7, "deep": true, "tags": ["a b", 1, false], "word": "ü;$(x)\\n",
                  "token": "s"}, "settings": {"DELAY": 0.5, "ON": true}, "articles": [{"url": "https://a.example/"}],
                 "command": ["rm"], "environment": {"PATH": "/tmp"}}""");

        assertThat(submission.fetch().scraper())
                .isEqualTo(new ScraperChoice(
                        "page",
                        Map.of(
                                "depth", List.of("7"),
                                "deep", List.of("true"),
                                "tags", List.of("a b", "1", "false"),
                                "word", List.of("ü;$(x)\n"),
                                "token", List.of("s")),
                        Map.of("DELAY", "0.5", "ON", "true"),
                        Set.of("token")));
        assertThat(submission.run()).isNull();
        assertThat(submission.articles().getFirst().key()).contains("#");
        assertThat(submission.toString() + submission.fetch()).doesNotContain("rm", "PATH");
    }

    @Test
    void anArticlesOwnStandsInPlaceOfThatOfTheSubmissionAsAWhole() {
        List<ScraperChoice> own = scrapers("""
                {"scraper": "page", "params": {"word": "w"}, "articles": [
                  {"url": "https://a.example/1"}, {"url": "https://a.example/2", "scraper": "page"},
                  {"url": "https://a.example/3", "scraper": "article"}]}""");

        assertThat(own.get(0).params()).containsKeys("word", "depth");
        assertThat(own.get(1).params()).containsOnlyKeys("depth");
        assertThat(own.get(2)).isEqualTo(ARTICLE);
    }

    @Test
    void whatNamesNoneGetsTheUsualOneUnlessTheSubmissionSaysOtherwise() {
        String articles = """
                "articles": [{"url": "https://x.pages.example/1"}, {"url": "https://a.example/2", "category": "paged"},
                  {"url": "https://a.example/3"}, {"url": "https://x.pages.example/4", "scraper": "article"}]}""";

        assertThat(scrapers("{" + articles))
                .extracting(ScraperChoice::name)
                .containsExactly("page", "page", "article", "article");
        assertThat(scrapers("{\"scraper\": \"article\", " + articles)).containsOnly(ARTICLE);
        assertThat(keys("{" + articles)).isNotEqualTo(keys("{\"scraper\": \"article\", " + articles));
        assertThat(keys("{\"scraper\": \"article\", " + articles)).noneMatch(key -> key.contains("#"));
    }

    @Test
    void aRepeatIsKnownWhateverIsUsualByThen() {
        String body = "{\"articles\": [{\"url\": \"https://x.pages.example/\"}]}";
        String explicit = "{\"scraper\": \"page\", \"articles\": [{\"url\": \"https://x.pages.example/\"}]}";
        String builtIn = "{\"scraper\": \"article\", \"articles\": [{\"url\": \"https://x.pages.example/\"}]}";
        String before = hash(body);
        assertThat(List.of(hash(explicit), hash(builtIn), before)).doesNotHaveDuplicates();

        known.clear();

        assertThat(hash(body)).isEqualTo(before);
    }

    @Test
    void oneThatFindsItsArticlesIsAllTheWork() {
        Submission submission = read("{\"scraper\": \"spider\", \"params\": {\"start\": \"x\"}, \"priority\": 2}");

        assertThat(submission.articles()).isEmpty();
        assertThat(submission.run())
                .isEqualTo(new ScraperChoice("spider", Map.of("start", List.of("x")), Map.of(), Set.of()))
                .isEqualTo(submission.fetch().scraper());
        assertThat(submission.priority()).isEqualTo(2);
        assertThat(hash("{\"scraper\": \"spider\", \"params\": {\"start\": \"x\"}}"))
                .isNotEqualTo(hash("{\"scraper\": \"spider\", \"params\": {\"start\": \"y\"}}"));
    }

    @Test
    void aPresetGivesItsScraperAsAWhole() {
        assertThat(read("{\"preset\": \"spider\"}").run()).isNotNull();
        assertThat(read("{\"preset\": \"spider\", \"params\": {\"start\": \"b\"}}")
                        .run())
                .isEqualTo(new ScraperChoice("spider", Map.of("start", List.of("b")), Map.of(), Set.of()));
        assertThat(faults("{\"preset\": \"spider\", \"scraper\": \"page\"}"))
                .containsExactly(new Fault("articles", "is missing"));
    }

    @Test
    void aListOfSomebodyElseChoosesNoScraper() {
        assertThat(scrapers("{\"article_list_url\": \"https://a.example/list\"}"))
                .containsExactly(ARTICLE);
    }

    @Test
    void anUnknownOneIsToldWithTheKnown() {
        assertThat(faults("{\"scraper\": \"no\"}"))
                .containsExactly(new Fault(
                        "scraper", "is unknown: no; the known scrapers are article, page, spider", "unknown_scraper"));
        assertThat(faults("""
                {"articles": [{"url": "https://a.example/"}, {"url": "https://b.example/", "scraper": "no"}]}"""))
                .extracting(Fault::path, Fault::code)
                .containsExactly(tuple("articles[1].scraper", "unknown_scraper"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            {"scraper": 7}                                                   ~ scraper
            {"scraper": "a b"}                                               ~ scraper
            {"params": {"x": 1}}                                             ~ params
            {"settings": {"x": 1}}                                           ~ settings
            {"scraper": "page", "params": []}                                ~ params
            {"scraper": "page", "params": {"depth": {}}}                     ~ params.depth
            {"scraper": "page", "params": {"depth": [[1]]}}                  ~ params.depth
            {"scraper": "page", "params": {"depth": "x"}}                    ~ params.depth
            {"scraper": "page", "params": {"depth": [1, 2]}}                 ~ params.depth
            {"scraper": "page", "params": {"deep": 1}}                       ~ params.deep
            {"scraper": "page", "params": {"token": 1}}                      ~ params.token
            {"scraper": "page", "params": {"other": 1}}                      ~ params.other
            {"scraper": "page", "params": {"a secret": 1}}                   ~ params
            {"scraper": "page", "params": {"word": "-rf"}}                   ~ params.word
            {"scraper": "page", "settings": {"DELAY": []}}                   ~ settings.DELAY
            {"scraper": "page", "settings": {"OTHER": 1}}                    ~ settings.OTHER
            {"scraper": "page", "settings": "x"}                             ~ settings
            {"scraper": "article", "params": {"x": 1}}                       ~ params.x
            {"scraper": "article", "settings": {"x": 1}}                     ~ settings.x
            """)
    void everyFaultIsToldAtItsPlace(String fields, String path) {
        String beside = "\"articles\": [{\"url\": \"https://a.example/\"}]}";
        assertThat(faults(fields.substring(0, fields.length() - 1) + ", " + beside))
                .extracting(Fault::path)
                .containsExactly(path);
        assertThat(faults("{\"articles\": [" + fields.replaceFirst("\\{", "{\"url\": \"https://a.example/\", ") + "]}"))
                .extracting(Fault::path)
                .containsExactly("articles[0]." + path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            {"scraper": "spider"}                                                              ~ params.start
            {"scraper": "spider", "params": {"start": "x"}, "articles": [{"url": "https://a.example/"}]} ~ articles
            {"scraper": "spider", "params": {"start": "x"}, "article_list_url": "https://a.example/list"} ~ article_list_url
            {"scraper": "spider", "params": {"start": "x"}, "preset": "articles"}              ~ articles
            {"scraper": "page"}                                                                ~ articles
            {"scraper": "page", "articles": []}                                                ~ articles
            {"articles": [{"url": "https://a.example/", "scraper": "spider", "params": {"start": "x"}}]} ~ articles[0].scraper
            """)
    void articlesStandBesideThoseThatGetThemAndNoOthers(String body, String path) {
        assertThat(faults(body)).extracting(Fault::path).contains(path);
    }

    @Test
    void theOwnParamsOfAnArticleAreBounded() {
        String long1 = "x".repeat(3_000);
        assertThat(faults("""
                {"articles": [{"url": "https://a.example/", "scraper": "page", "params": {"word": "%s", "token": "%s"}}]}""".formatted(long1, long1))).extracting(Fault::path).containsExactly("articles[0].params");
    }

    private static ParamSpec param(String name, ParamType type, String... usual) {
        return new ParamSpec(name, type, null, null, List.of(usual), false);
    }

    private SubmissionReader reader() {
        AddressPolicy policy = AddressPolicy.publicInternet();
        return new SubmissionReader(
                new Drafts(10, Duration.ofSeconds(30), policy, PaceLimits.USUAL, () -> new KnownScrapers(known)),
                name -> Optional.ofNullable(
                        switch (name) {
                            case "spider" -> object("{\"scraper\": \"spider\", \"params\": {\"start\": \"a\"}}");
                            case "articles" -> object("{\"articles\": [{\"url\": \"https://a.example/\"}]}");
                            default -> null;
                        }),
                (address, options) -> new ArticleListing.Listed(
                        List.of(object(
                                "{\"url\": \"https://a.example/\", \"scraper\": \"page\", \"params\": {\"x\": 1}}")),
                        List.of()),
                new OutputReader(true),
                new CallbackReader(new WebhookReader(policy, false), List.of()),
                ZoneId.of("UTC"),
                InstantSource.fixed(Instant.EPOCH));
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }

    private Submission read(String body) {
        return read(body, null);
    }

    private Submission read(String body, @Nullable String key) {
        return reader().read(body.getBytes(StandardCharsets.UTF_8)).draft().submission(key);
    }

    private String hash(String body) {
        return Objects.requireNonNull(read(body, "key").idempotency()).bodyHash();
    }

    private List<String> keys(String body) {
        return read(body).articles().stream().map(one -> one.key()).toList();
    }

    /** Of each article, as its items have it. */
    private List<ScraperChoice> scrapers(String body) {
        return read(body).scrapers().stream()
                .map(choice -> choice.orElse(ARTICLE))
                .toList();
    }

    private List<Fault> faults(String body) {
        return catchThrowableOfType(InvalidSubmissionException.class, () -> read(body))
                .faults();
    }
}
