package dev.gleaner.standalone;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The services that this program can be. Each method returns once the service answers. */
public interface Services {

    /**
     * The stores, the API and one consumer in this process.
     *
     * @param localSite a site on loopback that may be scraped although its address is not public, or null
     * @throws CannotStartException if a part does not start; what had started is stopped again
     */
    WithApi everything(@Nullable URI localSite);

    /**
     * The same for a single command: its API has any free port of loopback, schedules wait, and nothing is printed but warnings,
     * which do not go where the command's own output goes.
     *
     * @param beforeStop what is done first when the process is told to stop
     * @throws CannotStartException if a part does not start; what had started is stopped again
     */
    WithApi forOneCommand(Runnable beforeStop);

    /**
     * The API on stores elsewhere.
     *
     * @throws CannotStartException if it does not start
     */
    WithApi api();

    /**
     * A consumer on stores elsewhere.
     *
     * @throws CannotStartException if it does not start
     */
    Running consumer();

    /** What has been started. Closing stops it in order and returns when it has stopped; closing again does nothing. */
    interface Running extends AutoCloseable {

        /** Returns when it has ended, be it closed or told to by a signal. */
        void awaitEnd() throws InterruptedException;

        @Override
        void close();
    }

    /** A running part that answers on the network. */
    interface WithApi extends Running {

        /** Where the API answers, for example {@code http://localhost:8000}. */
        URI address();
    }
}
