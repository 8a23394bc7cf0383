package dev.gleaner.cli.submit;

import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.GleanerException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** The job that is under way. Whoever is told to stop meanwhile cancels it: nobody waits for it any more. */
public final class OpenJob {
    private final PrintStream err;
    private @Nullable GleanerClient api;
    private String job = "";

    /** @param err where a cancel is told */
    public OpenJob(PrintStream err) {
        this.err = err;
    }

    synchronized void begins(GleanerClient where, String id) {
        api = where;
        job = id;
    }

    synchronized void ends() {
        api = null;
    }

    /** Cancels the job, if there is one. */
    public synchronized void cancel() {
        if (api == null) {
            return;
        }
        try {
            api.cancel(job);
            err.printf("%nJob %s was cancelled%n", job);
        } catch (GleanerException failed) {
            err.printf("%nJob %s could not be cancelled and goes on: %s%n", job, failed.getMessage());
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        } finally {
            api = null;
        }
    }
}
