package dev.gleaner.standalone;

/** The command line asks for something that does not exist; the message is for the person who typed it. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
