package dev.gleaner.consumer.report;

import dev.gleaner.metric.Metrics;
import org.jspecify.annotations.Nullable;

/** The server of metrics, if a port was given for it. */
final class MetricsLife implements AutoCloseable {
    private final @Nullable MetricsServer server;

    MetricsLife(MetricsSettings settings, Metrics metrics) {
        this.server = settings.port() == 0 ? null : MetricsServer.start(settings, metrics);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
