package dev.gleaner.standalone;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** The logs of libraries. */
final class Logs {

    private Logs() {}

    /** For commands that start no Spring, which would filter them: they would stand between the lines, or in the JSON. */
    static void silence() {
        LoggingSystem.get(Logs.class.getClassLoader()).beforeInitialize();
    }

    /** Before Spring sets them up as the settings say: what the stores of this process say at their start is for nobody. */
    static void quieten() {
        LoggingSystem system = LoggingSystem.get(Logs.class.getClassLoader());
        system.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        system.setLogLevel("dev.gleaner", LogLevel.INFO);
        system.setLogLevel("de.bwaldvogel", LogLevel.ERROR);
    }
}
