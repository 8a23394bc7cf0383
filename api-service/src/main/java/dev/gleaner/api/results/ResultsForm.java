package dev.gleaner.api.results;

import dev.gleaner.job.Job;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A way to write results down. */
interface ResultsForm {
    /**
     * Begins; the job's numbers are those of the whole job, whatever part is written.
     *
     * @param nextCursor where the next part begins; null if there is none
     */
    Lines begin(Job job, @Nullable String nextCursor, OutputStream out);

    /** Takes rows one after the other. An answer that is not ended must not look whole, so closing ends nothing. */
    interface Lines {
        void add(Row row);

        void end();
    }
}
