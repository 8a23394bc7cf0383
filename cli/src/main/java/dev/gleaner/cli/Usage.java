package dev.gleaner.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The help of the whole program, which the launcher prints without Java. */
public final class Usage {
    private Usage() {}

    /** All commands by group. */
    public static String text() {
        try (InputStream text = Usage.class.getResourceAsStream("usage.txt")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
