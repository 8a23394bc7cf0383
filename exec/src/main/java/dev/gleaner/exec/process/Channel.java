package dev.gleaner.exec.process;

/** Where a command writes. */
public enum Channel {
    STDOUT,
    STDERR
}
