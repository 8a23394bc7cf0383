package dev.gleaner.exec.record;

import dev.gleaner.exec.json.MalformedJsonException;
import dev.gleaner.exec.process.StopReason;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes fields out of a JSON object that anybody may have written, and says which one is not as it should be.
 * Without switches over types, see {@link dev.gleaner.exec.json.Json}.
 */
final class FieldReader {
    private final Map<String, @Nullable Object> values;

    FieldReader(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    String text(String field) throws MalformedJsonException {
        String text = textOrNull(field);
        if (text == null) {
            throw missing(field);
        }
        return text;
    }

    @Nullable
    String textOrNull(String field) throws MalformedJsonException {
        Object value = values.get(field);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(field, value);
    }

    List<String> texts(String field) throws MalformedJsonException {
        if (!(values.get(field) instanceof List<?> list)) {
            throw missing(field);
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw wrong(field, String.valueOf(element));
            }
            texts.add(text);
        }
        return texts;
    }

    long number(String field) throws MalformedJsonException {
        Long number = numberOrNull(field);
        if (number == null) {
            throw missing(field);
        }
        return number;
    }

    @Nullable
    Long numberOrNull(String field) throws MalformedJsonException {
        Object value = values.get(field);
        if (value == null) {
            return null;
        }
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw wrong(field, value);
    }

    @Nullable
    Duration durationOrNull(String field) throws MalformedJsonException {
        Long millis = numberOrNull(field);
        return millis == null ? null : Duration.ofMillis(millis);
    }

    Instant time(String field) throws MalformedJsonException {
        Instant time = timeOrNull(field);
        if (time == null) {
            throw missing(field);
        }
        return time;
    }

    @Nullable
    Instant timeOrNull(String field) throws MalformedJsonException {
        String text = textOrNull(field);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw wrong(field, String.valueOf(text));
        }
    }

    Path path(String field) throws MalformedJsonException {
        String text = text(field);
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw wrong(field, text);
        }
    }

    JobStatus status(String field) throws MalformedJsonException {
        String word = text(field);
        return JobStatus.of(word).orElseThrow(() -> wrong(field, word));
    }

    @Nullable
    StopReason stopReasonOrNull(String field) throws MalformedJsonException {
        String word = textOrNull(field);
        if (word == null) {
            return null;
        }
        StopReason reason = StopWords.reason(word);
        if (reason == null) {
            throw wrong(field, word);
        }
        return reason;
    }

    private static MalformedJsonException missing(String field) {
        return new MalformedJsonException("has no " + field);
    }

    private static MalformedJsonException wrong(String field, Object value) {
        return new MalformedJsonException("has %s %s, which it cannot be".formatted(field, value));
    }
}
