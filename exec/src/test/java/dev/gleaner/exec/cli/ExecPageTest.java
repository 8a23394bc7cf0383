package dev.gleaner.exec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.exec.Commands;
import dev.gleaner.exec.JobFilter;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.RecordFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for people is true: its examples are run as they stand there, and it tells every field. */
class ExecPageTest {
    private static final Path PAGE = Path.of("..", "docs", "exec.md");
    private static final Pattern EXAMPLE = Pattern.compile("```sh\\n(.*?)```\\n+```text\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void everyExamplePrintsWhatItShows() throws Exception {
        prepare();
        Path jobs = folder.resolve("jobs");
        Matcher examples = EXAMPLE.matcher(Files.readString(PAGE));
        int count = 0;
        while (examples.find()) {
            count++;
            assertThat(shell(jobs, examples.group(1)))
                    .as(examples.group(1))
                    .containsPattern(pattern(examples.group(2)));
        }
        assertThat(count).isEqualTo(8);
        assertThat(Commands.in(jobs).list(JobFilter.all()).jobs()).allMatch(JobRecord::hasEnded);
        assertThat(folder.resolve("copy/a.jpg")).exists();
    }

    @Test
    void everyFieldOfARecordIsTold() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(RecordFields.names()).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    /** What the examples find, and a launcher beside them that is this build. */
    private void prepare() throws IOException {
        Files.writeString(folder.resolve("install.sh"), "echo \"installed into $2\"\n");
        Files.createDirectory(folder.resolve("photos"));
        Files.createFile(folder.resolve("photos/a.jpg"));
        String java = ExecProcess.java().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Path launcher = folder.resolve("gleaner");
        Files.writeString(launcher, "#!/bin/sh\n[ \"$1\" = exec ] || exit 99\nshift\nexec " + java + " \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }

    private String shell(Path jobs, String lines) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-ec", lines).directory(folder.toFile());
        builder.environment().put(Commands.FOLDER_VARIABLE, jobs.toString());
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(lines + output).isZero();
        return output;
    }

    /** The lines in this order, others between them; an ellipsis stands for anything in a line, a space for several. */
    private static Pattern pattern(String shown) {
        return Pattern.compile(Arrays.stream(shown.split("\n"))
                .map(line -> Arrays.stream(line.split("…", -1))
                        .map(part -> Arrays.stream(part.split(" +", -1))
                                .map(word -> word.isEmpty() ? "" : Pattern.quote(word))
                                .collect(Collectors.joining(" +")))
                        .collect(Collectors.joining(".*?")))
                .collect(Collectors.joining("[^\n]*\n(?:.*\n)*?", "(?m)^", "")));
    }
}
