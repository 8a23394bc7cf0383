package dev.gleaner.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.gleaner.exec.record.JobFolder;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.JobStatus;
import dev.gleaner.exec.record.JobTerms;
import dev.gleaner.exec.record.Sightings;
import dev.gleaner.exec.tree.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How jobs stand whose records were left by somebody who is gone. */
class StatesTest {
    private static final ProcessId SELF =
            ProcessId.of(ProcessHandle.current().pid()).orElseThrow();
    private static final ProcessId SOMEBODY_ELSE_NOW = new ProcessId(SELF.pid(), SELF.start() - 1);
    private static final Instant THEN = Instant.parse("2026-11-30T18:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aNumberThatAnotherProcessHasNowIsNotTakenForTheJob() throws Exception {
        JobRecord job = left("reused", JobStatus.RUNNING, Sightings.machine(), SOMEBODY_ELSE_NOW, SOMEBODY_ELSE_NOW);
        JobRecord now = commands().status("reused").orElseThrow();
        assertThat(now.status()).isEqualTo(JobStatus.FAILED);
        assertThat(now.end().exitCode()).isNull();
        assertThat(now.end().at()).isEqualTo(job.startedAt());
        assertThat(now.reason()).contains("was not seen");
        // Nothing of this process is ended for it, and the id is free.
        assertThat(commands().stop("reused").status()).isEqualTo(JobStatus.FAILED);
        assertThat(withoutWatcher()
                        .run(RunRequest.of("true").withId("reused"))
                        .job()
                        .run())
                .isEqualTo(2);
    }

    @Test
    void aCommandRunsOnWithoutItsWatcherAndIsStoppedWithoutIt() throws Exception {
        Process command = new ProcessBuilder("sleep", "300").start();
        try {
            left(
                    "alone",
                    JobStatus.RUNNING,
                    Sightings.machine(),
                    ProcessId.of(command.pid()).orElseThrow(),
                    SOMEBODY_ELSE_NOW);
            JobRecord now = commands().status("alone").orElseThrow();
            assertThat(now.status()).isEqualTo(JobStatus.RUNNING);
            assertThat(now.reason()).contains("its watcher is gone");
            JobRecord stopped = commands().stop("alone");
            assertThat(stopped.status()).isEqualTo(JobStatus.STOPPED);
            assertThat(command.waitFor()).isEqualTo(143);
            assertThat(commands().status("alone")).contains(stopped);
        } finally {
            command.destroyForcibly();
        }
    }

    @Test
    void aMarkTellsOfACommandWhoseWatcherDiedBeforeItCouldSayItsNumber() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sleep", "300");
        builder.environment().put("GLEANER_MARK", "mark-early");
        Process command = builder.start();
        try {
            left("early", JobStatus.STARTING, Sightings.machine(), null, SOMEBODY_ELSE_NOW);
            assertThat(commands().status("early").orElseThrow().status()).isEqualTo(JobStatus.RUNNING);
            assertThat(commands().stop("early").status()).isEqualTo(JobStatus.STOPPED);
            assertThat(command.waitFor()).isEqualTo(143);
        } finally {
            command.destroyForcibly();
        }
    }

    @Test
    void afterAnotherStartOfTheMachineNothingRuns() throws Exception {
        left("before", JobStatus.RUNNING, "another boot", SELF, SELF);
        left("queued", JobStatus.QUEUED, Sightings.machine(), null, SOMEBODY_ELSE_NOW);
        left("waiting", JobStatus.QUEUED, Sightings.machine(), null, SELF);
        assertThat(commands().list(JobFilter.all()).jobs())
                .extracting(JobRecord::id, JobRecord::status)
                .contains(
                        tuple("before", JobStatus.FAILED),
                        tuple("queued", JobStatus.FAILED),
                        tuple("waiting", JobStatus.QUEUED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "not json", "{\"version\":2}", "RUN", "STATUS", "PID"})
    void aDamagedRecordIsToldAndPassedOver(String text) throws Exception {
        JobRecord good = left("good", JobStatus.RUNNING, "another boot", SELF, SELF);
        JobRecord bad = left("bad", JobStatus.RUNNING, "another boot", SELF, SELF);
        Path file = bad.folder().resolve("record.json");
        String whole = Files.readString(file);
        Files.writeString(
                file,
                switch (text) {
                    case "RUN" -> whole.replace("\"run\" : 1", "\"run\" : 99999999999");
                    case "STATUS" -> whole.replace("\"running\"", "\"sleeping\"");
                    case "PID" -> whole.replace("\"pid\" : " + SELF.pid(), "\"pid\" : \"x\"");
                    default -> text;
                });
        Listing listing = commands().list(JobFilter.all());
        assertThat(listing.jobs()).extracting(JobRecord::id).containsExactly("good");
        assertThat(listing.damages()).hasSize(1);
        assertThat(listing.damages().getFirst().file()).isEqualTo(file);
        assertThatThrownBy(() -> commands().status("bad")).isInstanceOf(CommandsException.Unreadable.class);

        assertThat(withoutWatcher()
                        .run(RunRequest.of("true").withId("bad"))
                        .job()
                        .run())
                .isEqualTo(2);
        assertThat(commands().status("bad")).isPresent();
        commands().prune(new PruneRequest(List.of("bad"), Set.of(), Duration.ZERO, null, true, false));
        assertThat(commands().list(JobFilter.all()).damages()).isEmpty();
        assertThat(good.folder()).exists();
    }

    @Test
    void unknownFieldsOfARecordArePassedOverAndItsFolderMayMove() throws Exception {
        JobRecord job = left("later", JobStatus.RUNNING, "another boot", SELF, SELF);
        Path file = job.folder().resolve("record.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"new\": {\"a\": [1, null]},"));
        Files.move(folder.resolve("home"), folder.resolve("moved"));
        JobRecord moved = Commands.in(folder.resolve("moved")).status("later").orElseThrow();
        assertThat(moved.stdout()).startsWithRaw(folder.resolve("moved"));
        assertThat(moved.terms()).isEqualTo(job.terms());
    }

    private Commands commands() {
        return Commands.in(folder.resolve("home"));
    }

    /** Its jobs fail at once, as if no process could be started. */
    private Commands withoutWatcher() {
        return new Commands(new JobFolder(folder.resolve("home")), (JobRecord queued, Map<String, String> all) -> {
            throw new IOException("none");
        });
    }

    private JobRecord left(String id, JobStatus status, String machine, ProcessId process, ProcessId watcher)
            throws IOException {
        JobFolder jobs = new JobFolder(folder.resolve("home"));
        JobRecord record = new JobRecord(
                id,
                1,
                status,
                List.of("sleep", "300"),
                folder,
                jobs.folder(id, 1),
                new JobTerms(Duration.ofHours(1), 100, 200L, Duration.ofMillis(200), null),
                machine,
                process,
                watcher,
                "mark-" + id,
                THEN,
                process == null ? null : THEN.plusSeconds(1),
                null,
                0,
                0,
                null);
        jobs.create(record);
        return record;
    }
}
