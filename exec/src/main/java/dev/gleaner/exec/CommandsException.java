package dev.gleaner.exec;

import dev.gleaner.exec.record.Damage;
import dev.gleaner.exec.record.JobRecord;
import java.util.List;
import java.util.Objects;

/** Why something that was asked for was not done. What the files of jobs cannot do is an {@link java.io.UncheckedIOException}. */
public abstract sealed class CommandsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CommandsException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** What was asked for makes no sense; the message says why. Nothing was done. */
    public static final class Invalid extends CommandsException {
        private static final long serialVersionUID = 1L;

        public Invalid(String message) {
            super(message);
        }
    }

    /** No job has the id. */
    public static final class Unknown extends CommandsException {
        private static final long serialVersionUID = 1L;
        private final String id;

        public Unknown(String id) {
            super("no job has the id " + id);
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    /** Another run has the id, and has not ended; nothing was started. */
    public static final class Taken extends CommandsException {
        private static final long serialVersionUID = 1L;
        private final transient JobRecord by;

        Taken(JobRecord by) {
            super("%s is taken: its run %d is %s"
                    .formatted(by.id(), by.run(), by.status().word()));
            this.by = by;
        }

        /** The run that has it. */
        public JobRecord by() {
            return by;
        }
    }

    /** A job has no record that can be read. */
    public static final class Unreadable extends CommandsException {
        private static final long serialVersionUID = 1L;
        private final transient List<Damage> damages;

        Unreadable(String id, List<Damage> damages) {
            super("no record of " + id + " can be read");
            this.damages = List.copyOf(damages);
        }

        public List<Damage> damages() {
            return damages;
        }
    }

    /** The processes of a job could not all be ended: they are another user's, or stuck in the kernel. */
    public static final class NotStopped extends CommandsException {
        private static final long serialVersionUID = 1L;
        private final transient JobRecord job;

        NotStopped(JobRecord job) {
            super("processes of %s could not be ended".formatted(job.id()));
            this.job = job;
        }

        public JobRecord job() {
            return job;
        }
    }
}
