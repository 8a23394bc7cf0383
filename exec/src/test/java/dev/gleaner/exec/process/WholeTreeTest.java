package dev.gleaner.exec.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.exec.tree.ControlGroup;
import dev.gleaner.exec.tree.ProcessId;
import dev.gleaner.exec.tree.ProcessTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Children, grandchildren and those that went away are gone with the command, in a control group and without one. */
class WholeTreeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStopEndsAll(boolean grouped) throws Exception {
        Family family = Family.in(folder);
        CommandProcess command = family.start(grouped, Duration.ofSeconds(60));
        List<ProcessId> all = family.all();
        assertThat(command.stop(StopReason.STOPPED).stopped()).isEqualTo(StopReason.STOPPED);
        assertThat(all).hasSize(Family.SIZE).noneMatch(ProcessId::isAlive);
    }

    @Test
    void aTimeoutEndsAll() throws Exception {
        Family family = Family.in(folder);
        CommandProcess command = family.start(false, Duration.ofSeconds(2));
        List<ProcessId> all = family.all();
        assertThat(command.await().stopped()).isEqualTo(StopReason.TIMEOUT);
        assertThat(all).hasSize(Family.SIZE).noneMatch(ProcessId::isAlive);
    }

    @Test
    void anotherProcessFindsThemByTheMarkAlone() throws Exception {
        Family family = Family.in(folder);
        CommandProcess command = family.start(false, Duration.ofSeconds(60));
        List<ProcessId> all = family.all();
        ProcessTree found = ProcessTree.of(family.mark());
        assertThat(found.alive()).hasSize(Family.SIZE);
        assertThat(found.end(Duration.ofSeconds(10))).isTrue();
        assertThat(all).noneMatch(ProcessId::isAlive);
        assertThat(command.await().signal()).isEqualTo("TERM");
    }

    @Test
    void anotherProcessFindsTheControlGroupByAMember() throws Exception {
        Assumptions.assumeTrue(ControlGroup.isAvailable());
        Specs specs = Specs.shell(folder, "env -i setsid sleep 300 & wait");
        CommandProcess command = specs.start();
        ProcessTree found = ProcessTree.of(specs.spec().mark());
        Eventually.within10s(() -> assertThat(found.alive()).hasSize(2));
        assertThat(found.end(Duration.ZERO)).isTrue();
        assertThat(command.await().signal()).isEqualTo("KILL");
    }

    /** It has neither the mark nor a parent nor the session, but it was seen before. */
    @Test
    void oneThatGotRidOfEverythingIsFoundIfItWasSeen() throws Exception {
        Specs specs = Specs.shell(
                folder, "(env -i setsid sh -c 'echo $$; while :; do sleep 0.05; done' & sleep 1); sleep 300");
        CommandProcess command = specs.startUngrouped();
        Eventually.within10s(() -> assertThat(specs.stdout()).isNotEmptyFile());
        long pid = Long.parseLong(java.nio.file.Files.readString(specs.stdout()).strip());
        ProcessId lost = ProcessId.of(pid).orElseThrow();
        Eventually.within10s(() -> assertThat(
                        ProcessHandle.of(pid).flatMap(ProcessHandle::parent).map(ProcessHandle::pid))
                .isNotEqualTo(Optional.of(command.pid()))
                .isNotEmpty());
        command.stop(StopReason.STOPPED);
        assertThat(lost.isAlive()).isFalse();
    }

    /** Each of them starts another and ends, over and over; outside a control group that is a race, which either can win. */
    @Test
    void oneThatForksWhileItIsEndedIsCaught() throws Exception {
        Assumptions.assumeTrue(ControlGroup.isAvailable());
        Specs specs = Specs.python(folder, """
                        import os, signal, time
                        signal.signal(signal.SIGTERM, signal.SIG_IGN)
                        print("ready", flush=True)
                        # Whoever gets away is gone in a while.
                        last = time.monotonic() + 20
                        while time.monotonic() < last:
                            if os.fork():
                                os._exit(0)
                            os.setsid()
                            time.sleep(0.002)
                        """).grace(Duration.ofMillis(100));
        CommandEnd end = specs.run();
        assertThat(end.exitCode()).isZero();
        assertThat(ProcessTree.of(specs.spec().mark()).alive()).isEmpty();
    }

    /** A number that another process has now leads to nobody. */
    @Test
    void aProcessWithAnotherStartIsLeftAlone() throws Exception {
        CommandProcess command = Specs.command(folder, "sleep", "300").start();
        ProcessId id = ProcessId.of(command.pid()).orElseThrow();
        ProcessId before = new ProcessId(id.pid(), id.start() - 1);
        assertThat(before.isAlive()).isFalse();
        ProcessTree tree = ProcessTree.of("of-nobody", before);
        assertThat(tree.alive()).isEmpty();
        assertThat(tree.end(Duration.ZERO)).isTrue();
        assertThat(id.isAlive()).isTrue();
        command.stop(StopReason.STOPPED);
    }

    @Test
    void oneThatHasEndedAndIsNotReapedDoesNotCount() throws Exception {
        Specs specs = Specs.python(folder, """
                import os, time
                pid = os.fork()
                if pid == 0: os._exit(0)
                print(pid, flush=True)
                time.sleep(300)
                """);
        CommandProcess command = specs.startUngrouped();
        Eventually.within10s(() -> assertThat(specs.stdout()).isNotEmptyFile());
        ProcessId ended = ProcessId.of(Long.parseLong(
                        java.nio.file.Files.readString(specs.stdout()).strip()))
                .orElseThrow();
        Eventually.within10s(() -> assertThat(ended.isAlive()).isFalse());
        assertThat(ProcessTree.of(specs.spec().mark()).alive()).hasSize(1);
        command.stop(StopReason.STOPPED);
    }
}
