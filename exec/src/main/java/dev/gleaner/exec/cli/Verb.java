package dev.gleaner.exec.cli;

import dev.gleaner.exec.Commands;
import java.io.IOException;
import java.util.Set;

/** One of the things that can be asked for. */
interface Verb {
    /** Options without a value. */
    default Set<String> flags() {
        return Set.of();
    }

    /** Options with a value. */
    default Set<String> valued() {
        return Set.of();
    }

    /** Whether what is no option is a command, whose words are its own. */
    default boolean takesCommand() {
        return false;
    }

    /** @return what the process ends with */
    int run(Commands commands, Arguments arguments, Output output) throws IOException, InterruptedException;
}
