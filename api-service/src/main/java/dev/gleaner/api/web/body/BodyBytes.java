package dev.gleaner.api.web.body;

import dev.gleaner.api.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpStatus;

/** Reads bodies up to a size. */
public final class BodyBytes {
    private BodyBytes() {}

    /**
     * Counted while it is read: the length that a client states is only a claim.
     *
     * @throws Problem if it is larger
     */
    public static byte[] read(HttpServletRequest request, int most) throws IOException {
        try (InputStream in = request.getInputStream()) {
            byte[] body = in.readNBytes(most + 1);
            if (body.length > most) {
                throw new Problem(HttpStatus.CONTENT_TOO_LARGE, "The body is larger than %d bytes".formatted(most));
            }
            return body;
        }
    }
}
