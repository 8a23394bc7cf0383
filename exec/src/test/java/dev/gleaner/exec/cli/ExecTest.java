package dev.gleaner.exec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.exec.json.Json;
import dev.gleaner.exec.record.RecordFields;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line prints and exits with, in this process. */
class ExecTest {
    @TempDir
    private Path folder;

    @Test
    void anUnknownIdIsOneLineAndFour() throws Exception {
        assertThat(call("status", "none")).isEqualTo(new Answer(4, "", "no job has the id none\n"));
        assertThat(call("status", "none", "--json")).isEqualTo(new Answer(4, "null\n", "no job has the id none\n"));
        for (String verb : List.of("logs", "history", "wait", "stop")) {
            Answer answer = call(verb, "none");
            assertThat(answer.code).as(verb).isEqualTo(4);
            assertThat(answer.err.lines()).as(verb).hasSize(1);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aRecordIsPrintedForPeopleAndProgramsAndAskedForByItsFields() throws Exception {
        Answer run =
                call("run", "--id", "a", "--json", "--wait", "--shell", "echo \"$1\"; echo e >&2; exit 3", "--", "x y");
        assertThat(run.code).isEqualTo(3);
        Map<String, Object> record = Json.object(run.out);
        assertThat(record)
                .containsEntry("exit_code", 3)
                .containsEntry("skipped", false)
                .containsEntry("bytes", 6);
        assertThat(record.keySet()).containsAll(RecordFields.names());
        assertThat(Json.object(Files.readString(folder.resolve("jobs/a/1/record.json")))
                        .keySet())
                .containsExactlyElementsOf(RecordFields.names());

        assertThat(call("status", "a").out).contains("status:             failed\n", "run:                1\n");
        assertThat(call("logs", "a")).isEqualTo(new Answer(0, "x y\n", "e\n"));
        assertThat(call("logs", "a", "--stderr")).isEqualTo(new Answer(0, "e\n", ""));
        assertThat(call("logs", "a", "--path", "--stdout").out).isEqualTo(folder.resolve("jobs/a/1/stdout.log") + "\n");
        assertThat(call("list", "--where", "exit_code=3", "--where", "command=*echo*").out)
                .contains("a   1    failed");
        assertThat(call("list", "--where", "exit_code!=3", "--json").out.strip())
                .isEqualTo("[ ]");
        assertThat(call("list", "--status", "finished,running").out).isEmpty();
        assertThat(call("list", "--id", "b*").out).isEmpty();
        assertThat(call("list", "--since", "1h").out).contains("failed");
        assertThat(call("list", "--since", "0s").out).isEmpty();
        assertThat(call("wait", "a").code).isEqualTo(3);
        assertThat(call("stop", "a").code).isEqualTo(0);
        Answer unknown = call("list", "--where", "color=red");
        assertThat(unknown.code).isEqualTo(2);
        assertThat(unknown.err).contains("no field color", "exit_code, signal");
    }

    @Test
    void aWaitEndsInTimeAndALogIsCutAtItsLines() throws Exception {
        assertThat(call("run", "--id", "s", "--stop-grace", "0s", "--shell", "seq 100000; echo end; exec sleep 300")
                        .code)
                .isZero();
        assertThat(call("wait", "s", "--timeout", "1ms").code).isEqualTo(124);
        assertThat(call("stop", "s", "--json").out).contains("\"stopped_by\" : \"request\"");
        assertThat(call("logs", "s", "--tail", "2").out).isEqualTo("100000\nend\n");
        assertThat(call("logs", "s", "--tail", "20000").out.lines())
                .hasSize(20_000)
                .startsWith("80002");
        assertThat(call("logs", "s", "--tail", "0").out).isEmpty();
        assertThat(call("logs", "s", "--follow").out.lines()).hasSize(100_001);
        assertThat(call("run", "--id", "n", "--", "no-such-program").code).isEqualTo(127);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run | there is no command",
                "run --id a/b -- true | no job can have the id a/b",
                "run --timeout soon -- true | soon is no length of time",
                "run --max-memory much -- true | much is no size",
                "run --color red -- true | there is no option --color",
                "run --id | --id needs a value",
                "run --env NOT_SET_ANYWHERE -- true | is no NAME=VALUE",
                "run --cwd /no/such/folder -- true | is no folder to run in",
                "list extra | nothing is known to do with extra",
                "list --status asleep | queued, starting, running",
                "list --where id | has the form field=value",
                "status | one id is needed",
                "stop | at least one id is needed",
                "status ../x | no job can have the id ../x",
                "dance | there is no command dance",
            })
    void whatMakesNoSenseIsSaidAndTwo(String words, String said) throws Exception {
        Answer answer = call(words.split(" "));
        assertThat(answer.code).isEqualTo(2);
        assertThat(answer.out).isEmpty();
        assertThat(answer.err).startsWith("gleaner exec").contains(said).hasLineCount(1);
    }

    @Test
    void everyCommandHasAHelp() throws Exception {
        for (String verb : List.of("run", "status", "list", "logs", "stop", "wait", "history", "prune")) {
            Answer help = call(verb, "--help");
            assertThat(help).isEqualTo(call("help", verb));
            assertThat(help.out).contains("Usage: ./gleaner exec " + verb);
            assertThat(call("help").out).contains("\n  " + verb + " ");
        }
    }

    @ParameterizedTest
    @CsvSource({"90,PT1M30S", "500ms,PT0.5S", "1h30m,PT1H30M", "2d,PT48H", "PT5S,PT5S"})
    void timesAreReadAsPeopleWriteThem(String text, String duration) {
        assertThat(Quantities.duration(text)).hasToString(duration);
    }

    private Answer call(String... words) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(words));
        if (all.size() > 0 && !List.of("help", "dance").contains(all.getFirst())) {
            all.addAll(1, List.of("--dir", folder.toString()));
        }
        int code = Exec.run(all, new PrintStream(out, true), new PrintStream(err, true));
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private record Answer(int code, String out, String err) {}
}
