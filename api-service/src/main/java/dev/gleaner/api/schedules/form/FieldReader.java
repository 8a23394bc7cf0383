package dev.gleaner.api.schedules.form;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes values out of an object by their names; what is no value of its type is a fault, and then as if it were not there. */
final class FieldReader {
    /** Times after it are no times of schedules. */
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final ObjectNode body;
    private final FormFaults faults;

    FieldReader(ObjectNode body, FormFaults faults) {
        this.body = body;
        this.faults = faults;
    }

    JsonNode node(String name) {
        return body.path(name);
    }

    boolean has(String name) {
        return !isNothing(body.path(name));
    }

    @Nullable
    String text(String name, int longest) {
        JsonNode node = body.path(name);
        if (isNothing(node)) {
            return null;
        }
        if (!node.isString()) {
            faults.add(name, "must be a string");
            return null;
        }
        String text = node.asString();
        if (text.length() > longest || text.codePoints().anyMatch(FieldReader::isUnfit)) {
            faults.add(name, "must be a text of at most %d characters".formatted(longest));
            return null;
        }
        return text.isBlank() ? null : text;
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode node = body.path(name);
        if (isNothing(node)) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            faults.add(name, "must be true or false");
            return otherwise;
        }
        return node.asBoolean();
    }

    int whole(String name, int least, int most, int otherwise) {
        JsonNode node = body.path(name);
        if (isNothing(node)) {
            return otherwise;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < least || node.asInt() > most) {
            faults.add(name, "must be a whole number from %d to %d".formatted(least, most));
            return otherwise;
        }
        return node.asInt();
    }

    Duration seconds(String name, Duration least, Duration most, Duration otherwise) {
        JsonNode node = body.path(name);
        if (isNothing(node)) {
            return otherwise;
        }
        return Seconds.of(node)
                .map(Duration::ofSeconds)
                .filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0)
                .orElseGet(() -> {
                    faults.add(
                            name,
                            "must be a number of seconds from %d to %d, or such a time with its unit, for example \"15m\""
                                    .formatted(least.toSeconds(), most.toSeconds()));
                    return otherwise;
                });
    }

    <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        JsonNode node = body.path(name);
        return isNothing(node) ? otherwise : choice(name, node, type, otherwise);
    }

    <E extends Enum<E>> E choice(String path, JsonNode node, Class<E> type, E otherwise) {
        String given = node.isString() ? node.asString().strip().toUpperCase(Locale.ROOT) : "";
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(given))
                .findFirst()
                .orElseGet(() -> {
                    faults.add(
                            path,
                            "must be one of "
                                    + Arrays.stream(type.getEnumConstants())
                                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                                            .toList());
                    return otherwise;
                });
    }

    ZoneId zone(String name, ZoneId otherwise) {
        JsonNode node = body.path(name);
        if (isNothing(node)) {
            return otherwise;
        }
        try {
            if (node.isString()) {
                return ZoneId.of(node.asString().strip());
            }
        } catch (DateTimeException unknown) {
            // Told below.
        }
        faults.add(name, "must be a time zone of the IANA, for example \"Europe/Berlin\" or \"UTC\"");
        return otherwise;
    }

    /** An instant, or a local time in the zone. */
    @Nullable
    Instant time(String name, ZoneId zone) {
        JsonNode node = body.path(name);
        if (isNothing(node)) {
            return null;
        }
        Instant time = node.isString() ? parsed(node.asString().strip(), zone) : null;
        if (time == null || time.isBefore(Instant.EPOCH) || !time.isBefore(LATEST)) {
            faults.add(
                    name,
                    "must be a time of the years 1970 to 2199, for example 2026-01-31T12:00:00Z, or without the Z in the"
                            + " schedule's time zone");
            return null;
        }
        return time;
    }

    private static @Nullable Instant parsed(String text, ZoneId zone) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException other) {
            try {
                return LocalDateTime.parse(text).atZone(zone).toInstant();
            } catch (DateTimeException none) {
                return null;
            }
        }
    }

    /** The strings of a list. Anything else in it is left for the reader of the work to name. */
    List<String> words(String name) {
        List<String> words = new ArrayList<>();
        body.path(name).forEach(one -> {
            if (one.isString()) {
                words.add(one.asString());
            }
        });
        return words.stream().distinct().toList();
    }

    static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static boolean isUnfit(int code) {
        return (Character.isISOControl(code) && code != '\n' && code != '\t' && code != '\r')
                || (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE);
    }
}
