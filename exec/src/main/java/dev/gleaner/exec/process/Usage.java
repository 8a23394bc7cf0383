package dev.gleaner.exec.process;

import java.time.Duration;

/**
 * What the processes of a command took, as far as it could be seen.
 *
 * @param peakMemoryBytes the most resident memory of all of them at a time
 * @param cpu of all of them, in user and system mode
 */
public record Usage(long peakMemoryBytes, Duration cpu) {}
