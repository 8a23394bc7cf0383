package dev.gleaner.exec.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A process to be killed: starts a family in a folder under a keeper, prints the pid of its watcher, and waits. */
final class StartingParent {
    private StartingParent() {}

    /** @param arguments the folder */
    public static void main(String[] arguments) throws Exception {
        Family family = Family.in(Path.of(arguments[0]));
        ProcessKeeper keeper = ProcessKeeper.start();
        keeper.watch(family.mark(), 0, Duration.ofSeconds(5));
        CommandProcess command = family.start(false, Duration.ofSeconds(60));
        keeper.watch(family.mark(), command.pid(), Duration.ofSeconds(5));
        System.out.println(keeper.process().orElseThrow().pid());
        new CountDownLatch(1).await();
    }
}
