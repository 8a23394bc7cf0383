package dev.gleaner.system.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What is done to a child by its process id. */
final class Signals {
    private static final Duration END = Duration.ofSeconds(20);

    private Signals() {}

    /** Kills it and returns when it is gone. */
    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> {
            process.destroyForcibly();
            try {
                process.onExit().get(END.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException stays) {
                throw new IllegalStateException("process " + pid + " does not end", stays);
            }
        });
    }

    static void pause(long pid) {
        send("-STOP", pid);
    }

    static void goOn(long pid) {
        send("-CONT", pid);
    }

    private static void send(String signal, long pid) {
        try {
            // The shell's own: as a program it is missing in small images.
            new ProcessBuilder("/bin/sh", "-c", "kill " + signal + " " + pid)
                    .start()
                    .waitFor();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
