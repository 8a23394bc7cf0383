package dev.gleaner.exec.record;

import java.nio.file.Path;

/**
 * A record that cannot be read.
 *
 * @param why goes on behind the file's name
 */
public record Damage(Path file, String why) {
    @Override
    public String toString() {
        return file + " " + why;
    }
}
