package dev.gleaner.standalone.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Docker, which only the tests and the compose file use. */
final class Docker {

    private static final int SECONDS = 5;

    private Docker() {}

    static Finding look(Map<String, String> environment) {
        ProcessBuilder command =
                new ProcessBuilder("docker", "version", "--format", "{{.Server.Version}}").redirectErrorStream(true);
        command.environment().putAll(environment);
        try {
            Process process = command.start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Finding.note("docker", "it does not answer within " + SECONDS + " s", "only containers need it");
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0
                    ? Finding.ok("docker", "version " + output)
                    : Finding.note(
                            "docker", "it is installed, but its service does not answer", "only containers need it");
        } catch (IOException notInstalled) {
            return Finding.ok("docker", "not installed; only containers need it");
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Finding.note("docker", "not asked", null);
        }
    }
}
