package dev.gleaner.cli.call;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer as plain JSON: what is not there is empty, so that older and newer servers are understood alike. */
public record Data(@Nullable Object value) {

    /** A member; nothing if there is none. */
    public Data at(String name) {
        return new Data(value instanceof Map<?, ?> object ? object.get(name) : null);
    }

    /** The elements of a list; of anything else none. */
    public List<Data> list() {
        return value instanceof List<?> list ? list.stream().map(Data::new).toList() : List.of();
    }

    /** The members of an object, in order; of anything else none. */
    public Map<String, Data> members() {
        Map<String, Data> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> members.put(String.valueOf(name), new Data(member)));
        }
        return members;
    }

    public boolean isThere() {
        return value != null;
    }

    public boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    /** As text; empty if it is not there. */
    public String text() {
        return value == null ? "" : value.toString();
    }

    /** Text of a member; empty if it is not there. */
    public String text(String name) {
        return at(name).text();
    }

    /** A whole number of a member; 0 if it is not there. */
    public long number(String name) {
        return at(name).value instanceof Number number ? number.longValue() : 0;
    }

    /** A number of a member; null if it is not there. */
    public @Nullable Double fraction(String name) {
        return at(name).value instanceof Number number ? number.doubleValue() : null;
    }

    /** An instant of a member; null if it is none. */
    public @Nullable Instant instant(String name) {
        try {
            return at(name).isThere() ? Instant.parse(text(name)) : null;
        } catch (DateTimeParseException other) {
            return null;
        }
    }
}
