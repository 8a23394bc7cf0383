package dev.gleaner.api.submission;

import java.time.Duration;

/** Why a valid submission was not accepted; nothing of it is kept. */
public abstract sealed class SubmissionFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SubmissionFailure(String message) {
        super(message);
    }

    /** The key was used for another body. */
    public static final class KeyReused extends SubmissionFailure {
        private static final long serialVersionUID = 1L;

        public KeyReused(String key) {
            super("Idempotency-Key %s was used for a different request body".formatted(key));
        }
    }

    /** The first request with this key has no end yet. */
    public static final class UnderWay extends SubmissionFailure {
        private static final long serialVersionUID = 1L;

        public UnderWay(String key) {
            super("A request with Idempotency-Key %s is still being processed".formatted(key));
        }
    }

    /** As much work is open as may be. */
    public static final class QueueFull extends SubmissionFailure {
        private static final long serialVersionUID = 1L;

        private final long open;
        private final long most;

        public QueueFull(int wanted, long open, long most) {
            super("%d articles do not fit into the queue, which holds %d of at most %d".formatted(wanted, open, most));
            this.open = open;
            this.most = most;
        }

        public long open() {
            return open;
        }

        public long most() {
            return most;
        }
    }

    /** The stores were too slow; a later commit could collide with the cleaning up. */
    public static final class TooSlow extends SubmissionFailure {
        private static final long serialVersionUID = 1L;

        public TooSlow(Duration limit) {
            super("The submission could not be stored within %d seconds".formatted(limit.toSeconds()));
        }
    }
}
