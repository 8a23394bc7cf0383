package dev.gleaner.api.live;

import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.api.web.problem.ProblemWriter;
import dev.gleaner.job.Jobs;
import dev.gleaner.store.StoreAwayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Decides at the handshake: 404 for an unknown job, 503 when there are too many clients. */
final class JobHandshake implements HandshakeInterceptor {
    private static final Duration FULL = Duration.ofSeconds(5);

    private static final String SINCE = "since";

    static final String ALL = "/ws";
    static final String ONE = "/ws/jobs/";

    private final Jobs jobs;
    private final LiveHub hub;
    private final EventStreams streams;
    private final LiveSettings settings;

    JobHandshake(Jobs jobs, LiveHub hub, EventStreams streams, LiveSettings settings) {
        this.streams = streams;
        this.settings = settings;
        this.jobs = jobs;
        this.hub = hub;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        String job = job(request);
        Optional<Problem> problem = problem(request, job);
        if (problem.isPresent()) {
            refuse(problem.get(), request, response);
            return false;
        }
        if (job != null) {
            attributes.put(LiveHandler.JOB, job);
        }
        return begin(request, response, job, attributes);
    }

    /** Where the socket begins, if it asks for a place to begin; that must be one of its job. */
    private boolean begin(
            ServerHttpRequest request,
            ServerHttpResponse response,
            @Nullable String job,
            Map<String, Object> attributes)
            throws IOException {
        String since = since(request);
        if (since == null) {
            return true;
        }
        try {
            if (job != null) {
                attributes.put(LiveHandler.READER, EventReader.of(jobs, job, since));
            } else if (!since.isEmpty()) {
                attributes.put(LiveHandler.TOLD, AllEvents.told(since));
            }
            return true;
        } catch (Problem problem) {
            refuse(problem, request, response);
        } catch (StoreAwayException away) {
            refuse(Problem.storeAway(away), request, response);
        }
        return false;
    }

    private static @Nullable String since(ServerHttpRequest request) {
        var query = UriComponentsBuilder.fromUri(request.getURI()).build().getQueryParams();
        if (!query.containsKey(SINCE)) {
            return null;
        }
        String since = query.getFirst(SINCE);
        return since == null ? "" : UriUtils.decode(since, StandardCharsets.UTF_8);
    }

    /** The job that the address names; null for all. */
    private static @Nullable String job(ServerHttpRequest request) {
        String path = request.getURI().getRawPath();
        int at = path.indexOf(ONE);
        return at < 0
                ? null
                : UriUtils.decode(path.substring(at + ONE.length()).replaceFirst("/$", ""), StandardCharsets.UTF_8);
    }

    private Optional<Problem> problem(ServerHttpRequest request, @Nullable String job) {
        if (!"websocket".equalsIgnoreCase(request.getHeaders().getUpgrade())) {
            return Optional.of(new Problem(HttpStatus.UPGRADE_REQUIRED, "This address speaks WebSocket only"));
        }
        if (hub.sockets() + streams.sockets() >= settings.maxClients()) {
            return Optional.of(
                    new Problem(HttpStatus.SERVICE_UNAVAILABLE, "This process has as many live clients as it takes")
                            .retryAfter(FULL));
        }
        try {
            return job == null || jobs.find(job).isPresent() ? Optional.empty() : Optional.of(Problem.unknownJob(job));
        } catch (StoreAwayException away) {
            return Optional.of(Problem.storeAway(away));
        }
    }

    private static void refuse(Problem problem, ServerHttpRequest request, ServerHttpResponse response)
            throws IOException {
        if (response instanceof ServletServerHttpResponse servlet) {
            ProblemWriter.write(problem, request.getURI().getRawPath(), servlet.getServletResponse());
        } else {
            throw new IllegalStateException("Only servlets are served here");
        }
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {}
}
