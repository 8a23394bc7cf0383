package dev.gleaner.embedded.redis;

import dev.gleaner.embedded.process.PrivateFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** The redis-server inside the embedded-redis jar, unpacked once per data folder instead of once per start. */
public final class BundledRedis {

    private BundledRedis() {}

    /**
     * The program, unpacked unless it was before.
     *
     * @throws IOException when the jar holds none for this system, or it cannot be written
     */
    public static Path unpack(Path dataDir) throws IOException {
        String name = resource(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path folder = dataDir.resolve("bin");
        Path file = folder.resolve(name);
        if (Files.isExecutable(file)) {
            return file;
        }
        PrivateFiles.folder(folder);
        Path part = Files.createTempFile(folder, "unpack", ".part");
        try (InputStream in = BundledRedis.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new FileNotFoundException("the jar does not hold " + name);
            }
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            if (!part.toFile().setExecutable(true)) {
                throw new IOException(part + " cannot be made executable");
            }
            // Whole or not at all: what is there under this name is trusted the next time.
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        return file;
    }

    /**
     * The name of the program for a system.
     *
     * @throws IOException when the jar holds none for it
     */
    public static String resource(String os, String arch) throws IOException {
        String system = os.toLowerCase(Locale.ROOT);
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        boolean intel = arch.equals("amd64") || arch.equals("x86_64");
        if (system.contains("linux") && intel) {
            return "redis-server-6.2.6-v5-linux-amd64";
        }
        if (system.contains("linux") && arm) {
            return "redis-server-6.2.7-linux-arm64";
        }
        if (system.contains("mac") && (intel || arm)) {
            return "redis-server-6.2.6-v5-darwin-" + (arm ? "arm64" : "amd64");
        }
        // The one for Windows is version 5, which lacks commands that the queue needs.
        throw new IOException("the jar holds none of version 6.2 for " + os + " on " + arch);
    }
}
