package dev.gleaner.api.deliveries.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The commands that jobs may name, as the operator lists them: {@code name=/path/to/program argument; other=…}. Arguments are
 * separated by white space; one that holds some, or a semicolon, stands in single or double quotes. There is no shell: nothing in
 * them is expanded.
 */
public final class Commands {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    private final Map<String, List<String>> byName;

    private Commands(Map<String, List<String>> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException if it cannot be read; the message names the setting and the part
     */
    public static Commands parse(String setting) {
        Map<String, List<String>> byName = new TreeMap<>();
        for (List<String> words : parts(setting)) {
            String first = words.getFirst();
            int equals = first.indexOf('=');
            String name = equals < 0 ? "" : first.substring(0, equals);
            if (!NAME.matcher(name).matches()) {
                throw fault("each command must begin with name=, where a name is letters, digits, '_', '.' and '-'");
            }
            List<String> command = new ArrayList<>(words);
            command.set(0, first.substring(equals + 1));
            if (!command.getFirst().startsWith("/")) {
                throw fault("the program of " + name + " must be an absolute path");
            }
            if (byName.put(name, List.copyOf(command)) != null) {
                throw fault(name + " is listed twice");
            }
        }
        return new Commands(byName);
    }

    /** Its program and arguments; empty if there is no command of that name. */
    public Optional<List<String>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** In order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    private static List<List<String>> parts(String setting) {
        List<List<String>> parts = new ArrayList<>();
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (char c : (setting + ";").toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                begun = true;
            } else if (c == ';' || Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
                if (c == ';' && !words.isEmpty()) {
                    parts.add(List.copyOf(words));
                    words.clear();
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw fault("a quote is not closed");
        }
        return parts;
    }

    private static IllegalArgumentException fault(String what) {
        return new IllegalArgumentException("CALLBACK_COMMANDS cannot be read: " + what);
    }
}
