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
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Refuses writes that a page of another site makes a browser send. Without asking this API first a browser sends what a form
 * can send, so those types of body are refused; and it says where a request is from. Programs say nothing of the kind.
 *
 * @see <a href="https://pkg.go.dev/net/http#CrossOriginProtection">the same rule in Go's library</a>
 */
final class WriteFilter implements Filter {
    private static final Set<String> WRITING = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> OWN = Set.of("same-origin", "none");
    private static final Set<String> FORMS =
            Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

    private final HostNames names;

    WriteFilter(HostNames names) {
        this.names = names;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        Optional<Problem> problem = WRITING.contains(request.getMethod()) ? problem(request) : Optional.empty();
        if (problem.isPresent()) {
            ProblemWriter.write(problem.get(), request.getRequestURI(), (HttpServletResponse) answer);
        } else {
            chain.doFilter(request, answer);
        }
    }

    private Optional<Problem> problem(HttpServletRequest request) {
        if (!isFromOwnPage(request)) {
            return Optional.of(new Problem(HttpStatus.FORBIDDEN, "A page of another site cannot write here"));
        }
        @Nullable String type = request.getContentType();
        if (type != null && FORMS.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
            return Optional.of(new Problem(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "The body must be application/json, and say so in Content-Type"));
        }
        return Optional.empty();
    }

    /** A browser that knows {@code Sec-Fetch-Site} is believed; of an older one the origin must be the host it asks. */
    private boolean isFromOwnPage(HttpServletRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (site != null && OWN.contains(site)) {
            return true;
        }
        if (origin == null) {
            return site == null;
        }
        URI from;
        try {
            from = URI.create(origin);
        } catch (IllegalArgumentException strange) {
            return false;
        }
        if (from.getHost() == null) {
            return false; // "null", the origin of a page without one
        }
        // A proxy in front may ask under another name than the page has; then the operator lists it.
        return names.isListed(from.getHost())
                || (site == null && from.getRawAuthority().equalsIgnoreCase(request.getHeader(HttpHeaders.HOST)));
    }
}
