package dev.gleaner.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** Everything that is wrong with what was sent, by its place; empty if the API does not tell it in this way. */
    public List<Fault> faults() {
        if (!(fields.get("errors") instanceof List<?> errors)) {
            return List.of();
        }
        List<Fault> faults = new ArrayList<>();
        for (Object error : errors) {
            if (error instanceof Map<?, ?> fault) {
                faults.add(new Fault(String.valueOf(fault.get("path")), String.valueOf(fault.get("message"))));
            }
        }
        return faults;
    }

    /**
     * One thing that is wrong.
     *
     * @param path of the field, such as {@code articles[3].url}
     * @param message what is wrong with it, in words
     */
    public record Fault(String path, String message) {}
}
