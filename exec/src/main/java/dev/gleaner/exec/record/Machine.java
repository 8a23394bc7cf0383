package dev.gleaner.exec.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells the runs of machines apart. */
final class Machine {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NUMBERS = Path.of("/proc/self/ns/pid");

    private Machine() {}

    /**
     * What process numbers are good for: this run of the machine and, in a container, its own numbers. A record of another
     * one speaks of processes that are gone. Where there is no {@code /proc}, a process is known by the time of its start
     * alone, which is another after the machine was started again, too.
     */
    static String current() {
        try {
            return Files.readString(BOOT).strip() + "/" + Files.readSymbolicLink(NUMBERS);
        } catch (IOException none) {
            return "any";
        }
    }
}
