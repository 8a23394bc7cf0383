package dev.gleaner.api.web.guard;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** Forbids browsers to take an answer for something else than it says: text of strangers could pass for a script. */
final class NoSniffFilter implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, new NoSniff((HttpServletResponse) response));
    }

    /** Keeps the header when an answer is begun anew, as errors are. */
    private static final class NoSniff extends HttpServletResponseWrapper {
        NoSniff(HttpServletResponse response) {
            super(response);
            forbid();
        }

        @Override
        public void reset() {
            super.reset();
            forbid();
        }

        private void forbid() {
            setHeader("X-Content-Type-Options", "nosniff");
        }
    }
}
