package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples in other languages, and clients made of the API's own document, do a job. */
@Timeout(300)
class OtherProgramsIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path EXAMPLES = ROOT.resolve("examples/clients");

    /** What {@code .ci/clients} ends with if a tool is missing here and cannot be installed. */
    private static final int MISSING = 3;

    private static final Fleet fleet = new Fleet();
    private static String server = "";

    @BeforeAll
    static void start() {
        server = fleet.startPair().base();
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void curlDoesAJob() throws Exception {
        assumeTrue(isThere("curl") && isThere("jq"), "curl or jq is not on PATH");
        assertThat(run("curl", "sh", EXAMPLES.resolve("smallest-job.sh").toString()))
                .containsExactly(read("curl"), failed("curl"));
    }

    @Test
    void pythonDoesAJob() throws Exception {
        assumeTrue(isThere("python3"), "python3 is not on PATH");
        assertThat(run("python", "python3", EXAMPLES.resolve("smallest_job.py").toString()))
                .containsExactly(read("python"), failed("python"));
    }

    @Test
    void nodeWatchesAJob() throws Exception {
        assumeTrue(isThere("node"), "node is not on PATH");
        // Of itself since Node 22.
        boolean ofItself =
                execute(List.of("node", "-p", "typeof WebSocket")).lines().equals(List.of("function"));
        List<String> node = ofItself ? List.of("node") : List.of("node", "--experimental-websocket");
        List<String> command = new ArrayList<>(node);
        command.add(EXAMPLES.resolve("watched-job.mjs").toString());
        assertThat(run("node", command.toArray(String[]::new)))
                .endsWith(read("node"), failed("node"))
                .contains("2 of 2");
    }

    @Test
    void javaDoesAJob() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String example = EXAMPLES.resolve("SmallestJob.java").toString();
        assertThat(run("java", java, "-cp", System.getProperty("java.class.path"), example))
                .containsExactly(read("java"), failed("java"));
    }

    @Test
    void clientsMadeByGeneratorsDoAJob() throws Exception {
        Done done = execute(command("generated", ROOT.resolve(".ci/clients").toString()));
        assumeFalse(done.code() == MISSING, () -> String.join("\n", done.lines()));
        assertThat(done.code()).as(String.join("\n", done.lines())).isZero();
        String missing = fleet.site.url("/missing/generated");
        assertThat(done.lines())
                .contains("python     read   Article generated", "typescript read   Article generated")
                .anyMatch(line -> line.startsWith("python     failed " + missing))
                .anyMatch(line -> line.startsWith("typescript failed " + missing));
    }

    private static String read(String name) {
        return "read    Article " + name;
    }

    private static String failed(String name) {
        return "failed  " + fleet.site.url("/missing/" + name) + "  404 Not Found";
    }

    /** What a program printed that was given a page of its own and one that is missing. */
    private static List<String> run(String name, String... program) throws Exception {
        Done done = execute(command(name, program));
        assertThat(done.code()).as(String.join("\n", done.lines())).isZero();
        return done.lines();
    }

    private static List<String> command(String name, String... program) {
        return Stream.concat(
                        Arrays.stream(program),
                        Stream.of(fleet.site.url("/" + name), fleet.site.url("/missing/" + name)))
                .toList();
    }

    private static Done execute(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GLEANER_SERVER", server);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Done(process.waitFor(), text.lines().toList());
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** What came of a program: its exit code, and the lines of both its outputs. */
    private record Done(int code, List<String> lines) {}
}
