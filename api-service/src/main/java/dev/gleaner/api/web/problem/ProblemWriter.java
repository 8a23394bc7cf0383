package dev.gleaner.api.web.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems where no controller is: at the handshake of a WebSocket, in filters, in the container. */
public final class ProblemWriter {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ProblemWriter() {}

    /**
     * Answers with a problem.
     *
     * @param instance path of the request, if known
     */
    public static void write(Problem problem, @Nullable String instance, HttpServletResponse response)
            throws IOException {
        write(problem, null, instance, response);
    }

    /**
     * The same.
     *
     * @param allowed methods that the address has, if that was the problem
     */
    static void write(
            Problem problem, @Nullable String allowed, @Nullable String instance, HttpServletResponse response)
            throws IOException {
        byte[] document = document(problem, instance);
        response.reset();
        response.setStatus(problem.status().value());
        if (allowed != null) {
            response.setHeader(HttpHeaders.ALLOW, allowed);
        }
        problem.retryAfter()
                .ifPresent(wait ->
                        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds()))));
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
        response.flushBuffer();
    }

    static byte[] document(Problem problem, @Nullable String instance) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", problem.status().getReasonPhrase());
        document.put("status", problem.status().value());
        document.put("detail", Objects.requireNonNull(problem.getMessage()));
        if (instance != null) {
            document.put("instance", instance);
        }
        problem.facts().forEach(document::putIfAbsent);
        return JSON.writeValueAsBytes(document);
    }

    /** The problem of an error of which only the status is known. */
    static Problem ofStatus(int code) {
        @Nullable HttpStatus status = HttpStatus.resolve(code);
        if (status == null) {
            return new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "The request could not be answered");
        }
        return new Problem(
                status,
                switch (status) {
                    case BAD_REQUEST -> "The request cannot be read";
                    case NOT_FOUND -> "There is nothing at this address";
                    default -> "The request could not be answered";
                });
    }
}
