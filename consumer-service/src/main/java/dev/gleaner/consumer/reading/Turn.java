package dev.gleaner.consumer.reading;

import dev.gleaner.extract.Extraction;
import java.util.function.Supplier;

/** What is done around the reading of a page when its turn has come, on the thread that reads. */
@FunctionalInterface
public interface Turn {
    /** Reads, and returns what was read. */
    Extraction take(Supplier<Extraction> reading);
}
