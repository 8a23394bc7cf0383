package dev.gleaner.standalone;

import org.springframework.boot.logging.LoggingSystem;

/** The logs of libraries. */
final class Logs {

    private Logs() {}

    /** For commands that start no Spring, which would filter them: they would stand between the lines, or in the JSON. */
    static void silence() {
        LoggingSystem.get(Logs.class.getClassLoader()).beforeInitialize();
    }
}
