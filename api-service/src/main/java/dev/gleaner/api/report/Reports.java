package dev.gleaner.api.report;

import dev.gleaner.job.Jobs;
import dev.gleaner.job.Orders;
import dev.gleaner.job.Outputs;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What jobs brought, in short. */
public interface Reports {
    /** The report of a job in its newest run, as the API answers it; empty if there is no such job. */
    Optional<ObjectNode> find(String jobId);

    /**
     * What a report tells of; its articles are read while it is written.
     *
     * @return empty if there is no such job
     */
    Optional<Subject> subject(String jobId);

    /**
     * Writes a report, however many articles it has. The stream is flushed and stays open.
     *
     * @throws java.io.UncheckedIOException if nothing can be written, or a Jackson exception that wraps the same
     */
    void write(Subject subject, ReportFormat format, OutputStream out);

    /**
     * A job, read once, so that what is told of it fits.
     *
     * @param outputs the files that were written of it; null if none were
     */
    record Subject(Jobs.Detail detail, Orders orders, Outputs.@Nullable Written outputs) {
        /** The same with these files. */
        public Subject with(Outputs.Written written) {
            return new Subject(detail, orders, written);
        }
    }
}
