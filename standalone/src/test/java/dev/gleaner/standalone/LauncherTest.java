package dev.gleaner.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        Path source = project.resolve("cli/src/main/resources/dev/gleaner/cli/usage.txt");
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
                    *"-pl cli "*) mkdir -p cli/target/lib; : >cli/target/gleaner-cli.jar ;;
                    *"-pl exec "*) mkdir -p exec/target/lib; : >exec/target/gleaner-exec.jar ;;
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
        Files.setLastModifiedTime(project.resolve("cli/src/main/resources/dev/gleaner/cli/usage.txt"), later);
        Outcome outcome = launch(Map.of("JAVA_HOME", jdk.toString()), "api");
        assertThat(outcome.output).contains("Building Gleaner (the sources have changed) ...");
        assertThat(builds()).hasSize(2);
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
    void execIsASmallProgramOfItsOwnThatIsBuiltAlone() throws Exception {
        Path home = fastJava();
        Map<String, String> environment = Map.of("JAVA_HOME", home.toString(), "LC_ALL", "POSIX");
        Path start = project.resolve("exec/target/start");
        Outcome first = launch(environment, "exec", "list", "--id", "two words");
        assertThat(first.output)
                .contains("<-Xmx32m>", "<list> <--id> <two words>")
                .doesNotContain("-XX:AOTCache=");
        assertThat(project.resolve("standalone/target/gleaner.jar")).doesNotExist();
        awaitTraining(start);

        FileTime later = FileTime.from(Instant.now().plusSeconds(60));
        Files.setLastModifiedTime(project.resolve("cli/src/main/resources/dev/gleaner/cli/usage.txt"), later);
        assertThat(launch(environment, "exec", "status", "x").output)
                .containsPattern("<-XX:AOTCache=" + start + "/[0-9]+/gleaner.aot>")
                .containsPattern("<-Dgleaner.exec.cache=" + start + "/[0-9]+/gleaner.aot>")
                .containsPattern("<-jar> <" + start + "/[0-9]+/gleaner.jar> <status> <x>");
        assertThat(builds()).hasSize(1);
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
    void theSecondStartRunsUnpackedOnTheCacheThatTheFirstOneTrained() throws Exception {
        Path home = fastJava();
        assertThat(launch(Map.of("JAVA_HOME", home.toString()), "up").output)
                .contains("/gleaner.jar> <up>")
                .doesNotContain("<-jar> <" + project.resolve("standalone/target/gleaner.jar"))
                .doesNotContain("AOTCache");
        awaitTraining();

        String second = launch(Map.of("JAVA_HOME", home.toString()), "up").output;
        assertThat(second).contains("<-XX:AOTCache=" + caches().getFirst() + ">");
        assertThat(second.indexOf("AOTCache")).isLessThan(second.indexOf("<-jar>"));
    }

    @Test
    void anotherJarOrAnotherJavaNeverMeetsTheCacheOfTheFirst() throws Exception {
        Path home = fastJava();
        launch(Map.of("JAVA_HOME", home.toString()), "up");
        awaitTraining();

        // With the date of the old one, as in a reproducible build.
        Path jar = project.resolve("standalone/target/gleaner.jar");
        FileTime date = Files.getLastModifiedTime(jar);
        Files.writeString(jar, "other");
        Files.setLastModifiedTime(jar, date);
        assertThat(launch(Map.of("JAVA_HOME", home.toString()), "version").output)
                .contains("<version>")
                .doesNotContain("AOTCache");

        Files.writeString(jar, "");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.4\"\n");
        assertThat(launch(Map.of("JAVA_HOME", home.toString()), "version").output)
                .contains("<version>")
                .doesNotContain("AOTCache");
    }

    @Test
    void withoutTheFastStartNothingIsUnpacked() throws Exception {
        Path home = fastJava();
        assertThat(launch(Map.of("JAVA_HOME", home.toString(), "GLEANER_FAST_START", "off"), "up").output)
                .contains("<-jar> <" + project.resolve("standalone/target/gleaner.jar") + "> <up>");
        assertThat(project.resolve("standalone/target/start")).doesNotExist();
    }

    /** Left behind by a launcher that was killed between two lines. */
    @Test
    void aLockThatNamesNobodyHoldsUpNoBuildForMoreThanAMinute() throws Exception {
        Path lock = Files.createDirectories(project.resolve("standalone/target/build.lock"));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(130)));

        Outcome outcome = launch(Map.of("JAVA_HOME", jdk.toString()), "api");

        assertThat(outcome.output).doesNotContain("Waiting");
        assertThat(builds()).hasSize(1);
        assertThat(lock).doesNotExist();
    }

    @Test
    void aFolderThatAProcessRunsFromIsNotRemovedHoweverOldItIs() throws Exception {
        Path home = fastJava();
        script(
                home.resolve("bin/java"),
                Files.readString(home.resolve("bin/java")).replaceFirst("#!.*\n", "")
                        + "\ncase \"$*\" in *stay*) read -r line ;; esac");
        Path jar = project.resolve("standalone/target/gleaner.jar");
        launch(Map.of("JAVA_HOME", home.toString(), "GLEANER_FAST_START", "off"), "version");
        Process staying = process(
                folder,
                Map.of("JAVA_HOME", home.toString()),
                project.resolve("gleaner").toString(),
                "version",
                "stay");
        try {
            await().until(() ->
                    startFolders().size() == 1 && usersOf(startFolders().getFirst()) == 1);
            Path used = startFolders().getFirst();
            Path unused = Files.createDirectories(used.resolveSibling("older"));
            // A pid that no system gives.
            Files.createFile(Files.createDirectories(unused.resolve("users")).resolve("99999999"));
            for (Path old : List.of(used, unused)) {
                Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
            }
            Files.writeString(jar, "another build");

            launch(Map.of("JAVA_HOME", home.toString()), "version");

            assertThat(startFolders()).hasSize(2).contains(used).doesNotContain(unused);
            staying.getOutputStream().close();
            staying.waitFor();
            Files.setLastModifiedTime(used, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
            Files.writeString(jar, "a third build");
            launch(Map.of("JAVA_HOME", home.toString()), "version");
            assertThat(startFolders()).hasSize(2).doesNotContain(used);
        } finally {
            staying.destroy();
        }
    }

    private List<Path> startFolders() throws IOException {
        Path folders = project.resolve("standalone/target/start");
        if (!Files.exists(folders)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folders)) {
            return all.filter(one -> !one.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private static long usersOf(Path folder) throws IOException {
        Path users = folder.resolve("users");
        if (!Files.exists(users)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(users)) {
            return all.count();
        }
    }

    @Test
    void whatSpeaksToAServerIsASmallProgramThatKnowsWhatIsATerminal() throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString(), "GLEANER_FAST_START", "off");
        assertThat(launch(environment, "schedules", "list", "--tag", "two words").output)
                .contains("<-Xmx128m>", "<-Dgleaner.terminals=>")
                .contains("<-jar> <" + project.resolve("cli/target/gleaner-cli.jar")
                        + "> <schedules> <list> <--tag> <two words>");
        assertThat(launch(environment, "help", "watch").output).contains("> <watch> <--help>");
    }

    @Test
    void theHeapIsBoundedUnlessJavaOptionsSayOtherwiseAndItsEndIsExplained() throws Exception {
        String output = launch(Map.of("JAVA_HOME", jdk.toString(), "JAVA_OPTS", "-Xmx2g"), "up").output;

        assertThat(output)
                .contains("<-Xmx512m>", "<-XX:+ExitOnOutOfMemoryError>")
                .contains("JAVA_OPTS=-Xmx1g");
        assertThat(output.indexOf("<-Xmx2g>")).isGreaterThan(output.indexOf("<-Xmx512m>"));
        assertThat(launch(Map.of("JAVA_HOME", jdk.toString()), "consumer").output)
                .contains("<-Xmx144m>", "<-XX:+UseSerialGC>")
                .doesNotContain("-Xmx512m", "UseG1GC");
        assertThat(launch(Map.of("JAVA_HOME", jdk.toString()), "bench", "fetch").output)
                .doesNotContain("-Xmx512m");
    }

    @Test
    void aProcessThatHasUsedUpItsHeapSaysWhatToDo() throws Exception {
        String output = launch(Map.of("JAVA_HOME", jdk.toString()), "up").output;
        int begin = output.indexOf("-XX:OnOutOfMemoryError=");
        String option = output.substring(begin, output.indexOf("> <-Xlog", begin));
        Process hungry = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:+ExitOnOutOfMemoryError",
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hungry.class.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();

        String told = new String(hungry.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(told).startsWith("Gleaner has used up its memory and ends.").contains("JAVA_OPTS=-Xmx1g");
        assertThat(hungry.waitFor()).isNotZero();
    }

    /** Takes all the memory that there is. */
    static final class Hungry {
        private static final List<byte[]> EATEN = new ArrayList<>();

        private Hungry() {}

        public static void main(String[] args) {
            while (true) {
                EATEN.add(new byte[1 << 20]);
            }
        }
    }

    /** A Java that unpacks and trains as the real one does. */
    private Path fastJava() throws IOException {
        Path home = java("25.0.3");
        script(home.resolve("bin/java"), """
                case "$*" in
                    *"-Djarmode=tools"*)
                        for word in "$@"; do destination=$word; done
                        mkdir -p "$destination/lib"
                        : >"$destination/gleaner.jar"
                        exit 0 ;;
                esac
                for word in "$@"; do
                    case $word in
                        -XX:AOTCacheOutput=*) echo "$API_PORT" >"${word#*=}"; exit 0 ;;
                    esac
                    printf '<%s> ' "$word"
                done""");
        return home;
    }

    /** Until the training has also cleaned up after itself. */
    private void awaitTraining() {
        awaitTraining(project.resolve("standalone/target/start"));
    }

    private static void awaitTraining(Path folders) {
        // It runs at a low priority, so on a busy machine it comes last.
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> !Files.exists(caches(folders).getFirst().resolveSibling("training")));
    }

    private List<Path> caches() throws IOException {
        return caches(project.resolve("standalone/target/start"));
    }

    private static List<Path> caches(Path folders) throws IOException {
        try (Stream<Path> files = Files.walk(folders)) {
            return files.filter(file -> file.endsWith("gleaner.aot"))
                    .filter(file -> !file.getParent().endsWith("training"))
                    .toList();
        }
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
        Process process = process(directory, environment, script, words);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output, process.pid());
    }

    private static Process process(Path directory, Map<String, String> environment, String script, String... words)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "JAVA_OPTS", "GLEANER_FAST_START"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The process is the one that was started: Java takes its place, so that signals reach it. */
    private record Outcome(int code, String output, long process) {}
}
