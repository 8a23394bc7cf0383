package dev.gleaner.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    @Test
    void upTakesItsOptionsInAnyOrder() {
        assertThat(parse("up")).isEqualTo(new Command.Up(false, false));
        assertThat(parse("up --demo")).isEqualTo(new Command.Up(true, false));
        assertThat(parse("up --demo --once")).isEqualTo(new Command.Up(true, true));
        assertThat(parse("up --once --demo")).isEqualTo(new Command.Up(true, true));
    }

    @Test
    void everyOtherCommandStandsAlone() {
        assertThat(parse("api")).isEqualTo(new Command.Api());
        assertThat(parse("consumer")).isEqualTo(new Command.Consumer());
        assertThat(parse("doctor")).isEqualTo(new Command.Doctor(false));
        assertThat(parse("doctor --json")).isEqualTo(new Command.Doctor(true));
        assertThat(parse("check")).isEqualTo(new Command.Check(false, Duration.ZERO, false));
        assertThat(parse("check --json --at-rest --watch 10m"))
                .isEqualTo(new Command.Check(true, Duration.ofMinutes(10), true));
        assertThat(parse("backup a.zip")).isEqualTo(new Command.Backup("a.zip"));
        assertThat(parse("restore a.zip")).isEqualTo(new Command.Restore("a.zip", false));
        assertThat(parse("restore --force a.zip")).isEqualTo(new Command.Restore("a.zip", true));
        assertThat(parse("version")).isEqualTo(new Command.Version());
        assertThat(parse("--version")).isEqualTo(new Command.Version());
        assertThat(parse("help")).isEqualTo(new Command.Help());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "up --help", "consumer -h"})
    void helpIsThereWhereverItIsAskedFor(String line) {
        assertThat(parse(line)).isEqualTo(new Command.Help());
    }

    @Test
    void anEmptyLineAsksForHelp() {
        assertThat(Command.parse(List.of())).isEqualTo(new Command.Help());
    }

    @ParameterizedTest
    @CsvSource({
        "upp,Unknown command: upp",
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
        "version 2,Unknown option of version: 2",
        "up --once,--once ends after the demo and needs --demo"
    })
    void whatDoesNotExistIsNamed(String line, String message) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(UsageException.class).hasMessage(message);
    }

    private static Command parse(String line) {
        return Command.parse(List.of(line.split(" ", -1)));
    }
}
