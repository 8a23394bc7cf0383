package dev.gleaner.live;

import dev.gleaner.job.Jobs;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.util.UriUtils;

/** Decides at the handshake: 404 for an unknown job, 503 when there are too many clients. */
final class JobHandshake implements HandshakeInterceptor {
    static final String ALL = "/ws";
    static final String ONE = "/ws/jobs/";

    private final Jobs jobs;
    private final LiveHub hub;

    JobHandshake(Jobs jobs, LiveHub hub) {
        this.jobs = jobs;
        this.hub = hub;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        if (hub.isFull()) {
            response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
            response.getHeaders().set("Retry-After", "5");
            return false;
        }
        String path = request.getURI().getRawPath();
        int at = path.indexOf(ONE);
        if (at < 0) {
            return true;
        }
        String job = UriUtils.decode(path.substring(at + ONE.length()).replaceFirst("/$", ""), "UTF-8");
        if (jobs.find(job).isEmpty()) {
            response.setStatusCode(HttpStatus.NOT_FOUND);
            return false;
        }
        attributes.put(LiveHandler.JOB, job);
        return true;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {}
}
