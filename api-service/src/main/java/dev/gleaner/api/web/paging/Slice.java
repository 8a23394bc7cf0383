package dev.gleaner.api.web.paging;

import dev.gleaner.api.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The part of a job's articles that a request asks for, in order of submission. A cursor is opaque to clients; it holds the
 * place of the next article, which never changes because what was submitted never does.
 *
 * @param from place of the first, from 0
 * @param limit most that are wanted; {@link Integer#MAX_VALUE} for all
 */
public record Slice(int from, int limit) {
    public static final int MOST = 1000;

    private static final int RADIX = 36;
    private static final String MARK = "p";

    /**
     * Reads the parameters of a request.
     *
     * @throws Problem if one is none
     */
    public static Slice of(@Nullable String cursor, @Nullable Integer limit, int usual) {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "limit must be 1 to %d, but is %d".formatted(MOST, limit));
        }
        return new Slice(cursor == null ? 0 : place(cursor), limit == null ? usual : limit);
    }

    private static int place(String cursor) {
        try {
            if (cursor.startsWith(MARK)) {
                int place = Integer.parseInt(cursor.substring(MARK.length()), RADIX);
                // Written as we write it, so that there is one cursor for each place.
                if (place >= 0 && cursor(place).equals(cursor)) {
                    return place;
                }
            }
        } catch (NumberFormatException odd) {
            // Told below.
        }
        throw new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT, "cursor must be the next_cursor or the Link of an earlier answer");
    }

    /** The cursor of a place. */
    public static String cursor(int place) {
        return MARK + Integer.toString(place, RADIX);
    }

    /** The cursor of what follows this slice of so many; empty at the end. */
    public Optional<String> next(int total) {
        return (long) from + limit < total ? Optional.of(cursor(from + limit)) : Optional.empty();
    }

    /** The value of a {@code Link} header (RFC 8288) to the same request with another cursor. */
    public static String link(HttpServletRequest request, String cursor) {
        String query = request.getQueryString();
        String target = UriComponentsBuilder.fromPath(request.getRequestURI())
                .query(query)
                .replaceQueryParam("cursor", cursor)
                .build(true)
                .toUriString();
        return "<%s>; rel=\"next\"".formatted(target);
    }
}
