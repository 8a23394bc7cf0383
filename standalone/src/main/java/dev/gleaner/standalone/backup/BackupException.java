package dev.gleaner.standalone.backup;

/** A backup or a restore is refused or has failed; the message says why, and the data folder is as it was. */
public final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BackupException(String message) {
        super(message);
    }

    BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
