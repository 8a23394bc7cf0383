package dev.gleaner.cli.submit;

import dev.gleaner.client.ReportFormat;
import dev.gleaner.client.ResultFormat;
import dev.gleaner.client.Submission;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be run, and what is wanted of it.
 *
 * @param output folder that results and report are written into, or null
 * @param format of the results in it
 * @param report to print at the end, or null
 * @param timeout after which the job is cancelled, or null
 */
public record Order(
        Submission submission,
        @Nullable Path output,
        ResultFormat format,
        @Nullable ReportFormat report,
        @Nullable Duration timeout) {}
