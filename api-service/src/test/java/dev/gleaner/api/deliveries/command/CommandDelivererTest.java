package dev.gleaner.api.deliveries.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.gleaner.api.deliveries.Deliverer.FailedForNow;
import dev.gleaner.api.deliveries.Deliverer.Ran;
import dev.gleaner.api.deliveries.Deliverer.Result;
import dev.gleaner.delivery.Delivery;
import dev.gleaner.delivery.DeliveryKind;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Orders;
import dev.gleaner.job.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** Commands of the operator, and the setting that lists them. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are those of a Unix shell")
class CommandDelivererTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Jobs jobs = mock();

    @Test
    void itGetsTheReportAndItsNamesAndNothingElseOfOurs() {
        Result result = run("pwd; ls -A; cat; echo; cat \"$GLEANER_REPORT\"; echo; env");

        assertThat(result).isInstanceOfSatisfying(Ran.class, ran -> {
            assertThat(ran.exitCode()).isZero();
            assertThat(ran.error()).isNull();
            assertThat(ran.output().lines().filter(line -> line.equals("{\"articles\":[]}")))
                    .hasSize(2);
            assertThat(ran.output().lines().filter(line -> line.contains("=")).map(line -> line.split("=", 2)[0]))
                    .contains("GLEANER_JOB_ID", "GLEANER_SCHEDULE", "GLEANER_STATUS", "GLEANER_REPORT", "GLEANER_RUN")
                    .isSubsetOf(
                            "GLEANER_JOB_ID",
                            "GLEANER_SCHEDULE",
                            "GLEANER_STATUS",
                            "GLEANER_REPORT",
                            "GLEANER_RUN",
                            "PATH",
                            "HOME",
                            "LANG",
                            "PWD",
                            "OLDPWD",
                            "SHLVL",
                            "_");
            assertThat(ran.output())
                    .contains("GLEANER_JOB_ID=job_1\n", "GLEANER_SCHEDULE=daily\n", "GLEANER_STATUS=FAILED\n");
            assertThat(Path.of(ran.output().lines().findFirst().orElseThrow())).doesNotExist();
        });
    }

    @Test
    void anExitCodeIsToldAndWhatItWroteIsKept() {
        assertThat(run("echo said; echo complained >&2; exit 3"))
                .isEqualTo(new Ran(3, "The command ended with exit code 3", "said\ncomplained\n"));
    }

    @Test
    void ofALongOutputTheEndIsKept() {
        Result result = run("head -c 5000000 /dev/zero | tr '\\0' x; echo end");

        assertThat(result)
                .isInstanceOfSatisfying(
                        Ran.class,
                        ran -> assertThat(ran.output())
                                .startsWith("[...]x")
                                .endsWith("xend\n")
                                .hasSize("[...]".length() + LastPart.MOST_BYTES));
    }

    @Test
    void oneThatTakesTooLongIsKilledWithWhatItStarted(@TempDir Path folder) throws Exception {
        Path pid = folder.resolve("pid");

        Result result = deliverer("sleep 600 & echo $! > " + pid + "; echo begun; wait", Duration.ofMillis(700))
                .deliver(delivery("it"));

        assertThat(result).isEqualTo(new Ran(null, "The command was killed after 1 seconds", "begun\n"));
        long child = Long.parseLong(Files.readString(pid).strip());
        await().untilAsserted(() -> assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive))
                .isEmpty());
    }

    @Test
    void oneThatCannotBeStartedOrIsNotConfiguredMayBeTriedAgain() {
        when(jobs.find("job_1")).thenReturn(Optional.of(job()));
        CommandDeliverer deliverer = new CommandDeliverer(
                Commands.parse("it=/no/such/program"), Duration.ofSeconds(5), 1, jobs, id -> Optional.empty());

        assertThat(deliverer.deliver(delivery("it")))
                .isEqualTo(new FailedForNow("The command cannot be started", null));
        assertThat(deliverer.deliver(delivery("other"))).isInstanceOf(FailedForNow.class);
    }

    @Test
    void theSettingTakesQuotesAndNoShell() {
        Commands commands =
                Commands.parse(" notify=/usr/bin/notify --to 'ops team' \"a;b\"\t$HOME ;\narchive=/opt/archive.sh;; ");

        assertThat(commands.names()).containsExactly("archive", "notify");
        assertThat(commands.find("notify").orElseThrow())
                .containsExactly("/usr/bin/notify", "--to", "ops team", "a;b", "$HOME");
        assertThat(Commands.parse("").names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/usr/bin/notify", "=/bin/true", "a b=/bin/true", "a=bin/true", "a=", "a=/x;a=/y", "a=/x 'open"})
    void aSettingThatCannotBeReadIsRefused(String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Commands.parse(setting))
                .withMessageStartingWith("CALLBACK_COMMANDS cannot be read: ");
    }

    private Result run(String script) {
        return deliverer(script, Duration.ofSeconds(30)).deliver(delivery("it"));
    }

    private CommandDeliverer deliverer(String script, Duration timeout) {
        when(jobs.find("job_1")).thenReturn(Optional.of(job()));
        when(jobs.orders("job_1"))
                .thenReturn(Optional.of(new Orders(new Origin("daily", "occ_1", NOW, NOW), null, null, null)));
        Commands commands = Commands.parse("it=/bin/sh -c '" + script.replace("'", "'\"'\"'") + "'");
        return new CommandDeliverer(commands, timeout, 1, jobs, id -> {
            var report = JsonNodeFactory.instance.objectNode();
            report.putArray("articles");
            return Optional.of(report);
        });
    }

    private static Job job() {
        return new Job("job_1", JobStatus.FAILED, 1, 1, 0, 0, 1, NOW, NOW, NOW, 3, 1, JobLabel.NONE);
    }

    private static Delivery delivery(String command) {
        return new Delivery("dlv_1", "job_1", 1, DeliveryKind.COMMAND, "job.failed", command, 0, NOW, NOW);
    }
}
