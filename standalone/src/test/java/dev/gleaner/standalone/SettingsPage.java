package dev.gleaner.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page of all settings, made of {@code gleaner.properties} and the Javadoc of the records that hold them. */
final class SettingsPage {
    /** Read by the launcher, the program or docker-compose, not by the services. */
    static final List<Setting> OTHERS = List.of(
            new Setting(
                    "DATA_DIR",
                    "",
                    "./data",
                    "folder",
                    "where `up` keeps its stores; a relative folder counts from the current directory"),
            new Setting(
                    "REDIS_MAX_MEMORY",
                    "",
                    "512MB",
                    "size",
                    "memory for the data of the Redis of `up` and of docker-compose; full, it refuses writes"),
            new Setting(
                    "GLEANER_API",
                    "",
                    "",
                    "address",
                    "API that `./gleaner run` asks; without, the one on `DATA_DIR`, or one of its own"),
            new Setting(
                    "GLEANER_SERVER",
                    "",
                    "",
                    "address",
                    "API that the command line asks; without, the config file, else `API_HOST` and `API_PORT`"),
            new Setting(
                    "GLEANER_API_KEY",
                    "",
                    "",
                    "text",
                    "sent by the command line as a bearer token, for a proxy before the API"),
            new Setting(
                    "GLEANER_CONFIG",
                    "",
                    "",
                    "file",
                    "config file of the command line; without, `~/.config/gleaner/config`"),
            new Setting("JAVA_OPTS", "", "", "text", "options for Java, read by the launcher and the images"),
            new Setting(
                    "GLEANER_FAST_START",
                    "",
                    "on",
                    "on or off",
                    "off: the launcher neither unpacks the program nor trains a cache of loaded classes"),
            new Setting("CONSUMERS", "", "3", "number", "consumers that docker-compose starts"));

    private static final String HEAD = """
            # Settings

            All are environment variables. The defaults suit one machine; [.env.example](../.env.example) has the same
            list in a form to copy. What begins with `GLEANER_FLEET_` or `GLEANER_LIVE_` is seldom needed, and not in it.

            Durations are written as `500ms`, `2s`, `5m`, `1h`, `30d`; a number alone counts seconds, but days in what is
            named `_RETENTION`. Sizes are written as `64KB`, `8MB`; entries of a list are separated by commas. A blank one is
            as good as none. All are looked at before anything starts: what is wrong is said in one list, by name, and so
            is what looks like a setting and is none; `./gleaner doctor` says the same.

            This page is generated from the code by `SettingsPageTest`, which also says how.
            """;

    private static final Pattern PROPERTY = Pattern.compile(
            "(?m)((?:^#.*\\n)*)^(gleaner\\.[a-z.-]+|logging\\.level\\.dev\\.gleaner|server\\.(?:address|port))="
                    + "(?:\\$\\{([A-Z][A-Z0-9_]+):([^}]*)}|([^$\\n]*))$");
    private static final Pattern SETTINGS = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*@ConfigurationProperties\\(\"([a-z.-]+)\"\\)\\s*(?:public )?record \\w+\\((.*?)\\)\\s*(?:implements [\\w, ]+)?\\{",
            Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("@param (\\w+) (.*?)(?=@param|\\z)", Pattern.DOTALL);
    private static final Pattern COMPONENT = Pattern.compile("([\\w<>.]+) (\\w+)$");
    private static final Pattern UNIT = Pattern.compile("@DurationUnit\\(ChronoUnit\\.(\\w+)\\)");

    private SettingsPage() {}

    /**
     * @param variable of the environment
     * @param property of Spring, empty if it is none
     */
    record Setting(String variable, String property, String standard, String form, String meaning) {
        String row() {
            return "| `%s` | %s | %s | %s |\n"
                    .formatted(variable, standard.isEmpty() ? "none" : "`" + standard + "`", form, meaning);
        }
    }

    static String of(Path project) throws IOException {
        Map<String, Setting> named = named(project);
        var page = new StringBuilder(HEAD);
        for (Path source : sources(project)) {
            Matcher found = SETTINGS.matcher(Files.readString(source));
            if (found.find()) {
                section(page, title(found.group(1)), settings(found, named));
            }
        }
        section(page, "Where the API listens, and the log", List.copyOf(named.values()));
        section(page, "Of the launcher, of `up`, and of docker-compose", OTHERS);
        return page.toString();
    }

    /** The lines of the properties, by the name of the property. */
    private static Map<String, Setting> named(Path project) throws IOException {
        var named = new LinkedHashMap<String, Setting>();
        PROPERTY.matcher(Files.readString(project.resolve("shared/src/main/resources/gleaner.properties")))
                .results()
                .map(SettingsPage::setting)
                .forEach(setting -> named.put(setting.property(), setting));
        return named;
    }

    private static Setting setting(MatchResult line) {
        String property = line.group(2);
        String variable = Objects.requireNonNullElseGet(
                line.group(3), () -> property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT));
        String standard = Objects.requireNonNullElse(line.group(4), Objects.requireNonNullElse(line.group(5), ""));
        String comment = line.group(1).replaceAll("(?m)^# ?", "").strip().replaceAll("\\s+", " ");
        return new Setting(variable, property, standard, standard.matches("\\d+") ? "number" : "text", comment);
    }

    private static List<Path> sources(Path project) throws IOException {
        var sources = new ArrayList<Path>();
        for (String module : List.of("shared", "consumer-service", "api-service")) {
            try (Stream<Path> files = Files.walk(project.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
        return sources;
    }

    /** The components of a record; those with a variable are taken out of {@code named}. */
    private static List<Setting> settings(MatchResult found, Map<String, Setting> named) {
        Map<String, String> meanings = meanings(found.group(1));
        var settings = new ArrayList<Setting>();
        for (String component : found.group(3).split(",(?![^(<]*[)>])")) {
            Matcher parts = COMPONENT.matcher(component.strip().replaceAll("\\s+", " "));
            if (!parts.find()) {
                throw new IllegalStateException("No type and name in " + component);
            }
            String property = found.group(2) + "." + kebab(parts.group(2));
            Setting told = named.remove(property);
            if (told == null) {
                throw new IllegalStateException("gleaner.properties has no default of " + property);
            }
            settings.add(new Setting(
                    told.variable(),
                    property,
                    told.standard(),
                    form(parts.group(1), component),
                    meanings.getOrDefault(parts.group(2), "")
                            .replaceFirst("^" + told.variable() + "[,;]? ?", "")
                            .replaceAll("\\{@code ([^}]*)}", "`$1`")));
        }
        return settings;
    }

    private static Map<String, String> meanings(String javadoc) {
        var meanings = new LinkedHashMap<String, String>();
        PARAMETER
                .matcher(text(javadoc))
                .results()
                .forEach(found -> meanings.put(found.group(1), found.group(2).strip()));
        return meanings;
    }

    private static String title(String javadoc) {
        return text(javadoc).replaceFirst("(?s)[.;].*", "");
    }

    private static String text(String javadoc) {
        return javadoc.replaceAll("(?m)^\\s*\\* ?", "").strip().replaceAll("\\s+", " ");
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String form(String type, String component) {
        Matcher unit = UNIT.matcher(component);
        return switch (type) {
            case "Duration" -> unit.find() ? "duration, or " + unit.group(1).toLowerCase(Locale.ROOT) : "duration";
            case "DataSize" -> "size";
            case "int", "long" -> "number";
            case "boolean" -> "`true` or `false`";
            case "List<String>", "Set<String>" -> "list";
            default -> "text";
        };
    }

    private static void section(StringBuilder page, String title, List<Setting> settings) {
        page.append("\n## ").append(title).append("\n\n| Variable | Default | Form | Meaning |\n|---|---|---|---|\n");
        settings.forEach(setting -> page.append(setting.row()));
    }
}
