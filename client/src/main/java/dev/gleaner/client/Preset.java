package dev.gleaner.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Work under a name.
 *
 * @param revision 1, and one more with each change
 * @param fields all that the API says of it; values of headers and secrets are masked, and may be put back so
 */
public record Preset(String name, long revision, Map<String, Object> fields) {
    public Preset {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    static Preset of(Map<?, ?> answer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        answer.forEach((field, value) -> fields.put(String.valueOf(field), value));
        Object revision = answer.get("revision");
        return new Preset(
                String.valueOf(answer.get("name")), revision instanceof Number number ? number.longValue() : 0, fields);
    }
}
