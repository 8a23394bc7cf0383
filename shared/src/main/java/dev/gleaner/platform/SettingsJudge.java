package dev.gleaner.platform;

import dev.gleaner.platform.KnownSettings.Property;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.ResolvableType;
import org.springframework.util.unit.DataSize;

/**
 * Looks at all settings before anything is started, so that all that is wrong is said at once and by name. A blank one is as good
 * as none.
 */
public final class SettingsJudge {
    private static final Pattern OURS = Pattern.compile("(SCRAPE|CALLBACK|SCHEDULE|COMMAND|ROBOTS|GLEANER)_[A-Z0-9_]+");
    private static final int SHORTEST_LIKENESS = 6;
    private static final int LONGEST_SHOWN = 60;
    private static final int LARGEST_PORT = 65_535;
    private static final Pattern SECRET = Pattern.compile("KEY|SECRET|PASSW|TOKEN|_URL");
    private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    private final Map<String, String> environment;
    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final Map<String, String> faults = new TreeMap<>();

    private SettingsJudge(Map<String, String> environment) {
        this.environment = environment;
        KnownSettings.properties().forEach(property -> properties.put(property.name(), property));
    }

    /** @param environment the variables that are set */
    public static Verdict judge(Map<String, String> environment) {
        return new SettingsJudge(environment).verdict();
    }

    /**
     * What is to be said of them.
     *
     * @param faults by the name of a setting that keeps a start from happening, what is accepted
     * @param hints on variables that look like settings and are none, a line each
     */
    public record Verdict(Map<String, String> faults, List<String> hints) {
        /** All faults, a line each under a head; one alone in a single line; empty if there is none. */
        public String text() {
            if (faults.size() == 1) {
                Map.Entry<String, String> only = faults.entrySet().iterator().next();
                return only.getKey() + " " + only.getValue();
            }
            StringBuilder text = new StringBuilder();
            faults.forEach((name, fault) ->
                    text.append("\n  ").append(name).append(' ').append(fault));
            return faults.isEmpty() ? "" : "%d settings are wrong:".formatted(faults.size()) + text;
        }
    }

    private Verdict verdict() {
        KnownSettings.records().forEach(this::judge);
        oneOf("LOG_LEVEL", LEVELS);
        oneOf("LOG_FORMAT", Set.of("TEXT", "JSON"));
        port("API_PORT");
        return new Verdict(faults, hints());
    }

    private void judge(Class<?> type) {
        String prefix = Objects.requireNonNull(type.getAnnotation(ConfigurationProperties.class))
                .value();
        Map<String, String> values = new HashMap<>();
        properties.values().stream()
                .filter(property -> property.name().startsWith(prefix + "."))
                .forEach(property -> values.put(property.name(), value(property)));
        Set<String> wrong = new HashSet<>();
        Constructor<?> components = canonical(type);
        for (int i = 0; i < components.getParameterCount(); i++) {
            var parameter = components.getParameters()[i];
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(type.getRecordComponents()[i].getName());
            try {
                Object value = new Binder(new MapConfigurationPropertySource(values))
                        .bind(
                                name,
                                Bindable.of(ResolvableType.forConstructorParameter(components, i))
                                        .withAnnotations(parameter.getAnnotations()))
                        .orElse(null);
                if (isNegative(value)) {
                    fault(name, "must not be negative");
                    wrong.add(name);
                }
            } catch (BindException noValue) {
                fault(name, "must be " + accepted(parameter.getType()));
                wrong.add(name);
            }
        }
        // What has no value cannot be judged together with others: in its place stands the default.
        wrong.forEach(name -> values.put(name, standard(name)));
        together(type, prefix, values);
    }

    private static Constructor<?> canonical(Class<?> type) {
        try {
            return type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
        } catch (NoSuchMethodException never) {
            throw new IllegalStateException("every record has it", never);
        }
    }

    /** One fault at a time is found by a constructor; so each that is found is put right, and the rest judged again. */
    private void together(Class<?> type, String prefix, Map<String, String> values) {
        for (int tries = 0; tries < values.size() + 1; tries++) {
            try {
                Object bound = new Binder(new MapConfigurationPropertySource(values))
                        .bind(prefix, Bindable.of(type))
                        .orElse(null);
                if (bound instanceof Judged judged) {
                    judged.judge();
                }
                return;
            } catch (RuntimeException unfit) {
                String message = telling(unfit, values);
                String name = named(message, values);
                if (name == null) {
                    faults.putIfAbsent(prefix, message);
                    return;
                }
                String variable = variable(name);
                faults.putIfAbsent(
                        variable,
                        message.startsWith(variable + " ") ? message.substring(variable.length() + 1) : message);
                values.put(name, standard(name));
            }
        }
    }

    /** The innermost message that names a setting; else the innermost of all. */
    private String telling(Throwable unfit, Map<String, String> values) {
        String innermost = unfit.toString();
        String telling = null;
        for (Throwable one = unfit; one != null; one = one.getCause()) {
            innermost = Objects.requireNonNullElse(one.getMessage(), one.toString());
            if (one instanceof IllegalArgumentException && named(innermost, values) != null) {
                telling = innermost;
            }
        }
        return telling == null ? innermost : telling;
    }

    /** The first property that a message speaks of and that somebody has set; else the only one whose value it tells. */
    private @Nullable String named(String message, Map<String, String> values) {
        List<String> given = values.keySet().stream()
                .filter(name -> !Objects.equals(values.get(name), standard(name)))
                .toList();
        Optional<String> called = given.stream()
                .filter(name -> Pattern.compile("\\b" + variable(name) + "\\b")
                        .matcher(message)
                        .find())
                .min((a, b) -> Integer.compare(message.indexOf(variable(a)), message.indexOf(variable(b))));
        List<String> told = given.stream()
                .filter(name -> message.contains("\"" + values.get(name) + "\""))
                .toList();
        return called.orElse(told.size() == 1 ? told.getFirst() : null);
    }

    private String value(Property property) {
        String given = environment.getOrDefault(property.variable(), "");
        return given.isBlank() ? property.standard() : given;
    }

    private String variable(String name) {
        Property property = properties.get(name);
        return property == null ? name : property.variable();
    }

    private String standard(String name) {
        Property property = properties.get(name);
        return property == null ? "" : property.standard();
    }

    private void fault(String name, String what) {
        String variable = variable(name);
        Property property = properties.get(name);
        faults.putIfAbsent(variable, what + ", but is " + shown(variable, property == null ? "" : value(property)));
    }

    private static String shown(String variable, String value) {
        if (SECRET.matcher(variable).find()) {
            return "something else";
        }
        return "'" + (value.length() > LONGEST_SHOWN ? value.substring(0, LONGEST_SHOWN) + "…" : value) + "'";
    }

    private static boolean isNegative(@Nullable Object value) {
        return value instanceof Duration time && time.isNegative()
                || value instanceof DataSize size && size.isNegative();
    }

    private static String accepted(Class<?> type) {
        if (type == int.class || type == long.class) {
            return "a whole number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "a time such as 500ms, 30s, 5m, 2h or 7d";
        }
        if (type == DataSize.class) {
            return "a size such as 512KB or 8MB";
        }
        if (type.isEnum()) {
            return "one of "
                    + String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(one -> one.toString().toLowerCase(Locale.ROOT))
                                    .toList());
        }
        return "a " + type.getSimpleName();
    }

    private void oneOf(String variable, Set<String> accepted) {
        String given = environment.getOrDefault(variable, "").strip();
        if (!given.isEmpty() && !accepted.contains(given.toUpperCase(Locale.ROOT))) {
            faults.put(
                    variable,
                    "must be one of %s, but is %s"
                            .formatted(
                                    String.join(", ", new TreeSet<>(accepted)).toLowerCase(Locale.ROOT),
                                    shown(variable, given)));
        }
    }

    private void port(String variable) {
        String given = environment.getOrDefault(variable, "").strip();
        if (given.isEmpty()) {
            return;
        }
        try {
            int port = Integer.parseInt(given);
            if (port >= 0 && port <= LARGEST_PORT) {
                return;
            }
        } catch (NumberFormatException none) {
            // Said below.
        }
        faults.put(variable, "must be a port, 0 to 65535, but is " + shown(variable, given));
    }

    private List<String> hints() {
        Set<String> known = KnownSettings.names();
        return new TreeSet<>(environment.keySet())
                .stream()
                        .filter(name -> !known.contains(name))
                        .flatMap(name -> hint(name, known).stream())
                        .toList();
    }

    private static Optional<String> hint(String name, Set<String> known) {
        boolean ours = OURS.matcher(name).matches();
        if (!ours && name.length() < SHORTEST_LIKENESS) {
            return Optional.empty();
        }
        var near = Nearest.of(name, known, ours ? Math.max(2, name.length() / 4) : 2)
                .filter(one -> ours || one.length() >= SHORTEST_LIKENESS);
        return near.isPresent()
                ? near.map(one -> "%s is no setting; did you mean %s?".formatted(name, one))
                : Optional.of(name + " is no setting").filter(text -> ours);
    }
}
