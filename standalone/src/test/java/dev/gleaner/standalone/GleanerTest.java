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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GleanerTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final RecordingServices services = new RecordingServices();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    void aWrongCommandLineEndsWithTwoAndStartsNothing() throws Exception {
        assertThat(run("upp")).isEqualTo(2);
        assertThat(text(err)).contains("Unknown command: upp").contains("./gleaner help");
        assertThat(services.events).isEmpty();
    }

    @Test
    void helpNamesEveryCommand() throws Exception {
        assertThat(run("help")).isZero();
        assertThat(text(out))
                .contains("up ", "api ", "consumer ", "doctor ", "check ", "backup ", "restore ", "bench ", "version ");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void aServiceThatCannotStartSaysWhyInOneLine() throws Exception {
        services.fault = "Port 8000 is taken";
        assertThat(run("api")).isEqualTo(1);
        assertThat(text(err)).isEqualToIgnoringNewLines("Port 8000 is taken");
    }

    @Test
    void aCheckOfNothingEndsWithTwoAndSaysWhereItLooked() throws Exception {
        environment.put("DATA_DIR", folder.resolve("none").toString());
        assertThat(run("check")).isEqualTo(2);
        assertThat(text(err))
                .isEqualToIgnoringNewLines("Nothing runs on " + folder.resolve("none")
                        + " (DATA_DIR), and neither MONGO_URL nor REDIS_URL is set");
    }

    @Test
    void aCheckOfAStoreThatDoesNotAnswerEndsWithTwo() throws Exception {
        environment.put("REDIS_URL", "redis://127.0.0.1:1");
        assertThat(run("check", "--json")).isEqualTo(2);
        assertThat(text(err))
                .isEqualToIgnoringNewLines("Redis at 127.0.0.1:1 cannot be read: it does not answer, or refuses");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void aBackupWithoutDataSaysWhereItLooked() throws Exception {
        environment.put("DATA_DIR", folder.resolve("none").toString());
        assertThat(run("backup", folder.resolve("b.zip").toString())).isEqualTo(1);
        assertThat(text(err))
                .isEqualToIgnoringNewLines("There is no data in " + folder.resolve("none") + " (DATA_DIR)");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aBackupAndARestoreActOnTheDataFolder() throws Exception {
        Path file = folder.resolve("data/redis-7/a");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "kept");
        environment.put("DATA_DIR", folder.resolve("data").toString());
        String archive = folder.resolve("b.zip").toString();
        assertThat(run("backup", archive)).isZero();
        Files.writeString(file, "changed");
        assertThat(run("restore", archive)).isEqualTo(1);
        assertThat(run("restore", archive, "--force")).isZero();
        assertThat(file).hasContent("kept");
    }

    @Test
    void eachCommandStartsItsPartsWaitsForTheirEndAndClosesThem() throws Exception {
        assertThat(run("up")).isZero();
        assertThat(run("api")).isZero();
        assertThat(run("consumer")).isZero();
        assertThat(services.events)
                .containsExactly(
                        "everything null",
                        "awaited",
                        "closed",
                        "api",
                        "awaited",
                        "closed",
                        "consumer",
                        "awaited",
                        "closed");
    }

    @Test
    void theDemoFailsWhenTheApiDoesNotAnswerAndStopsWhatItStarted() throws Exception {
        assertThat(run("up", "--demo", "--once")).isEqualTo(1);
        assertThat(text(err)).startsWith("The demo failed: ");
        assertThat(services.events).hasSize(2).last().isEqualTo("closed");
        assertThat(services.events.getFirst()).startsWith("everything http://127.0.0.1:");
    }

    private int run(String... words) {
        return new Gleaner(services, environment, InputStream.nullInputStream(), stream(out), stream(err))
                .run(List.of(words));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static final class RecordingServices implements Services {

        private final List<String> events = new ArrayList<>();
        private @Nullable String fault;

        @Override
        public WithApi everything(@Nullable URI localSite) {
            return start("everything " + localSite);
        }

        @Override
        public WithApi forOneCommand(Runnable beforeStop) {
            return start("for one command");
        }

        @Override
        public WithApi api() {
            return start("api");
        }

        @Override
        public Running consumer() {
            return start("consumer");
        }

        private WithApi start(String name) {
            if (fault != null) {
                throw new CannotStartException(fault);
            }
            events.add(name);
            return new WithApi() {
                @Override
                public URI address() {
                    // Port 1 answers nobody.
                    return URI.create("http://127.0.0.1:1");
                }

                @Override
                public void awaitEnd() {
                    events.add("awaited");
                }

                @Override
                public void close() {
                    events.add("closed");
                }
            };
        }
    }
}
