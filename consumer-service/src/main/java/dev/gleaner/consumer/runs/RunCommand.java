package dev.gleaner.consumer.runs;

import dev.gleaner.consumer.command.Definition;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.scraper.ScraperChoice;
import java.io.IOException;
import java.nio.file.Path;

/** Runs the command of a run, and ends its processes however it ends. */
@FunctionalInterface
interface RunCommand {
    /**
     * Returns when it has ended, on the calling thread, which an abort interrupts.
     *
     * @param choice as it was checked
     * @return what {@link Results#ended} says, or how the command failed
     */
    ScrapeOutcome run(Execution execution, Definition definition, ScraperChoice choice, String jobId, Results results);

    /** Sees what it writes. */
    interface Results {
        /** @param output the file that it was told to write to */
        void began(Path output);

        /** All of it as it comes, on one thread; what is thrown stops the command, and comes out of {@link RunCommand#run}. */
        void stdout(byte[] bytes, int length);

        /** It ended well; the file is still there. */
        ScrapeOutcome ended(Path output) throws IOException;
    }
}
