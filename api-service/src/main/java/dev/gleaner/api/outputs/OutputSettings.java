package dev.gleaner.api.outputs;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where outputs are written.
 *
 * @param dir OUTPUT_DIR, folder that the files of jobs are written into, one and the same for all APIs; empty writes none
 */
@ConfigurationProperties("gleaner.output")
public record OutputSettings(String dir) {
    public OutputSettings {
        try {
            var _ = Path.of(dir);
        } catch (InvalidPathException odd) {
            throw new IllegalArgumentException("OUTPUT_DIR must be the path of a folder", odd);
        }
    }

    Optional<Path> folder() {
        return dir.isBlank() ? Optional.empty() : Optional.of(Path.of(dir).toAbsolutePath());
    }
}
