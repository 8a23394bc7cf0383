package dev.gleaner.cli.call;

/** What a call ends with, as docs/cli.md tells. */
public final class ExitCode {
    /** It is done. */
    public static final int DONE = 0;
    /** It was done, and what came of it is not good: articles failed, or the job was cancelled. */
    public static final int FAILED = 1;
    /** The call makes no sense. */
    public static final int USAGE = 2;
    /** No server answers. */
    public static final int AWAY = 3;
    /** There is no such job, article or schedule. */
    public static final int UNKNOWN = 4;
    /** The server refuses it: what was sent is wrong, or the thing is in another state. */
    public static final int REFUSED = 5;
    /** The server cannot for now, or answers what cannot be read. */
    public static final int TROUBLE = 6;

    private ExitCode() {}
}
