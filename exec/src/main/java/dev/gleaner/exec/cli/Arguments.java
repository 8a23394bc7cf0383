package dev.gleaner.exec.cli;

import dev.gleaner.exec.CommandsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words behind a command: options, and the rest. Read here, as a library for command lines would take longer to load than all of
 * a call.
 */
final class Arguments {
    private static final Set<String> EVERYWHERE = Set.of("--dir");
    private static final Set<String> FLAGS_EVERYWHERE = Set.of("--json", "--help");

    private final Map<String, List<String>> options = new HashMap<>();
    private final List<String> rest = new ArrayList<>();

    private Arguments() {}

    /**
     * @param flags options without a value
     * @param valued options with one, as {@code --name value} or {@code --name=value}
     * @param commandFollows whether the first word that is no option begins a command, whose words are its own
     */
    static Arguments of(List<String> words, Set<String> flags, Set<String> valued, boolean commandFollows) {
        Arguments read = new Arguments();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean option = word.startsWith("-") && word.length() > 1;
            if (word.equals("--") || !option && commandFollows) {
                read.rest.addAll(words.subList(option ? i + 1 : i, words.size()));
                break;
            }
            int equals = word.indexOf('=');
            String name = word.equals("-h") ? "--help" : option && equals > 0 ? word.substring(0, equals) : word;
            if (!option) {
                read.rest.add(word);
            } else if (equals < 0 && (flags.contains(name) || FLAGS_EVERYWHERE.contains(name))) {
                read.add(name, "");
            } else if (!valued.contains(name) && !EVERYWHERE.contains(name)) {
                throw new CommandsException.Invalid("there is no option " + name);
            } else if (equals > 0) {
                read.add(name, word.substring(equals + 1));
            } else if (++i < words.size()) {
                read.add(name, words.get(i));
            } else {
                throw new CommandsException.Invalid(name + " needs a value");
            }
        }
        return read;
    }

    private void add(String name, String value) {
        options.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
    }

    boolean has(String name) {
        return options.containsKey(name);
    }

    /** The last one given; null if there is none. */
    @Nullable
    String value(String name) {
        List<String> values = options.get(name);
        return values == null ? null : values.getLast();
    }

    List<String> values(String name) {
        return options.getOrDefault(name, List.of());
    }

    /** What is no option. */
    List<String> rest() {
        return rest;
    }

    /** The one word that is no option. */
    String only(String what) {
        if (rest.size() != 1) {
            throw new CommandsException.Invalid("one %s is needed, and %d are given".formatted(what, rest.size()));
        }
        return rest.getFirst();
    }

    /** All words that are no options, at least one. */
    List<String> some(String what) {
        if (rest.isEmpty()) {
            throw new CommandsException.Invalid("at least one %s is needed".formatted(what));
        }
        return rest;
    }

    void none() {
        if (!rest.isEmpty()) {
            throw new CommandsException.Invalid("nothing is known to do with " + rest.getFirst());
        }
    }
}
