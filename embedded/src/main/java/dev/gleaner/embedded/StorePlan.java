package dev.gleaner.embedded;

import dev.gleaner.embedded.mongo.BundledMongo;
import dev.gleaner.embedded.process.FolderLock;
import dev.gleaner.embedded.process.Programs;
import dev.gleaner.embedded.redis.BundledRedis;
import dev.gleaner.embedded.redis.RedisProgram;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which store a start on a data folder would take, found without starting or writing anything.
 *
 * @param works whether there is one
 * @param text what it would be, one line
 * @param advice what would be better, or null
 */
public record StorePlan(
        boolean works, String text, @Nullable String advice) {

    /** MongoDB, as {@link LocalStores#mongo(Path)} chooses it. */
    public static StorePlan mongo(Path dataDir) {
        return mongo(dataDir, Programs.onPath());
    }

    static StorePlan mongo(Path dataDir, Programs programs) {
        Optional<Path> installed = programs.find("mongod");
        if (BundledMongo.hasData(dataDir)) {
            return new StorePlan(
                    true,
                    "MongoDB: the bundled mongo-java-server, whose data is in the folder",
                    installed.isEmpty() ? null : "mongod is on PATH too; it is taken for a new folder only");
        }
        if (installed.isEmpty()) {
            return new StorePlan(true, "MongoDB: the bundled mongo-java-server (mongod is not on PATH)", null);
        }
        try {
            return new StorePlan(true, "MongoDB: mongod on PATH, " + version(installed.get()), null);
        } catch (IOException broken) {
            return new StorePlan(
                    true,
                    "MongoDB: the bundled mongo-java-server; mongod on PATH (%s) does not run: %s"
                            .formatted(installed.get(), broken.getMessage()),
                    "mend or remove it");
        }
    }

    /** Redis, as {@link LocalStores#redis(Path, long)} chooses it. */
    public static StorePlan redis() {
        return redis(Programs.onPath());
    }

    static StorePlan redis(Programs programs) {
        Optional<Path> installed = programs.find("redis-server");
        String reason = "redis-server is not on PATH";
        if (installed.isPresent()) {
            try {
                RedisProgram program = RedisProgram.at(installed.get(), "on PATH");
                return new StorePlan(true, "Redis: redis-server on PATH, version " + program.version(), null);
            } catch (IOException unfit) {
                reason = "redis-server on PATH (%s) cannot be used: %s".formatted(installed.get(), unfit.getMessage());
            }
        }
        try {
            String bundled = BundledRedis.resource(System.getProperty("os.name"), System.getProperty("os.arch"));
            return new StorePlan(
                    true,
                    "Redis: the bundled %s (%s)".formatted(bundled, reason),
                    installed.isEmpty() ? null : "install version 6.2 or newer");
        } catch (IOException none) {
            return new StorePlan(
                    false,
                    "Redis: none; %s, and %s".formatted(reason, none.getMessage()),
                    "install redis-server 6.2 or newer");
        }
    }

    /** The process that works on the folder, if one does; 0 when it is not known which. */
    public static OptionalLong owner(Path dataDir) {
        for (String name : new String[] {"mongo.lock", "redis.lock"}) {
            Path file = dataDir.resolve(name);
            if (Files.isRegularFile(file)) {
                // Opened for writing because a lock asks for it; nothing is written.
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                        FileLock lock = FolderLock.tryLock(channel)) {
                    if (lock == null) {
                        return pid(file);
                    }
                } catch (IOException unknown) {
                    return OptionalLong.empty();
                }
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong pid(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        return OptionalLong.of(text.matches("\\d{1,18}") ? Long.parseLong(text) : 0);
    }

    private static String version(Path program) throws IOException {
        Process process = new ProcessBuilder(program.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(output.lines().findFirst().orElse("no output"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return output.lines().findFirst().orElse("version unknown");
    }
}
