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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Answers 421 to requests for a host that this is not. Whoever sends no {@code Host} at all is no browser. */
final class HostFilter implements Filter {
    private final HostNames names;

    HostFilter(HostNames names) {
        this.names = names;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        // The name as the container read it, from the header or the request line.
        if (request.getHeader(HttpHeaders.HOST) == null || names.isKnown(request.getServerName())) {
            chain.doFilter(request, answer);
            return;
        }
        ProblemWriter.write(
                new Problem(
                        HttpStatus.MISDIRECTED_REQUEST,
                        "This API is not asked under this name; API_ALLOWED_HOSTS lists those that it answers to"),
                request.getRequestURI(),
                (HttpServletResponse) answer);
    }
}
