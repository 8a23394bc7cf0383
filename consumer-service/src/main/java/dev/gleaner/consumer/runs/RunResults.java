package dev.gleaner.consumer.runs;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.command.OutputForm;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes the items of one process from where it writes them, and says at its end what it came to. */
final class RunResults implements RunCommand.Results, AutoCloseable {
    private final OutputForm form;
    private final RunOutput output;
    private final FoundWriter writer;
    private final Skipped skipped;
    private final Runnable stop;
    private volatile @Nullable FileFollower follower;
    private volatile @Nullable RuntimeException fault;

    /** @param stop ends the process; called on another thread, while it runs */
    RunResults(OutputForm form, RunOutput output, FoundWriter writer, Skipped skipped, Runnable stop) {
        this.form = form;
        this.output = output;
        this.writer = writer;
        this.skipped = skipped;
        this.stop = stop;
    }

    @Override
    public void began(Path file) {
        if (form == OutputForm.FILE_JSON) {
            follower = new FileFollower(file, output::add, this::followerFailed);
        }
    }

    @Override
    public void stdout(byte[] bytes, int length) {
        if (form != OutputForm.FILE_JSON) {
            output.add(bytes, length);
        }
    }

    @Override
    public ScrapeOutcome ended(Path file) throws IOException {
        if (!finishReading()) {
            return new ScrapeOutcome.Aborted();
        }
        output.end();
        if (form == OutputForm.FILE_JSON && output.found() == 0) {
            // Laid out otherwise than an object per line, it can be read only now.
            Skipped lines = new Skipped(skipped);
            skipped.clear();
            if (!JsonList.each(file, output::item)) {
                skipped.take(lines);
            }
        }
        if (!finishWriting()) {
            return new ScrapeOutcome.Aborted();
        }
        if (output.found() > 0) {
            return new ScrapeOutcome.Ran();
        }
        return skipped.count() == 0
                ? new ScrapeOutcome.FailedForGood(ErrorCode.NO_OUTPUT, "The scraper ended well and found nothing", null)
                : new ScrapeOutcome.FailedForGood(
                        ErrorCode.INVALID_OUTPUT,
                        "Nothing of what the scraper wrote is an article: " + String.join("; ", skipped.reasons()),
                        null);
    }

    /** False if that was given up. */
    private boolean finishReading() {
        FileFollower reading = follower;
        if (reading == null) {
            return true;
        }
        try {
            reading.finish();
            return true;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns when all that was found is added to the job; false if that was given up. */
    boolean finishWriting() {
        try {
            return writer.finish();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void followerFailed(RuntimeException why) {
        fault = why;
        stop.run();
    }

    /** What ended the process from another thread, if anything did. */
    void throwFault() {
        RuntimeException why = fault;
        if (why != null) {
            throw why;
        }
        writer.throwFault();
    }

    /** Reads no more. */
    @Override
    public void close() {
        FileFollower reading = follower;
        if (reading != null) {
            reading.abandon();
        }
    }
}
