package dev.gleaner.cli.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words behind a command: options, and the rest. Read here, as a library for command lines takes longer to load than all of a
 * call.
 */
public final class Arguments {
    private final Map<String, List<String>> options = new HashMap<>();
    private final List<String> rest = new ArrayList<>();

    private Arguments() {}

    /** @throws CliException if an option is not known, or lacks its value */
    public static Arguments of(Command command, List<String> words) {
        Map<String, Option> known = new LinkedHashMap<>();
        for (Option option : command.allOptions()) {
            known.put(option.name(), option);
            if (option.letter() != null) {
                known.put(option.letter(), option);
            }
        }
        Arguments read = new Arguments();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                read.rest.addAll(words.subList(i + 1, words.size()));
                break;
            }
            if (!word.startsWith("-") || word.length() == 1) {
                read.rest.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String name = equals > 0 ? word.substring(0, equals) : word;
            // As it was called before.
            Option option = known.get(name.equals("--api") ? "--server" : name);
            if (option == null) {
                throw CliException.usage("Unknown option of %s: %s%s"
                        .formatted(command.name(), name, Nearest.hint(name, known.keySet())));
            }
            if (option.isFlag()) {
                if (equals > 0) {
                    throw CliException.usage(name + " takes no value");
                }
                read.add(option, "");
            } else if (equals > 0) {
                read.add(option, word.substring(equals + 1));
            } else if (i + 1 < words.size()) {
                read.add(option, words.get(++i));
            } else {
                throw CliException.usage("%s needs %s".formatted(name, option.label()));
            }
        }
        return read;
    }

    private void add(Option option, String value) {
        if (!option.choices().isEmpty() && !option.choices().contains(value)) {
            throw CliException.usage("%s is %s, not %s%s"
                    .formatted(
                            option.name(),
                            String.join(", ", option.choices()),
                            value,
                            Nearest.hint(value, option.choices())));
        }
        options.computeIfAbsent(option.name(), none -> new ArrayList<>()).add(value);
    }

    public boolean has(String name) {
        return options.containsKey(name);
    }

    /** The last one given; null if there is none. */
    public @Nullable String value(String name) {
        List<String> values = options.get(name);
        return values == null ? null : values.getLast();
    }

    /** The last one given, or another. */
    public String value(String name, String other) {
        String value = value(name);
        return value == null ? other : value;
    }

    /** All that were given, in order. */
    public List<String> values(String name) {
        return options.getOrDefault(name, List.of());
    }

    /** A whole number that is not negative; null if none is given. */
    public @Nullable Integer number(String name) {
        String text = value(name);
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,9}")) {
            throw CliException.usage("%s needs a number, not %s".formatted(name, text));
        }
        return Integer.valueOf(text);
    }

    /** Whole seconds, as 30s, 10m, 2h, 1d, or a number alone; null if none is given. */
    public @Nullable Long seconds(String name) {
        String text = value(name);
        return text == null ? null : Spans.seconds(text);
    }

    /** Values of the form NAME=VALUE, each with all that was said of it, in order. */
    public Map<String, List<String>> pairs(String name) {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        for (String word : values(name)) {
            int middle = word.indexOf('=');
            if (middle < 1) {
                throw CliException.usage("%s needs NAME=VALUE, not %s".formatted(name, word));
            }
            pairs.computeIfAbsent(word.substring(0, middle), key -> new ArrayList<>())
                    .add(word.substring(middle + 1));
        }
        return pairs;
    }

    /** What is no option. */
    public List<String> rest() {
        return rest;
    }

    /** The one word that is no option. */
    public String only(String what) {
        if (rest.size() != 1) {
            throw CliException.usage("One %s is needed, and %d are given".formatted(what, rest.size()));
        }
        return rest.getFirst();
    }

    /** All words that are no options, at least one. */
    public List<String> some(String what) {
        if (rest.isEmpty()) {
            throw CliException.usage("At least one %s is needed".formatted(what));
        }
        return rest;
    }

    /** Says that there must be no further word. */
    public void none() {
        if (!rest.isEmpty()) {
            throw CliException.usage("Nothing is known to do with " + rest.getFirst());
        }
    }
}
