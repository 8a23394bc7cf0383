package dev.gleaner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts for shells, run by one. */
class CompletionTest {
    @TempDir
    private Path folder;

    private final StubServer server;

    CompletionTest() throws Exception {
        server = new StubServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "sub,submit",
        "s,submit status stats schedules scrapers",
        "schedules ba,backfill",
        "schedules add --cr,--cron",
        "schedules add --overlap que,queue_one",
        "list --status FA,FAILED",
        "results job_1 --format m,markdown",
        "results job_1 -,--format --output -o --server --api-key --config --json --table --no-color --help -h",
        "exec st,status stop",
        "run --fo,--format",
        "completion z,zsh"
    })
    void bashCompletesCommandsOptionsAndValues(String typed, String offered) throws Exception {
        assumeThat(Path.of("/bin/bash")).exists();
        assertThat(server.pipe("completion", "bash")).isZero();
        Files.writeString(folder.resolve("complete"), server.out);
        String script = """
                . ./complete
                COMP_WORDS=(gleaner %s)
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _gleaner
                echo ${COMPREPLY[*]}
                """.formatted(typed);
        Process bash = new ProcessBuilder("/bin/bash", "--norc", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(List.of(said.strip().split(" "))).containsExactlyInAnyOrder(offered.split(" "));
    }

    @Test
    void otherShellsHaveTheirs() throws Exception {
        assertThat(server.pipe("completion", "fish")).isZero();
        assertThat(server.out)
                .contains("complete -c gleaner -n __fish_use_subcommand -a submit -d ")
                .contains("-l overlap -x -a 'skip queue_one replace allow'");
        assertThat(server.pipe("completion", "zsh")).isZero();
        assertThat(server.out).contains("bashcompinit", "complete -o filenames -F _gleaner gleaner");
    }
}
