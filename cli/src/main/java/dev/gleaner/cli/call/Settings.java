package dev.gleaner.cli.call;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is and how it is asked: options before environment before config file.
 *
 * @param server the address of the API
 * @param key sent as a bearer token, or null
 * @param color {@code auto}, {@code always} or {@code never}
 */
public record Settings(URI server, @Nullable String key, String color) {
    private static final List<String> KEYS = List.of("server", "api-key", "color");
    private static final List<String> COLORS = List.of("auto", "always", "never");

    /** @throws CliException if one of them makes no sense */
    public static Settings of(Arguments arguments, Map<String, String> environment) {
        Map<String, String> file = file(arguments.value("--config"), environment);
        String server = first(
                arguments.value("--server"),
                environment.get("GLEANER_SERVER"),
                environment.get("GLEANER_API"),
                file.get("server"),
                local(environment));
        String key = first(arguments.value("--api-key"), environment.get("GLEANER_API_KEY"), file.get("api-key"), "");
        String color = first(file.get("color"), "auto");
        if (!COLORS.contains(color)) {
            throw CliException.usage("color is auto, always or never, not " + color);
        }
        if (arguments.has("--no-color")
                || !environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            color = "never";
        }
        return new Settings(address(server), key.isEmpty() ? null : key, color);
    }

    private static URI address(String text) {
        String whole = text.contains("://") ? text : "http://" + text;
        try {
            URI address = URI.create(whole.strip());
            if (address.getHost() != null && whole.matches("https?://[^?#]*")) {
                return address;
            }
        } catch (IllegalArgumentException none) {
            // Told below.
        }
        throw CliException.usage("No address of a server: %s (for example http://localhost:8000)".formatted(text));
    }

    private static String first(@Nullable String... all) {
        for (String one : all) {
            if (one != null && !one.isBlank()) {
                return one;
            }
        }
        return "";
    }

    /** Where an "up" of the same environment listens. */
    private static String local(Map<String, String> environment) {
        String host = environment.getOrDefault("API_HOST", "127.0.0.1");
        String where = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return "http://%s:%s"
                .formatted(
                        where.contains(":") ? "[" + where + "]" : where, environment.getOrDefault("API_PORT", "8000"));
    }

    private static Map<String, String> file(@Nullable String said, Map<String, String> environment) {
        String named = first(said, environment.get("GLEANER_CONFIG"));
        Path path = named.isEmpty() ? usual(environment) : Path.of(named);
        if (named.isEmpty() && !Files.isRegularFile(path)) {
            return Map.of();
        }
        try {
            return read(path, Files.readString(path, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw CliException.usage("The config file %s cannot be read".formatted(path));
        }
    }

    private static Path usual(Map<String, String> environment) {
        String base = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return (base.isEmpty() ? Path.of(environment.getOrDefault("HOME", "/"), ".config") : Path.of(base))
                .resolve("gleaner")
                .resolve("config");
    }

    private static Map<String, String> read(Path path, String text) {
        Map<String, String> fields = new HashMap<>();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int middle = line.indexOf('=');
            String name = middle < 0 ? line : line.substring(0, middle).strip();
            if (middle < 0 || !KEYS.contains(name)) {
                throw CliException.usage("%s, line %d: there is no setting %s%s"
                        .formatted(path, number, name, Nearest.hint(name, KEYS)));
            }
            fields.put(name, line.substring(middle + 1).strip());
        }
        return fields;
    }
}
