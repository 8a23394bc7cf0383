package dev.gleaner.client;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call did not succeed; which of the four kinds it is tells whether to change the request, to wait, or to ask again. */
public abstract sealed class GleanerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private GleanerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The API answered with an error. */
    public static final class Refused extends GleanerException {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;
        private final @Nullable Duration retryAfter;

        Refused(String method, URI address, Problem problem, @Nullable Duration retryAfter) {
            super("%s %s answered %d: %s".formatted(method, address, problem.status(), problem.detail()), null);
            this.problem = problem;
            this.retryAfter = retryAfter;
        }

        /** What the API says about it. */
        public Problem problem() {
            return problem;
        }

        /** The status of HTTP. */
        public int status() {
            return problem.status();
        }

        /** When to come back, or null if the API does not say. */
        public @Nullable Duration retryAfter() {
            return retryAfter;
        }

        /** Whether the same request may succeed later: the API or a store was away, or there was too much to do. */
        public boolean isTransient() {
            return status() >= 500 || status() == 429 || status() == 408;
        }
    }

    /** No answer came, or not all of it. Whether the request had an effect is not known. */
    public static final class Unreachable extends GleanerException {

        private static final long serialVersionUID = 1L;

        Unreachable(String method, URI address, Throwable cause) {
            super("%s %s had no answer: %s".formatted(method, address, cause), cause);
        }

        Unreachable(String method, URI address, Duration limit) {
            super("%s %s had no whole answer within %d ms".formatted(method, address, limit.toMillis()), null);
        }
    }

    /** An answer came that this client cannot read: something else than the API answers at the address. */
    public static final class Unreadable extends GleanerException {

        private static final long serialVersionUID = 1L;

        Unreadable(String method, URI address, Throwable cause) {
            super("%s %s answered with something that cannot be read".formatted(method, address), cause);
        }
    }

    /** A job did not end within the time that was given to it. */
    public static final class NotEnded extends GleanerException {

        private static final long serialVersionUID = 1L;

        private final transient @Nullable JobProgress last;

        NotEnded(String jobId, Duration limit, @Nullable JobProgress last, @Nullable GleanerException fault) {
            super(
                    "Job %s has not ended within %d s: %s"
                            .formatted(
                                    jobId,
                                    limit.toSeconds(),
                                    last == null
                                            ? "nothing was heard of it"
                                            : "%s with %d of %d articles done"
                                                    .formatted(last.status(), last.done(), last.total())),
                    fault);
            this.last = last;
        }

        /** The last that was heard of it, or null. */
        public @Nullable JobProgress last() {
            return last;
        }
    }
}
