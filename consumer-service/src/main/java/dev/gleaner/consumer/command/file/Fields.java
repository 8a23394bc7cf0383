package dev.gleaner.consumer.command.file;

import dev.gleaner.spelling.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The fields of one mapping of a file. What is wrong with one is noted, and then it counts as not given. */
final class Fields {
    /** Characters of a text. */
    private static final int LONGEST = 32 * 1024;

    private final Node node;
    private final String path;
    private final Faults faults;
    private final Map<String, Node> byName = new LinkedHashMap<>();

    private Fields(Node node, String path, Faults faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    /** Those of a mapping that has only known fields. */
    static Fields of(Node node, String path, Faults faults, Collection<String> known) {
        Fields fields = named(node, path, faults, null);
        fields.byName.keySet().removeIf(name -> {
            boolean unknown = !known.contains(name);
            if (unknown) {
                faults.add(fields.at(name), fields.path(name), "is no known field" + Spelling.hint(name, known));
            }
            return unknown;
        });
        return fields;
    }

    /** Those of a mapping whose fields have names of the operator's choice. */
    static Fields named(Node node, String path, Faults faults, @Nullable String pattern) {
        Fields fields = new Fields(node, path, faults);
        if (!(node instanceof MappingNode mapping)) {
            faults.add(node, path, "must be a mapping of names to values");
            return fields;
        }
        Pattern form = pattern == null ? null : Pattern.compile(pattern);
        for (NodeTuple field : mapping.getValue()) {
            if (!(field.getKeyNode() instanceof ScalarNode key)) {
                faults.add(field.getKeyNode(), path, "has a name that is no text");
            } else if (form != null && !form.matcher(key.getValue()).matches()) {
                faults.add(key, path, "has the name %s, which does not match %s".formatted(quoted(key), pattern));
            } else if (fields.byName.putIfAbsent(key.getValue(), field.getValueNode()) != null) {
                faults.add(key, fields.path(key.getValue()), "is given twice");
            }
        }
        return fields;
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    Collection<String> names() {
        return byName.keySet();
    }

    Optional<Node> node(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Where to point at for a field, also if it is not there. */
    Node at(String name) {
        return byName.getOrDefault(name, node);
    }

    void fault(String name, String message) {
        faults.add(at(name), path(name), message);
    }

    Optional<String> text(String name) {
        return node(name).flatMap(value -> scalar(value, path(name)));
    }

    /** A text that is read further; if it cannot be, that is a fault. */
    <T> Optional<T> value(String name, Function<String, Optional<T>> read, String must) {
        return text(name).flatMap(text -> {
            Optional<T> value = read.apply(text);
            if (value.isEmpty()) {
                fault(name, must);
            }
            return value;
        });
    }

    boolean flag(String name) {
        return value(
                        name,
                        text -> text.equals("true") || text.equals("false")
                                ? Optional.of(Boolean.valueOf(text))
                                : Optional.empty(),
                        "must be true or false")
                .orElse(false);
    }

    /** A list of texts; a text alone is a list of one. */
    List<String> texts(String name) {
        return node(name).map(value -> texts(value, path(name))).orElse(List.of());
    }

    /** A list whose elements are texts or lists of texts. */
    List<List<String>> lists(String name) {
        Node value = byName.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence)) {
            fault(name, "must be a list");
            return List.of();
        }
        List<List<String>> all = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            all.add(texts(element, "%s[%d]".formatted(path(name), all.size())));
        }
        return all;
    }

    private List<String> texts(Node value, String where) {
        if (!(value instanceof SequenceNode sequence)) {
            return scalar(value, where).stream().toList();
        }
        List<String> texts = new ArrayList<>();
        int at = 0;
        for (Node element : sequence.getValue()) {
            scalar(element, "%s[%d]".formatted(where, at)).ifPresent(texts::add);
            at++;
        }
        return texts;
    }

    private Optional<String> scalar(Node value, String where) {
        if (!(value instanceof ScalarNode scalar)) {
            faults.add(value, where, "must be a text or a number, not a list or a mapping");
            return Optional.empty();
        }
        // As it is written: 1.10 stays 1.10, and no text becomes a number.
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.NULL)) {
            faults.add(value, where, "has no value");
            return Optional.empty();
        }
        if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
            faults.add(value, where, "must have at most %d characters and no NUL".formatted(LONGEST));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static String quoted(ScalarNode name) {
        String text = name.getValue().replaceAll("\\p{Cntrl}", "?");
        return "'" + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + "'";
    }
}
