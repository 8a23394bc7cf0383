package dev.gleaner.standalone;

/** What the process ends with. */
final class ExitCode {

    /** All went well. */
    static final int OK = 0;
    /** It was tried and did not succeed. */
    static final int FAILED = 1;
    /** The command line makes no sense, or a check could not look. */
    static final int USAGE = 2;

    private ExitCode() {}
}
