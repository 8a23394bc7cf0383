package dev.gleaner.cli.call;

/** A call cannot be done, for a reason that the message tells people in one line. */
public final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    /** @param code what the process ends with, of {@link ExitCode} */
    public CliException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** The words of the call make no sense. */
    public static CliException usage(String message) {
        return new CliException(ExitCode.USAGE, message);
    }

    public int code() {
        return code;
    }
}
