package dev.gleaner.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All settings, as {@code gleaner.properties} names them, and the records that they are bound to. */
final class KnownSettings {
    /** Of the launcher, of {@code up} and of docker-compose. */
    private static final List<String> OTHERS = List.of(
            "DATA_DIR", "JAVA_OPTS", "JAVA_HOME", "GLEANER_FAST_START", "GLEANER_API", "REDIS_MAX_MEMORY", "CONSUMERS");

    private static final Pattern LINE = Pattern.compile("([a-z][a-z0-9.-]*)=(?:\\$\\{([A-Z][A-Z0-9_]*):([^}]*)}|(.*))");

    private KnownSettings() {}

    /**
     * A property.
     *
     * @param variable of the environment that sets it; for one that has none, its name in capitals
     */
    record Property(String name, String variable, String standard) {}

    static List<Property> properties() {
        return text("/gleaner.properties")
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Property(
                        line.group(1),
                        line.group(2) == null
                                ? line.group(1).replaceAll("[.-]", "_").toUpperCase(Locale.ROOT)
                                : line.group(2),
                        Objects.requireNonNullElse(line.group(3), Objects.requireNonNullElse(line.group(4), ""))))
                .toList();
    }

    /** The names of all variables. */
    static TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>(OTHERS);
        properties().forEach(property -> names.add(property.variable()));
        return names;
    }

    /** The records of the modules that are here; no process has all of them but {@code up}. */
    static List<Class<?>> records() {
        Map<String, Class<?>> found = new LinkedHashMap<>();
        text("/gleaner.settings").lines().filter(name -> !name.isBlank()).forEach(name -> {
            try {
                found.put(name, Class.forName(name, false, KnownSettings.class.getClassLoader()));
            } catch (ClassNotFoundException ofAnotherModule) {
                found.remove(name);
            }
        });
        return List.copyOf(found.values());
    }

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(KnownSettings.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
