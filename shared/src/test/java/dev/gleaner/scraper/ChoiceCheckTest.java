package dev.gleaner.scraper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.scraper.ChoiceCheck.Fault;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceCheckTest {
    private static final ScraperSummary SHOP = new ScraperSummary(
            "shop",
            null,
            ScraperMode.ARTICLE,
            List.of(
                    param("query", ParamType.TEXT, "[a-z ]+", false),
                    param("depth", ParamType.NUMBER, null, false),
                    param("deep", ParamType.FLAG, null, false),
                    param("tags", ParamType.LIST, "[a-z]+", false),
                    param("token", ParamType.SECRET, "(a+)+b", false),
                    new ParamSpec("name", ParamType.TEXT, null, null, List.of(), true, true),
                    new ParamSpec("size", ParamType.TEXT, null, null, List.of("small"), false),
                    new ParamSpec("colours", ParamType.LIST, null, null, List.of("red", "blue"), false)),
            List.of("DELAY"),
            List.of(),
            List.of());

    private static ParamSpec param(String name, ParamType type, @Nullable String pattern, boolean required) {
        return new ParamSpec(name, type, null, pattern, List.of(), required);
    }

    @Test
    void whatNobodySaidIsFilledInAndSecretsAreKnown() {
        ChoiceCheck.Result result = ChoiceCheck.check(
                SHOP,
                new ScraperChoice(
                        "shop",
                        Map.of("name", List.of("a\nb"), "token", List.of("aab"), "colours", List.of()),
                        Map.of("DELAY", "2 s"),
                        Set.of("gone")));

        assertThat(result.faults()).isEmpty();
        assertThat(result.isFine()).isTrue();
        assertThat(result.choice())
                .isEqualTo(new ScraperChoice(
                        "shop",
                        Map.of(
                                "name", List.of("a\nb"),
                                "token", List.of("aab"),
                                "size", List.of("small"),
                                "colours", List.of()),
                        Map.of("DELAY", "2 s"),
                        Set.of("token")));
        assertThat(ChoiceCheck.check(SHOP, result.choice())).isEqualTo(result);
        assertThat(ChoiceCheck.check(SHOP, new ScraperChoice("shop", Map.of("name", List.of("a")), Map.of(), Set.of()))
                        .choice()
                        .params())
                .containsEntry("colours", List.of("red", "blue"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "query  | abc d        | ",
                "query  | ABC          | must match [a-z ]+",
                "query  | -x           | must not begin with -, which would make an option of it",
                "size   | --help       | must not begin with -, which would make an option of it",
                "size   | ``           | ",
                "size   | a;$(b) 'c\"'  | ",
                "depth  | 10           | ",
                "depth  | 1.5e3        | ",
                "depth  | -1           | must not begin with -, which would make an option of it",
                "depth  | 010          | must be a number",
                "depth  | ``           | must be a number",
                "depth  | NaN          | must be a number",
                "deep   | true         | ",
                "deep   | yes          | must be true or false",
                "token  | bad          | must match (a+)+b",
                "name   | -rf          | ",
                "tags   | a            | "
            })
    void aValueIsOfItsType(String name, String value, @Nullable String message) {
        String path = name.equals("tags") ? "params.tags[0]" : "params." + name;

        assertThat(check(Map.of(name, List.of(value))))
                .isEqualTo(message == null ? List.of() : List.of(new Fault(path, message)));
    }

    @Test
    void everyFaultIsNamed() {
        assertThat(ChoiceCheck.check(
                                SHOP,
                                new ScraperChoice(
                                        "shop",
                                        Map.of(
                                                "colour", List.of("x"),
                                                "no name", List.of("x"),
                                                "query", List.of("a", "b"),
                                                "tags", List.of("ok", "NO", "-x")),
                                        Map.of("DELAY", "a\nb", "LOG", "x"),
                                        Set.of()))
                        .faults())
                .extracting(Fault::path)
                .containsExactlyInAnyOrder(
                        "params.colour",
                        "params",
                        "params.name",
                        "params.query",
                        "params.tags[1]",
                        "params.tags[2]",
                        "settings.DELAY",
                        "settings.LOG");
        assertThat(check(Map.of("colour", List.of("x"))))
                .containsExactly(
                        new Fault(
                                "params.colour",
                                "is no param of the scraper shop; it takes colours, deep, depth, name, query, size, tags, token"));
        assertThat(ChoiceCheck.check(
                                ScraperSummary.BUILT_IN,
                                new ScraperChoice("article", Map.of(), Map.of("A", "b"), Set.of()))
                        .faults())
                .containsExactly(new Fault("settings.A", "the scraper article takes no settings"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\ud800", "a\udc00"})
    void whatCannotReachACommandAsItIsIsRefused(String value) {
        assertThat(check(Map.of("size", List.of(value)))).hasSize(1);
        assertThat(check(Map.of("size", List.of("\ud83d\ude00 ü")))).isEmpty();
    }

    @Test
    void thereAreLimits() {
        assertThat(check(Map.of("size", List.of("x".repeat(4_097))))).hasSize(1);
        assertThat(check(Map.of("tags", Collections.nCopies(101, "a")))).hasSize(1);
        assertThat(check(Map.of("colours", Collections.nCopies(17, "x".repeat(4_096)))))
                .extracting(Fault::path)
                .containsExactly("params");
    }

    @Test
    void noValueMakesACarelessPatternSlowOrIsRepeated() {
        String evil = "a".repeat(4_000) + "!";

        assertThat(check(Map.of("token", List.of(evil))))
                .containsExactly(new Fault("params.token", "must match (a+)+b"));
    }

    @Test
    void aPatternIsHeldAgainstRe2() {
        assertThat(ParamValue.patternFault("[a-z]+")).isEmpty();
        assertThat(ParamValue.patternFault("[a-z")).get().asString().contains("RE2");
        assertThat(ParamValue.patternFault("(?=a)b")).isPresent();
        assertThat(ParamValue.patternFault("a".repeat(1_001))).isPresent();
    }

    /** Faults of these params besides a name, which is required. */
    private static List<Fault> check(Map<String, List<String>> params) {
        Map<String, List<String>> all = new java.util.HashMap<>(params);
        all.putIfAbsent("name", List.of("n"));
        return ChoiceCheck.check(SHOP, new ScraperChoice("shop", all, Map.of(), Set.of()))
                .faults();
    }
}
