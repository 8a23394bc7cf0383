package dev.gleaner.embedded.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The programs that are installed on this machine.
 *
 * @param folders where to look, in order
 */
public record Programs(List<Path> folders) {

    /** Those of the environment variable PATH. */
    public static Programs onPath() {
        return from(System.getenv("PATH"));
    }

    static Programs from(@Nullable String path) {
        return new Programs(Arrays.stream((path == null ? "" : path).split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(Programs::folder)
                .toList());
    }

    private static Stream<Path> folder(String text) {
        try {
            return Stream.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    /** The first program of this name. */
    public Optional<Path> find(String name) {
        return folders.stream()
                .flatMap(folder -> Stream.of(folder.resolve(name), folder.resolve(name + ".exe")))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
