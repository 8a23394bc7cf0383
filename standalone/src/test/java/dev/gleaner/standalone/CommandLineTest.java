package dev.gleaner.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> started = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"up --demo --once", "up --once --demo", "up --demo --demo --once"})
    void upTakesItsOptionsInAnyOrder(String line) {
        run(line);
        assertThat(started).singleElement().asString().startsWith("everything http://127.0.0.1:");
    }

    @ParameterizedTest
    @CsvSource({"up,everything null", "api,api", "consumer,consumer"})
    void eachServiceHasItsCommand(String line, String service) {
        assertThat(run(line)).isEqualTo(1);
        assertThat(started).containsExactly(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version"})
    void theVersionIsPrinted(String line) {
        assertThat(run(line)).isZero();
        assertThat(text(out)).isEqualTo("Gleaner (not packaged)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "help", "--help", "-h"})
    void helpIsThereWhereverItIsAskedFor(String line) {
        assertThat(run(line)).isZero();
        assertThat(text(out)).startsWith("Gleaner scrapes lists of articles.\n");
        assertThat(text(err)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "api", "consumer", "run", "doctor", "check", "backup", "restore", "version"})
    void eachCommandExplainsItselfWithAnExample(String command) {
        assertThat(run(command + " --help")).isZero();
        String help = text(out);
        assertThat(help).contains("Usage: ./gleaner " + command, "Example: ", "./gleaner " + command);
        out.reset();
        run("help " + command);
        assertThat(text(out)).isEqualTo(help);
        assertThat(started).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "upp,Unknown command: upp (did you mean up?)",
        "stauts,Unknown command: stauts (did you mean status?)",
        "--demo,Unknown command: --demo",
        "up --dmeo,Unknown option of up: --dmeo",
        "up now,Unknown option of up: now",
        "api --demo,Unknown option of api: --demo",
        "doctor --jsn,Unknown option of doctor: --jsn",
        "check --rest,Unknown option of check: --rest",
        "check --watch,'--watch needs a time, for example 10m'",
        "check --watch soon,'No time: soon (for example 30s, 10m or 2h)'",
        "check --watch 0s,'--watch needs a time above zero, not 0s'",
        "backup,backup needs one file",
        "backup a b,backup needs one file",
        "backup --force a,Unknown option of backup: --force",
        "restore --force,restore needs one file",
        "run,'run needs a FILE, or --scraper with one of mode run'",
        "run a b,run needs one file",
        "run a --sraper x,Unknown option of run: --sraper",
        "run a --max-age soon,'No time: soon (for example 30s, 10m or 2h)'",
        "run a --timeout 0,'--timeout needs a time above zero, not 0'",
        "run a --output,--output needs DIR",
        "run a --format xml,'--format is json, ndjson, csv or markdown, not xml'",
        "run a --param x,'--param needs NAME=VALUE, not x'",
        "run a --api x,No address of an API: x",
        "version 2,Unknown option of version: 2",
        "up --once,--once ends after the demo and needs --demo"
    })
    void whatDoesNotExistIsNamed(String line, String message) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(text(err)).isEqualTo(message + "\nTry: ./gleaner help\n");
        assertThat(text(out)).isEmpty();
        assertThat(started).isEmpty();
    }

    /** The launcher prints the file, so that help needs neither Java nor a build. */
    @Test
    void theTextOfTheLauncherNamesEveryCommand() throws Exception {
        String text = Files.readString(
                Path.of("..", "cli", "src", "main", "resources", "dev", "gleaner", "cli", "usage.txt"));
        run("help");
        assertThat(text).isEqualTo(text(out));
        assertThat(new Gleaner(new NoServices(), Map.of(), InputStream.nullInputStream(), stream(out), stream(err))
                        .commands())
                .allSatisfy(name -> assertThat(text).contains("\n  " + name + " "));
    }

    private int run(String line) {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
        return new Gleaner(new NoServices(), Map.of(), InputStream.nullInputStream(), stream(out), stream(err))
                .run(words);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    /** Says what was asked for, and starts nothing. */
    private final class NoServices implements Services {

        @Override
        public WithApi everything(@Nullable URI localSite) {
            throw refused("everything " + localSite);
        }

        @Override
        public WithApi forOneCommand(Runnable beforeStop) {
            throw refused("for one command");
        }

        @Override
        public WithApi api() {
            throw refused("api");
        }

        @Override
        public Running consumer() {
            throw refused("consumer");
        }

        private CannotStartException refused(String service) {
            started.add(service);
            return new CannotStartException("not here");
        }
    }
}
