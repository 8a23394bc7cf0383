package dev.gleaner.api.web.guard;

import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.api.web.problem.ProblemWriter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;

/** Refuses whatever may change something: all methods but those that only read, and the posts that only look. */
final class ReadOnlyFilter implements Filter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** What is looked at comes in a body, and nothing is written down. */
    private static final Set<String> LOOKING = Set.of("/schedules/preview", "/schedules/preview/");

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        if (READING.contains(request.getMethod()) || LOOKING.contains(request.getServletPath())) {
            chain.doFilter(asked, answer);
            return;
        }
        ProblemWriter.write(
                new Problem(HttpStatus.FORBIDDEN, "This API is read-only (READ_ONLY); it changes nothing")
                        .with("code", "read_only"),
                request.getRequestURI(),
                (HttpServletResponse) answer);
    }
}
