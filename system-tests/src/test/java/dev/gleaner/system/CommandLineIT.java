package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as people have it: in a real terminal, against a running API with a running consumer. */
class CommandLineIT {
    private static final Pattern JOB = Pattern.compile("job_[0-9a-f]+");

    private static final Fleet fleet = new Fleet();
    private static Client api;

    @TempDir
    private Path folder;

    private Terminal terminal;

    @BeforeAll
    static void start() {
        api = fleet.startPair();
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @BeforeEach
    void open() throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("CLASSPATH", System.getProperty("java.class.path"));
        environment.put("GLEANER_SERVER", api.base());
        environment.put("HOME", folder.toString());
        // Else the shell writes into the folder while it is removed.
        environment.put("HISTFILE", "/dev/null");
        environment.put("TERM", "xterm-256color");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.writeString(
                folder.resolve("rc"),
                "gleaner() { '%s' -XX:TieredStopAtLevel=1 -Xshare:auto dev.gleaner.cli.Cli \"$@\"; }\n"
                        .formatted(java));
        terminal = Terminal.open(folder, environment);
        terminal.enter("cd '%s'".formatted(folder));
        terminal.enter(". '%s'".formatted(folder.resolve("rc")));
        terminal.clear();
    }

    @AfterEach
    void close() {
        fleet.site.open();
        if (terminal != null) {
            terminal.close();
        }
    }

    @Test
    void aSubmissionIsFollowedByABarThatSurvivesAServerThatGoesAndComesBack() {
        Fleet.Api other = fleet.startApi();
        String server = other.awaitReady().base();
        fleet.site.hold();

        terminal.enter("gleaner submit --wait --name watched --server %s %s %s"
                .formatted(server, fleet.site.url("/cli/a"), fleet.site.url("/cli/b")));
        String screen = terminal.awaitText("]  0 of 2  (0 scraped, 0 failed)");
        Matcher job = JOB.matcher(screen);
        assertThat(job.find()).isTrue();
        other.process().killHard();
        terminal.awaitText("trying again");
        Fleet.Api again = fleet.startApi(
                Map.of("API_PORT", Integer.toString(URI.create(server).getPort())));
        // Where the first one was.
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> other.client().get("/health").status() == 200);
        fleet.site.open();
        terminal.awaitText("2 of 2 articles are there");
        assertThat(terminal.screen()).contains("[##############################]  2 of 2", "COMPLETED");

        terminal.clear();
        terminal.enter("echo \"ends with $?\"; gleaner status " + job.group() + "; gleaner watch " + job.group()
                + "; echo ends with $?");
        screen = terminal.awaitText("Job " + job.group() + ": COMPLETED");
        terminal.awaitText("ends with 0");
        assertThat(screen).contains("Name      watched", "2 of 2, 0 failed, 0 to come");
        terminal.clear();
        terminal.enter("gleaner list --name watched; gleaner results %s | head -c 20; echo".formatted(job.group()));
        terminal.awaitText("watched  COMPLETED");
        terminal.awaitText("{\"");
        again.process().killHard();
    }

    @Test
    void aScheduleLivesFromItsBeginningToItsEnd() {
        terminal.enter("gleaner schedules add --id mornings --daily 09:00 --url " + fleet.site.url("/cli/schedule"));
        terminal.awaitText("Schedule mornings is made; next run in ");
        terminal.enter(
                "gleaner schedules update mornings --cron '0 9 * * 1-5' --name weekdays; gleaner schedules list");
        terminal.awaitText("mornings  weekdays  article  cron  yes");
        terminal.clear();
        terminal.enter("gleaner schedules disable mornings --note moving; gleaner schedules show mornings");
        String screen = terminal.awaitText("At 09:00 on Monday to Friday");
        assertThat(screen).contains("it is disabled: moving");
        terminal.clear();
        terminal.enter("gleaner schedules enable mornings; gleaner schedules run mornings --wait");
        terminal.awaitText("COMPLETED");
        terminal.clear();
        terminal.enter(
                "gleaner schedules history mornings; gleaner schedules export all.yaml; gleaner schedules remove mornings");
        screen = terminal.awaitText("Remove the schedule mornings? [y/N]");
        assertThat(screen).contains("FIRED", "manual", "1 schedules written to all.yaml");
        terminal.enter("y");
        terminal.awaitText("Schedule mornings is removed");
        assertThat(api.get("/schedules/mornings").status()).isEqualTo(404);
    }

    @Test
    void bashCompletesWhatIsTyped() {
        terminal.enter("gleaner completion bash > complete && . ./complete && echo ready");
        terminal.awaitText("\nready");
        terminal.clear();
        terminal.type("gleaner sche");
        terminal.key("Tab");
        terminal.awaitText("gleaner schedules");
        terminal.type("hist");
        terminal.key("Tab");
        terminal.awaitText("gleaner schedules history");
        terminal.type("--outc");
        terminal.key("Tab");
        terminal.awaitText("gleaner schedules history --outcome");
    }
}
