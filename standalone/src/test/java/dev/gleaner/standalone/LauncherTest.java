package dev.gleaner.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher in a project of stubs: a Maven that makes an empty jar, and Javas that say how they were called. */
class LauncherTest {

    private static final Path LAUNCHER =
            Path.of("..", "gleaner").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path project;
    private Path jdk;

    @BeforeEach
    void project() throws IOException {
        assumeThat(Path.of("/bin/sh")).exists();
        project = folder.toRealPath().resolve("a project");
        Path source = project.resolve("standalone/src/main/resources/usage.txt");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "Usage\n");
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.copy(LAUNCHER, project.resolve("gleaner"));
        Files.createDirectories(project.resolve(".mvn"));
        Files.copy(LAUNCHER.resolveSibling(".mvn/find-java.sh"), project.resolve(".mvn/find-java.sh"));
        script(project.resolve("mvnw"), """
                echo "built with $JAVA_HOME" >>builds
                [ ! -e broken ] || { echo "no such symbol"; exit 1; }
                case "$*" in
                    *"-pl benchmarks "*) : >benchmarks/target/gleaner-benchmarks.jar ;;
                    *) : >standalone/target/gleaner.jar ;;
                esac""");
        jdk = java("25.0.3");
    }

    @Test
    void theFirstStartBuildsWithTheJdkThatWasFoundAndBecomesJava() throws Exception {
        Outcome outcome = launch(Map.of("JAVA_HOME", jdk.toString()), "up", "--demo", "two words");
        assertThat(outcome.code).isEqualTo(42);
        assertThat(outcome.output)
                .contains("Building Gleaner (first start only) ...")
                .contains(
                        "<-jar> <" + project.resolve("standalone/target/gleaner.jar") + "> <up> <--demo> <two words>");
        assertThat(builds()).containsExactly("built with " + jdk);
    }

    @Test
    void aSecondStartDoesNotBuildUnlessASourceHasChanged() throws Exception {
        launch(Map.of("JAVA_HOME", jdk.toString()), "api");
        launch(Map.of("JAVA_HOME", jdk.toString()), "api");
        assertThat(builds()).hasSize(1);

        FileTime later = FileTime.from(Instant.now().plusSeconds(60));
        Files.setLastModifiedTime(project.resolve("standalone/src/main/resources/usage.txt"), later);
        Outcome outcome = launch(Map.of("JAVA_HOME", jdk.toString()), "api");
        assertThat(outcome.output).contains("Building Gleaner (the sources have changed) ...");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void aStartFindsWhatARehearsalHasLoadedAsLongAsItIsTheSameJava() throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString(), "STUB_FAST", "yes");
        String cache = "<-XX:AOTCache=" + project.resolve("standalone/target/fast/gleaner.aot") + ">";
        String jar = "<-jar> <" + project.resolve("standalone/target/fast/gleaner.jar") + "> <api>";
        assertThat(launch(environment, "api").output)
                .contains("Preparing fast starts")
                .contains(cache)
                .contains(jar);
        assertThat(launch(environment, "api").output)
                .doesNotContain("Preparing")
                .contains(cache)
                .contains(jar);

        Map<String, String> other = Map.of("JAVA_HOME", java("26.0.1").toString());
        assertThat(launch(other, "api").output).doesNotContain("AOTCache").contains(jar);
    }

    @Test
    void fastStartsCanBeLeftOut() throws Exception {
        Map<String, String> environment =
                Map.of("JAVA_HOME", jdk.toString(), "STUB_FAST", "yes", "GLEANER_FAST_START", "off");
        assertThat(launch(environment, "api").output)
                .doesNotContain("Preparing", "AOTCache")
                .contains("<-jar> <" + project.resolve("standalone/target/gleaner.jar") + "> <api>");
    }

    @Test
    void aFailedBuildShowsItsLogAndStartsNothing() throws Exception {
        Files.writeString(project.resolve("broken"), "");
        Outcome outcome = launch(Map.of("JAVA_HOME", jdk.toString()), "up");
        assertThat(outcome.code).isEqualTo(1);
        assertThat(outcome.output)
                .contains("no such symbol", "The build failed")
                .doesNotContain("<-jar>");
        assertThat(project.resolve("standalone/target/build.lock")).doesNotExist();
    }

    @Test
    void anOldJavaHomeIsPassedOverForTheOneOnThePath() throws Exception {
        Map<String, String> environment =
                Map.of("JAVA_HOME", java("17.0.15").toString(), "PATH", jdk + "/bin:" + System.getenv("PATH"));
        launch(environment, "api");
        assertThat(builds()).containsExactly("built with " + jdk);
    }

    @Test
    void aJavaIsFoundInTheFoldersOfTheUser() throws Exception {
        Path home = folder.toRealPath().resolve("home");
        Path candidates = Files.createDirectories(home.resolve(".sdkman/candidates/java"));
        Files.createSymbolicLink(candidates.resolve("26-tem"), java("26"));
        // Only there: a machine that has another one in its usual folders would take that first.
        Outcome outcome = launch(Map.of("JAVA_HOME", java("21.0.1").toString(), "HOME", home.toString()), "version");
        assertThat(outcome.output).doesNotContain("found none");
        assertThat(builds().getFirst()).doesNotContain("21.0.1");
    }

    @Test
    void aJavaWithoutACompilerIsEnoughOnceEverythingIsBuilt() throws Exception {
        launch(Map.of("JAVA_HOME", jdk.toString()), "api");
        Path runtime = java("27-ea");
        Files.delete(runtime.resolve("bin/javac"));
        assertThat(launch(Map.of("JAVA_HOME", runtime.toString()), "api").output)
                .contains("I am " + runtime);
    }

    @Test
    void itWorksThroughALinkFromAnyFolderAndHandsOnJavaOptions() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), project.resolve("gleaner"));
        Outcome outcome = run(
                folder, Map.of("JAVA_HOME", jdk.toString(), "JAVA_OPTS", "-Xmx1g -Dx=y"), link.toString(), "consumer");
        assertThat(outcome.output)
                .contains("in " + folder.toRealPath() + " as " + outcome.process + "\n")
                .contains("<-Xmx1g> <-Dx=y> <-jar>")
                .contains("<consumer>");
    }

    @Test
    void benchmarksAreBuiltAndStartedAsTheirOwnProgram() throws Exception {
        Outcome outcome = launch(Map.of("JAVA_HOME", jdk.toString()), "bench", "extraction", "two words");
        assertThat(outcome.code).isEqualTo(42);
        assertThat(outcome.output)
                .contains("<-jar> <" + project.resolve("benchmarks/target/gleaner-benchmarks.jar")
                        + "> <extraction> <two words>");
        assertThat(project.resolve("standalone/target/gleaner.jar")).doesNotExist();
        launch(Map.of("JAVA_HOME", jdk.toString()), "bench");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void helpNeedsNeitherJavaNorABuild() throws Exception {
        Outcome outcome = launch(Map.of(), "help");
        assertThat(outcome.code).isZero();
        assertThat(outcome.output).isEqualTo("Usage\n");
        assertThat(project.resolve("builds")).doesNotExist();
    }

    private Path java(String version) throws IOException {
        Path home = folder.toRealPath().resolve("jdk-" + version);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/javac"), "exit 1");
        script(home.resolve("bin/java"), """
                for word in "$@"; do
                    case $word in
                        */fast) [ -z "${STUB_FAST:-}" ] || { mkdir -p "$word"; : >"$word/gleaner.jar"; exit 0; } ;;
                        -XX:AOTCacheOutput=*) : >"${word#*=}"; exit 0 ;;
                    esac
                done
                echo "I am $(dirname -- "$(dirname -- "$0")")"
                echo "in $(pwd -P) as $$"
                for word in "$@"; do printf '<%s> ' "$word"; done
                exit 42""");
        return home;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(project.resolve("builds"));
    }

    private Outcome launch(Map<String, String> environment, String... words) throws Exception {
        return run(folder, environment, project.resolve("gleaner").toString(), words);
    }

    private static Outcome run(Path directory, Map<String, String> environment, String script, String... words)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "JAVA_OPTS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output, process.pid());
    }

    /** The process is the one that was started: Java takes its place, so that signals reach it. */
    private record Outcome(int code, String output, long process) {}
}
