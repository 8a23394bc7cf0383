package dev.gleaner.consumer.command.run;

import dev.gleaner.exec.tree.ProcessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of commands: {@code logs}, with two files of each command, and {@code work/PID-START} of this process, with a
 * folder of each command that runs. Nobody else may read them. What a process left that died is removed by the next.
 */
final class Folders {
    private static final Logger log = LoggerFactory.getLogger(Folders.class);

    private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");

    /** Log files are counted when so many commands have begun: to list a folder for each would be too much. */
    private static final int COUNTED_EVERY = 50;

    private final Path root;
    private final int logsKept;
    private final Duration logRetention;
    private final InstantSource clock;
    private boolean ready;
    private int begun;

    Folders(Path root, int logsKept, Duration logRetention, InstantSource clock) {
        this.root = root;
        this.logsKept = logsKept;
        this.logRetention = logRetention;
        this.clock = clock;
    }

    /** A fresh folder of one command. */
    Path work(String mark) throws IOException {
        prepare();
        return Files.createDirectory(own().resolve(mark), PosixFilePermissions.asFileAttribute(OURS));
    }

    Path log(String mark, String ending) {
        return logs().resolve(mark + "." + ending);
    }

    /** Removes a folder with all that is in it; what cannot be removed is left to the next process. */
    void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path done, @org.jspecify.annotations.Nullable IOException failed) throws IOException {
                    Files.deleteIfExists(done);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException gone) {
            log.debug("{} was removed by somebody else", folder);
        } catch (IOException left) {
            log.warn("{} could not be removed: {}", folder, left.getMessage());
        }
    }

    /** When no command runs any more. */
    synchronized void close() {
        if (ready) {
            remove(own());
        }
    }

    private synchronized void prepare() throws IOException {
        if (!ready) {
            make(root);
            make(logs());
            make(root.resolve("work"));
            removeThoseOfTheDead();
            make(own());
            ready = true;
        }
        if (begun++ % COUNTED_EVERY == 0) {
            removeOldLogs();
        }
    }

    private static void make(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = folder.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OURS));
        }
        // In a folder that everybody may write to, another user could have been quicker.
        String owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
        if (!Files.isDirectory(folder) || !owner.equals(System.getProperty("user.name"))) {
            throw new IOException(folder + " is no folder of this user");
        }
    }

    private Path logs() {
        return root.resolve("logs");
    }

    private Path own() {
        ProcessId self = ProcessId.of(ProcessHandle.current().pid()).orElseThrow();
        return root.resolve("work").resolve(self.pid() + "-" + self.start());
    }

    private void removeThoseOfTheDead() throws IOException {
        try (Stream<Path> folders = Files.list(root.resolve("work"))) {
            folders.filter(folder -> !isAlive(folder.getFileName().toString())).forEach(this::remove);
        }
    }

    private static boolean isAlive(String name) {
        String[] parts = name.split("-", 2);
        try {
            return parts.length == 2 && new ProcessId(Long.parseLong(parts[0]), Long.parseLong(parts[1])).isAlive();
        } catch (NumberFormatException other) {
            return false;
        }
    }

    /** The oldest of too many, and those that are too old. */
    private void removeOldLogs() {
        try (Stream<Path> files = Files.list(logs())) {
            Map<Path, Instant> ages = files.collect(Collectors.toMap(file -> file, Folders::writtenAt));
            List<Map.Entry<Path, Instant>> newest = ages.entrySet().stream()
                    .sorted(Map.Entry.<Path, Instant>comparingByValue().reversed())
                    .toList();
            Instant tooOld = clock.instant().minus(logRetention);
            for (int i = 0; i < newest.size(); i++) {
                if (i >= 2 * logsKept || newest.get(i).getValue().isBefore(tooOld)) {
                    Files.deleteIfExists(newest.get(i).getKey());
                }
            }
        } catch (IOException | UncheckedIOException left) {
            log.warn("Old logs of commands could not be removed from {}: {}", logs(), left.getMessage());
        }
    }

    private static Instant writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (NoSuchFileException gone) {
            return Instant.EPOCH;
        } catch (IOException unknown) {
            throw new UncheckedIOException(unknown);
        }
    }
}
