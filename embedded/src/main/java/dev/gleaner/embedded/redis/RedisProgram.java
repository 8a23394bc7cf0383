package dev.gleaner.embedded.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A redis-server that can be run here, with its version.
 *
 * @param file the program
 * @param origin where it is from, in words
 * @param major the first number of its version
 * @param minor the second number
 * @param version all of it
 */
public record RedisProgram(Path file, String origin, int major, int minor, String version) {

    private static final Pattern VERSION = Pattern.compile("v=((\\d+)\\.(\\d+)[\\w.-]*)");

    /**
     * Asks the program for its version, which also shows that it can run on this system at all.
     *
     * @throws IOException when it cannot, or is older than 6.2
     */
    public static RedisProgram at(Path file, String origin) throws IOException {
        Process process = new ProcessBuilder(file.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Matcher version = VERSION.matcher(output);
        if (!version.find()) {
            throw new IOException(
                    "it does not run here: " + output.lines().findFirst().orElse("no output"));
        }
        RedisProgram program = new RedisProgram(
                file, origin, Integer.parseInt(version.group(2)), Integer.parseInt(version.group(3)), version.group(1));
        if (program.major() * 100 + program.minor() < 602) {
            throw new IOException("version " + program.version() + " is older than 6.2");
        }
        return program;
    }

    /** A newer server writes what an older one cannot read, so each major version has its own folder. */
    String folderName() {
        return "redis-" + major;
    }
}
