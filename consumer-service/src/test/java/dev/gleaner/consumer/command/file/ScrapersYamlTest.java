package dev.gleaner.consumer.command.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gleaner.consumer.command.Definition;
import dev.gleaner.consumer.command.OutputForm;
import dev.gleaner.scraper.ParamSpec;
import dev.gleaner.scraper.ParamType;
import dev.gleaner.scraper.ScraperMode;
import dev.gleaner.scraper.ScraperSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapersYamlTest {
    private static final Path FOLDER = Path.of("/srv/gleaner");

    @Test
    void aDefinitionSaysAllThatItCan() {
        String yaml = """
                scrapers:
                  shop:
                    description: Reads a shop
                    mode: article
                    command: [./bin/shop, [-d, "{params.depth}"], "{url}", "{output}", "--tags={params.tags}"]
                    working_directory: work
                    environment: {TOKEN: "{params.token}", LEVEL: 3}
                    timeout: PT30S
                    max_output: 1KB
                    max_memory: 512MB
                    stop_grace: 500ms
                    success_exit_codes: [0, 3]
                    output: file-json
                    concurrency: 5
                    hosts: [Shop.example, "*.shop.example", localhost:8080]
                    categories: shops
                    params:
                      depth: {type: number, default: 1.10, description: How far}
                      tags: {type: list, pattern: "[a-z]+", default: [a, b], leading_dash: true}
                      token: {type: secret, required: true}
                    settings: {names: [DELAY], arguments: [-s, "{name}={value}"]}
                """;

        assertThat(ScrapersYaml.read(yaml, FOLDER))
                .containsExactly(new Definition(
                        new ScraperSummary(
                                "shop",
                                "Reads a shop",
                                ScraperMode.ARTICLE,
                                List.of(
                                        new ParamSpec(
                                                "depth",
                                                ParamType.NUMBER,
                                                "How far",
                                                null,
                                                List.of("1.10"),
                                                false,
                                                false),
                                        new ParamSpec(
                                                "tags", ParamType.LIST, null, "[a-z]+", List.of("a", "b"), false, true),
                                        // In no argument it can be no option.
                                        new ParamSpec("token", ParamType.SECRET, null, null, List.of(), true, true)),
                                List.of("DELAY"),
                                List.of("shop.example", "*.shop.example", "localhost:8080"),
                                List.of("shops")),
                        List.of(
                                List.of("/srv/gleaner/bin/shop"),
                                List.of("-d", "{params.depth}"),
                                List.of("{url}"),
                                List.of("{output}"),
                                List.of("--tags={params.tags}")),
                        List.of("-s", "{name}={value}"),
                        Path.of("/srv/gleaner/work"),
                        Map.of("TOKEN", "{params.token}", "LEVEL", "3"),
                        Duration.ofSeconds(30),
                        1024,
                        512L << 20,
                        Duration.ofMillis(500),
                        Set.of(0, 3),
                        OutputForm.FILE_JSON,
                        5));
    }

    @Test
    void mostOfItNeedNotBeSaid() {
        List<Definition> two = ScrapersYaml.read("""
                scrapers:
                  one: {command: [prog, "{url}"]}
                  two: {mode: run, command: [/usr/bin/prog]}
                """, FOLDER);

        assertThat(two.getFirst())
                .isEqualTo(new Definition(
                        new ScraperSummary(
                                "one", null, ScraperMode.ARTICLE, List.of(), List.of(), List.of(), List.of()),
                        List.of(List.of("prog"), List.of("{url}")),
                        List.of(),
                        null,
                        Map.of(),
                        Duration.ofMinutes(5),
                        10 << 20,
                        null,
                        Duration.ofSeconds(10),
                        Set.of(0),
                        OutputForm.STDOUT_JSON,
                        2));
        assertThat(two.getLast().output()).isEqualTo(OutputForm.STDOUT_NDJSON);
        assertThat(two.getLast().timeout()).isEqualTo(Duration.ofHours(1));
        assertThat(two.getLast().maxOutput()).isEqualTo(100 << 20);
        assertThat(ScrapersYaml.read("# nothing yet\n", FOLDER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "comand: [a]              | comand             | is no known field; did you mean command?",
                "colour: red              | colour             | is no known field; there are description, mode,",
                "mode: walk               | mode               | must be article or run",
                "mode:                    | mode               | has no value",
                "description: [a]         | description        | must be a text or a number",
                "timeout: 30              | timeout            | must be a time like 30s or PT30S, at most 168h",
                "timeout: 8d              | timeout            | must be a time",
                "timeout: 0s              | timeout            | must be a time",
                "timeout: P999999999999D  | timeout            | must be a time",
                "stop_grace: 6m           | stop_grace         | must be a time like 30s or PT30S, at most 0h",
                "max_output: many         | max_output         | must be a size like 10MB",
                "max_output: 999999999999TB | max_output       | must be a size like 10MB",
                "max_memory: 1KB          | max_memory         | must be a size like 10MB, at least 1048576 bytes",
                "success_exit_codes: 256  | success_exit_codes | must be numbers from 0 to 255",
                "concurrency: 0           | concurrency        | must be 1 to 1000",
                "output: html             | output             | must be one of file-json, stdout-json, stdout-text in the mode",
                "output: stdout-ndjson    | output             | must be one of",
                "output: file-json        | output             | is file-json, but {output} is neither",
                "hosts: [a b]             | hosts              | must be host names",
                "hosts: [-a.example]      | hosts              | must be host names",
                "hosts: [a.*.example]     | hosts              | must be host names",
                "categories: ['']         | categories         | must be texts of 1 to 200 characters",
                "environment: {1A: b}     | environment        | has the name '1A', which does not match",
                "environment: {GLEANER_X: b} | environment.GLEANER_X | is one that the consumer sets itself",
                "environment: {A: '{b}'}  | environment.A      | has the placeholder {b}, which there is not",
                "environment: [a]         | environment        | must be a mapping",
                "working_directory: `a\0`   | working_directory  | must have at most 32768 characters and no NUL",
                "params: {1x: {}}         | params             | has the name '1x'",
                "params: {x: {}}          | params             | has x, but {params.x} is neither in command nor",
                "params: {x: {type: int}} | params.x.type      | must be text, number, flag, list or secret",
                "params: {x: {defalt: 1}} | params.x.defalt    | is no known field; did you mean default?",
                "params: {x: {required: yes}} | params.x.required | must be true or false",
                "params: {x: {pattern: '['}} | params.x.pattern | is no regular expression as RE2 reads it",
                "params: {x: {type: number, default: a}} | params.x.default | must be a number",
                "params: {x: {pattern: a, default: b}} | params.x.default | must match a",
                "params: {x: {required: true, default: b}} | params.x.default | is never used",
                "params: {x: {default: [a, b]}} | params.x.default | must be one value",
                "params: {x: {type: secret, default: b}} | params.x.default | is not possible for a secret",
                "params: text             | params             | must be a mapping",
                "settings: {names: []}    | settings.names     | must be names",
                "settings: {names: [A], arguments: ['{name}']} | settings.arguments | must have {name} and {value}",
                "settings: {names: [A], arguments: ['{name}', '{value}']} | settings.arguments | must not begin an argument",
                "settings: {names: [A], arguments: ['{name}={value}{url}']} | settings.arguments | must have no placeholders",
            })
    void everyFaultIsNamedWithItsPlace(String field, String path, String message) {
        String yaml = "scrapers:\n  x:\n    command: [prog]\n    "
                + field.replace("`", "\"").replace("\0", "\\0") + "\n";

        assertThat(faults(yaml)).anySatisfy(fault -> {
            assertThat(fault.path()).isEqualTo("scrapers.x." + path);
            assertThat(fault.message()).startsWith(message);
            assertThat(fault.line()).isBetween(3, 4);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                        | must begin with a program",
                "prog                      | must be a list",
                "['{url}']                 | must not leave it to a placeholder which program is run",
                "['{params.x}', a]         | must not leave it to a placeholder which program is run",
                "[prog, '{adress}']        | has the placeholder {adress}, which there is not",
                "[prog, '{URL}']           | has the placeholder {URL}, which there is not; did you mean url?",
                "[prog, '{params.y}']      | has the placeholder {params.y}, which there is not",
                "[prog, '{output}']        | has the placeholder {output}, which there is not",
                "[prog, '{settings}']      | has {settings}, but there are none",
                "[prog, 'a{settings}']     | has the placeholder {settings}, which there is not",
                "[prog, '{params.x?--x}']  | asks whether {params.x} is true, which is no flag",
                "[sh, -c, 'get {url}']     | has a placeholder in code, 'get {url}'",
                "[sh, -c, -e, 'get {url}'] | has a placeholder in code",
                "[/bin/bash, -euc, '{url}'] | has a placeholder in code",
                "[env, A=b, python3, -c, 'x(\"{url}\")'] | has a placeholder in code",
                "[node, '--eval=x(\"{url}\")'] | has a placeholder in code",
                "[perl, '-ex(\"{url}\")'] | has a placeholder in code",
            })
    void aCommandIsSafeByItsForm(String command, String message) {
        String yaml = "scrapers:\n  x:\n    command: " + command + "\n    params: {x: {}}\n";

        assertThat(faults(yaml)).anySatisfy(fault -> {
            assertThat(fault.path()).isEqualTo("scrapers.x.command");
            assertThat(fault.message()).startsWith(message);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[sh, -c, 'get \"$1\"', sh, '{url}']",
                "[sh, -e, script.sh, '{url}']",
                "[python3, -m, module, '{url}']",
                "[prog, -c, '{url}']",
            })
    void whatIsHandedOverAsAnArgumentIsFine(String command) {
        assertThat(ScrapersYaml.read("scrapers: {x: {command: " + command + "}}", FOLDER))
                .hasSize(1);
    }

    @Test
    void aRunHasNoAddressAndIsUsualForNone() {
        assertThat(faults("scrapers: {x: {mode: run, command: [a, '{url}'], hosts: [a.example]}}"))
                .extracting(FileFault::path)
                .containsExactlyInAnyOrder("scrapers.x.command", "scrapers.x.hosts");
    }

    @Test
    void allFaultsAreToldAtOnceByTheirLines() {
        assertThat(catchThrowableOfType(InvalidScrapersException.class, () -> ScrapersYaml.read("""
                                scrapers:
                                  article: {command: [a]}
                                  no name: {command: [a]}
                                  x:
                                    timeout: soon
                                  y: {command: [a], hosts: [a.example]}
                                  z: {command: [a], hosts: [A.example]}
                                  y: {command: [b]}
                                """, FOLDER)))
                .hasMessage("scrapers: line 1: scrapers.z is for the host a.example, for which y is, too; "
                        + "line 2: scrapers.article is the name of the built-in scraper; "
                        + "line 3: scrapers has the name 'no name', which does not match"
                        + " [A-Za-z][A-Za-z0-9_.-]{0,63}; "
                        + "line 5: scrapers.x.command is required; "
                        + "line 8: scrapers.y is given twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scrapers: [                  | line 1: the file is not valid YAML",
                "scrapers: {a: &a {}, b: *a}  | line 1: the file has an alias (*)",
                "scraper: {}                  | line 1: scraper is no known field; did you mean scrapers?",
                "a text                       | line 1: the file must be a mapping",
                "scrapers: 5                  | line 1: scrapers must be a mapping",
                "'{a: 1} {b: 2}'              | the file",
                "[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]] | line 1: the file is nested too deep",
            })
    void whatIsNoSuchFileIsRefused(String yaml, String message) {
        assertThatExceptionOfType(InvalidScrapersException.class)
                .isThrownBy(() -> ScrapersYaml.read(yaml, FOLDER))
                .withMessageContaining(message);
        assertThatExceptionOfType(InvalidScrapersException.class)
                .isThrownBy(() -> ScrapersYaml.read("a: 1\n---\nb: 2\n", FOLDER));
    }

    private static List<FileFault> faults(String yaml) {
        return catchThrowableOfType(InvalidScrapersException.class, () -> ScrapersYaml.read(yaml, FOLDER))
                .faults();
    }
}
