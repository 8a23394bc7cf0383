package dev.gleaner.api.live;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How clients watch.
 *
 * @param maxClients WS_MAX_CLIENTS, clients of one process
 * @param maxStreams SSE_MAX_CLIENTS, readers of events of one process
 * @param framesPerSecond job_update messages to one client
 * @param allowedOrigins WS_ALLOWED_ORIGINS, besides the API's own: pages that may connect
 */
@ConfigurationProperties("gleaner.live")
public record LiveSettings(int maxClients, int maxStreams, int framesPerSecond, List<String> allowedOrigins) {
    public LiveSettings {
        if (maxClients < 1 || maxStreams < 1 || framesPerSecond < 1) {
            throw new IllegalArgumentException(
                    "WS_MAX_CLIENTS, SSE_MAX_CLIENTS and the frames per second must be at least 1");
        }
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
