package dev.gleaner.consumer.command.run;

import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.exec.process.CommandEnd;
import java.io.IOException;
import java.nio.file.Path;

/** Takes what a command gives. */
public interface CommandResults {
    /**
     * It is about to start.
     *
     * @param folder of this process alone, gone when {@link #ended} has returned
     * @param output the file that it may be told to write; not there yet
     */
    default void began(Path folder, Path output) throws IOException {}

    /**
     * All that it prints to stdout, as it comes, on one thread. It may block, and the command waits then. If it throws, the command is
     * stopped, and the exception goes on to whoever had it run.
     *
     * @param bytes the first {@code length} of them; used again after the call
     */
    default void stdout(byte[] bytes, int length) throws IOException {}

    /** It has ended with an exit code of success; of one that failed nothing more is heard. */
    ScrapeOutcome ended(CommandEnd end, Path output, LogTail tail) throws IOException;
}
