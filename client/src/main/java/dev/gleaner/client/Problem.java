package dev.gleaner.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the API says about an error (RFC 9457).
 *
 * @param status of HTTP
 * @param title the name of the status
 * @param detail what is wrong, in words
 * @param fields all further members, such as {@code errors} or {@code job_id}
 */
public record Problem(int status, String title, String detail, Map<String, Object> fields) {

    public Problem {
        // Values may be null, which Map.copyOf refuses.
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
