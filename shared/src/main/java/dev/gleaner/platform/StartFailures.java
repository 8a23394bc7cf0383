package dev.gleaner.platform;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says in one line why a service cannot start, where a stack trace would stand: a wrong setting and an unfit store are
 * the operator's, who has no use for the way through our code. What others explain better they explain first.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
final class StartFailures implements FailureAnalyzer {
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        Throwable reason = failure;
        // What a driver says of a store that does not answer fills a page; that it does not is a line.
        while (reason.getCause() != null && !(reason instanceof StoreUnavailableException)) {
            reason = reason.getCause();
        }
        return reason instanceof IllegalArgumentException
                        || reason instanceof StoreUnavailableException
                        || reason instanceof UnfitStoreException
                ? new FailureAnalysis(
                        "Gleaner cannot start: "
                                + Objects.requireNonNullElse(
                                        reason.getMessage(), reason.getClass().getSimpleName()),
                        null,
                        failure)
                : null;
    }
}
