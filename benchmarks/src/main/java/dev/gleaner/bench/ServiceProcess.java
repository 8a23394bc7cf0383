package dev.gleaner.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Gleaner that the launcher has started, which Java has taken the place of. */
record ServiceProcess(String name, Process process) implements AutoCloseable {
    private static final int STOP_SECONDS = 60;
    private static final int KB_IN_MB = 1024;

    static ServiceProcess start(Path launcher, String command, Path folder, Map<String, String> settings, int sitePort)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command + ".log").toFile());
        builder.environment().putAll(settings);
        builder.environment().put("SCRAPE_ALLOWED_HOSTS", "127.0.0.1:" + sitePort);
        builder.environment().put("HOST_MAX_CONCURRENT", "64");
        return new ServiceProcess(command, builder.start());
    }

    /** Megabytes of memory now. */
    int resident() {
        return megabytes("VmRSS:");
    }

    /** Megabytes at most so far. */
    int highest() {
        return megabytes("VmHWM:");
    }

    private int megabytes(String field) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith(field))
                    .map(line -> Integer.parseInt(line.replaceAll("\\D", "")) / KB_IN_MB)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException ended) {
            throw new UncheckedIOException(name + " has ended, or this is no Linux", ended);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
