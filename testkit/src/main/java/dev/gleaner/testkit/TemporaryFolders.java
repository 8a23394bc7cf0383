package dev.gleaner.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders in the temporary folder that name their owner. Whoever is killed together with its watchdogs leaves them behind;
 * the next test run removes them.
 */
final class TemporaryFolders {
    private static final String OURS = "gleaner-test-";
    private static final Pattern NAME = Pattern.compile(OURS + "[a-z]+-(\\d+)-\\d+");

    /** A test run in another container may share the folder, and its process ids say nothing here; none takes that long. */
    private static final Duration OLD = Duration.ofDays(1);

    private static boolean swept;

    private TemporaryFolders() {}

    /** A new folder of this process. */
    static synchronized Path create(String name) {
        try {
            if (!swept) {
                swept = true;
                sweep(Path.of(System.getProperty("java.io.tmpdir")), Instant.now());
            }
            return Files.createTempDirectory(
                    OURS + name + "-" + ProcessHandle.current().pid() + "-");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Removes what processes have left that are gone. */
    static void sweep(Path parent, Instant now) throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(parent)) {
            folders = all.toList();
        }
        for (Path folder : folders) {
            Matcher name = NAME.matcher(folder.getFileName().toString());
            if (name.matches()
                    && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                    && isOld(folder, now)) {
                remove(folder);
            }
        }
    }

    private static boolean isOld(Path folder, Instant now) {
        try {
            return Files.getLastModifiedTime(folder).toInstant().plus(OLD).isBefore(now);
        } catch (IOException gone) {
            return false;
        }
    }

    /** Removes a folder and all that is in it, as far as that is possible. */
    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException alreadyGone) {
            // Nothing is lost: it is a folder in the temporary directory.
            return;
        }
    }
}
