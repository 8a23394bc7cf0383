package dev.gleaner.consumer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gleaner.consumer.command.file.ScrapersYaml;
import dev.gleaner.scraper.ChoiceCheck;
import dev.gleaner.scraper.ScraperChoice;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationsTest {
    private static final Facts FACTS = new Facts(
            "https://shop.example/a?b={params.tags}&c=$(d)",
            "shop.example",
            Instant.parse("2026-03-01T23:05:09.5Z"),
            "job_1",
            "art_1",
            "/tmp/out put.json");
    private static final Invocations INVOCATIONS = new Invocations(Map.of(
            "PATH",
            "/bin",
            "HOME",
            "/home/g",
            "MONGO_URL",
            "mongodb://user:password@db",
            "SECRET_KEY",
            "x",
            "TZ",
            "UTC"));

    @Test
    void factsStandInTheirPlaces() {
        assertThat(argv("""
                        command: [prog, "{url}", "--host={host}", "{date}/{timestamp}", "{job_id}{article_id}", "{output}"]
                        output: file-json
                        """, Map.of()))
                .containsExactly(
                        "prog",
                        "https://shop.example/a?b={params.tags}&c=$(d)",
                        "--host=shop.example",
                        "2026-03-01/20260301T230509Z",
                        "job_1art_1",
                        "/tmp/out put.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "\"quotes\" and 'quotes'",
                "line\nbreak\ttab",
                "; rm -rf /",
                "$(id) `id` ${HOME} $HOME",
                "--output=/etc/passwd",
                "-",
                "größer 文字 \ud83d\ude00",
                "{url} {{url}} {params.x}",
                "back\\slash * ? ~",
                ""
            })
    void aValueStaysOneArgumentWhateverIsInIt(String value) {
        assertThat(argv("""
                        command: [prog, "{params.x}", "a={params.x}=b", [-o, "{params.x}"]]
                        params: {x: {leading_dash: true}}
                        """, Map.of("x", List.of(value))))
                .containsExactly("prog", value, "a=" + value + "=b", "-o", value);
    }

    @Test
    void whatHasNoValueIsLeftOutWithItsPart() {
        String yaml = """
                command: [prog, "{params.x}", "-x={params.x}", [-a, "x={params.x}"], "{params.deep?--deep}", "m{params.deep?ax}", end]
                params: {x: {type: text}, deep: {type: flag}}
                """;

        assertThat(argv(yaml, Map.of())).containsExactly("prog", "m", "end");
        assertThat(argv(yaml, Map.of("deep", List.of("false")))).containsExactly("prog", "m", "end");
        assertThat(argv(yaml, Map.of("deep", List.of("true"), "x", List.of("1"))))
                .containsExactly("prog", "1", "-x=1", "-a", "x=1", "--deep", "max", "end");
    }

    @Test
    void aListIsAsManyArgumentsOrOneWithCommas() {
        String yaml = """
                command: [prog, [--tags, "{params.tags}"], "--all={params.tags}"]
                params: {tags: {type: list}}
                """;

        assertThat(argv(yaml, Map.of("tags", List.of("a b", "c"))))
                .containsExactly("prog", "--tags", "a b", "c", "--all=a b,c");
        assertThat(argv(yaml, Map.of("tags", List.of()))).containsExactly("prog");
    }

    @Test
    void aFlagAsAValueIsAWord() {
        assertThat(argv("""
                        command: [prog, "--deep={params.deep}"]
                        params: {deep: {type: flag, default: false}}
                        """, Map.of())).containsExactly("prog", "--deep=false");
    }

    @Test
    void settingsBecomeArgumentsAtTheEndOrInTheirPlace() {
        ScraperChoice choice =
                new ScraperChoice("x", Map.of(), Map.of("DELAY", "2; {url}", "AGENT", "My Reader"), Set.of());
        String settings = "settings: {names: [DELAY, AGENT], arguments: [-s, \"{name}={value}\"]}\n";

        assertThat(argv("command: [prog, end]\n" + settings, choice))
                .containsExactly("prog", "end", "-s", "AGENT=My Reader", "-s", "DELAY=2; {url}");
        assertThat(argv("command: [prog, \"{settings}\", end]\n" + settings, choice))
                .containsExactly("prog", "-s", "AGENT=My Reader", "-s", "DELAY=2; {url}", "end");
        assertThat(argv("command: [prog, \"{settings}\", end]\n" + settings, Map.of()))
                .containsExactly("prog", "end");
    }

    @Test
    void onlyNamesThatCouldBePlaceholdersAreRead() {
        assertThat(argv("""
                        command: [jq, '{"a": {"b": 1}}', '{url: .u}', '{{url}}', '${{HOME}}', '{}', '{1..3}']
                        """, Map.of()))
                .containsExactly("jq", "{\"a\": {\"b\": 1}}", "{url: .u}", "{url}", "${HOME}", "{}", "{1..3}");
    }

    @Test
    void theEnvironmentIsItsOwn() {
        Map<String, String> environment = invocation(
                        """
                        command: [prog]
                        environment: {TOKEN: "{params.token}", NONE: "{params.none}", PATH: /opt/bin, TAGS: "{params.tags}"}
                        params: {token: {type: secret}, none: {}, tags: {type: list}}
                        """, Map.of("token", List.of("-s\necret"), "tags", List.of("a", "b")), FACTS)
                .environment();

        assertThat(environment)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PATH", "/opt/bin",
                        "HOME", "/home/g",
                        "TZ", "UTC",
                        "LANG", "C.UTF-8",
                        "TOKEN", "-s\necret",
                        "TAGS", "a,b",
                        "GLEANER_URL", "https://shop.example/a?b={params.tags}&c=$(d)",
                        "GLEANER_JOB_ID", "job_1",
                        "GLEANER_ARTICLE_ID", "art_1"));
        assertThat(new Invocations(Map.of("LC_ALL", "de_DE.UTF-8"))
                        .of(definition("command: [prog]"), ScraperChoice.of("x"), FACTS)
                        .environment())
                .containsEntry("LC_ALL", "de_DE.UTF-8")
                .doesNotContainKey("LANG");
    }

    @Test
    void aRunKnowsNoAddress() {
        Invocation run = invocation("""
                mode: run
                command: [prog, "{article_id}", "x{job_id}"]
                """, Map.of(), new Facts(null, null, FACTS.time(), null, "run_1", null));

        assertThat(run.argv()).containsExactly("prog", "run_1", "x");
        assertThat(run.environment()).doesNotContainKeys("GLEANER_URL", "GLEANER_JOB_ID");
    }

    @Test
    void aHostIsNoOption() {
        Facts odd = new Facts("https://-x.example/", "-x.example", FACTS.time(), null, "art_1", null);

        assertThatIllegalArgumentException().isThrownBy(() -> invocation("command: [prog, \"{host}\"]", Map.of(), odd));
    }

    private static List<String> argv(String yaml, Map<String, List<String>> params) {
        return invocation(yaml, params, FACTS).argv();
    }

    private static List<String> argv(String yaml, ScraperChoice choice) {
        return INVOCATIONS.of(definition(yaml), choice, FACTS).argv();
    }

    private static Invocation invocation(String yaml, Map<String, List<String>> params, Facts facts) {
        Definition definition = definition(yaml);
        ChoiceCheck.Result checked = ChoiceCheck.check(
                definition.summary(), new ScraperChoice("x", new TreeMap<>(params), Map.of(), Set.of()));
        assertThat(checked.faults()).isEmpty();
        return INVOCATIONS.of(definition, checked.choice(), facts);
    }

    private static Definition definition(String yaml) {
        return ScrapersYaml.read("scrapers:\n  x:\n" + yaml.indent(4), Path.of("/srv"))
                .getFirst();
    }
}
