package dev.gleaner.consumer.command.run;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.exec.process.CommandEnd;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command's end means if it is no success, with the last lines of its log. Too much memory is final, since the same
 * would be taken again, and the next time from others; everything else may go better.
 */
final class CommandFailures {
    private static final int LINES = 5;

    private CommandFailures() {}

    /** Empty for a success. */
    static Optional<ScrapeOutcome> of(CommandEnd end, CommandOrder order, LogTail tail) {
        if (end.stopped() != null) {
            return Optional.of(
                    switch (end.stopped()) {
                        case STOPPED, ABANDONED -> new ScrapeOutcome.Aborted();
                        case TIMEOUT ->
                            forNow(ErrorCode.COMMAND_TIMEOUT, "timeout after " + seconds(order.timeout()), tail);
                        case MEMORY ->
                            new ScrapeOutcome.FailedForGood(
                                    ErrorCode.MEMORY_EXCEEDED,
                                    with(
                                            "more than %s bytes of memory"
                                                    .formatted(
                                                            order.definition().maxMemory()),
                                            tail),
                                    null);
                    });
        }
        Integer exitCode = end.exitCode();
        if (exitCode == null) {
            return Optional.of(forNow(
                    ErrorCode.COMMAND_FAILED, end.signal() == null ? "no exit code" : "signal " + end.signal(), tail));
        }
        return order.definition().successExitCodes().contains(exitCode)
                ? Optional.empty()
                : Optional.of(forNow(ErrorCode.COMMAND_FAILED, "exit code " + exitCode, tail));
    }

    /** Of a failure; null of anything else. */
    static @Nullable ErrorCode code(ScrapeOutcome outcome) {
        return switch (outcome) {
            case ScrapeOutcome.FailedForNow failed -> failed.code();
            case ScrapeOutcome.FailedForGood failed -> failed.code();
            default -> null;
        };
    }

    private static ScrapeOutcome forNow(ErrorCode code, String what, LogTail tail) {
        return new ScrapeOutcome.FailedForNow(code, with(what, tail), null, null);
    }

    private static String with(String what, LogTail tail) {
        String lines = tail.lines(LINES);
        return lines.isEmpty() ? what : what + ": " + lines;
    }

    private static String seconds(Duration timeout) {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() / 1000.0 + " s";
    }
}
