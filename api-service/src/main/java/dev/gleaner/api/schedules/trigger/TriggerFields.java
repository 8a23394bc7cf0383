package dev.gleaner.api.schedules.trigger;

import dev.gleaner.api.schedules.trigger.TriggerReader.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of a trigger in JSON, and what is wrong with them. */
final class TriggerFields {
    private static final int MOST_FAULTS = 20;
    private static final int LONGEST_TEXT = 1_000;

    private final String path;
    private final JsonNode node;
    private final boolean isText;
    private final List<Fault> faults = new ArrayList<>();

    private TriggerFields(String path, JsonNode node, boolean isText) {
        this.path = path;
        this.node = node;
        this.isText = isText;
    }

    static TriggerFields of(String path, JsonNode node) {
        return new TriggerFields(path, node, false);
    }

    /** Of what was written as one string, so that all faults are its own. */
    static TriggerFields ofText(String path, JsonNode meant) {
        return new TriggerFields(path, meant, true);
    }

    boolean isObject() {
        return node.isObject();
    }

    List<Fault> faults() {
        return faults;
    }

    /** A fault of the trigger as a whole. */
    void fault(String message) {
        add(path, message);
    }

    /** A fault of a field; for a place in a list, its name has an index. */
    void fault(String field, String message) {
        add(isText ? path : path + "." + field, message);
    }

    private void add(String where, String message) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Fault(where, message));
        }
    }

    /** What has no field is refused, since a misspelt one would else say the opposite of what was meant. */
    void onlyKnows(Set<String> known) {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                fault(name, "is not known here; there are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    boolean has(String field) {
        JsonNode value = node.path(field);
        return !value.isMissingNode() && !value.isNull();
    }

    JsonNode get(String field) {
        return node.path(field);
    }

    /** A string; null if it is missing or none, which is a fault. */
    @Nullable
    String text(String field) {
        if (!has(field)) {
            fault(field, "is missing");
            return null;
        }
        return text(field, node.path(field));
    }

    @Nullable
    String text(String place, JsonNode value) {
        if (!value.isString()) {
            fault(place, "must be a string");
            return null;
        }
        if (value.asString().length() > LONGEST_TEXT) {
            fault(place, "is longer than %d characters".formatted(LONGEST_TEXT));
            return null;
        }
        return value.asString();
    }

    boolean flag(String field) {
        if (has(field) && !node.path(field).isBoolean()) {
            fault(field, "must be true or false");
        }
        return has(field) && node.path(field).asBoolean(false);
    }

    /** One of an enum's constants, as its lower case; the first one if it is missing. */
    <E extends Enum<E>> E choice(String field, List<E> choices) {
        if (!has(field)) {
            return choices.getFirst();
        }
        JsonNode value = node.path(field);
        String given = value.isString() ? value.asString().toLowerCase(Locale.ROOT) : "";
        for (E choice : choices) {
            if (choice.toString().equals(given)) {
                return choice;
            }
        }
        fault(
                field,
                "must be "
                        + String.join(
                                " or ", choices.stream().map(Enum::toString).toList()));
        return choices.getFirst();
    }

    /** The elements of a list, or the value itself if it is none; each with its place. */
    List<Place> each(String field) {
        JsonNode value = node.path(field);
        if (!value.isArray()) {
            return List.of(new Place(field, value));
        }
        List<Place> places = new ArrayList<>();
        value.forEach(one -> places.add(new Place("%s[%d]".formatted(field, places.size()), one)));
        return places;
    }

    /**
     * A value of a list.
     *
     * @param name as faults name it
     */
    record Place(String name, JsonNode value) {}
}
