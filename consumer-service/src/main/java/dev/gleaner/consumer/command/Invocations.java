package dev.gleaner.consumer.command;

import dev.gleaner.consumer.command.Template.Placeholder;
import dev.gleaner.scraper.ScraperChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the arguments and the environment of a process out of a definition and a choice. A value stays inside the argument in
 * whose place it stands, whatever is in it; no shell reads it.
 */
public final class Invocations {
    /** The placeholder of a command for the settings that are given; without it they come last. */
    public static final String SETTINGS = "settings";

    /** In the arguments of a setting. */
    public static final String SETTING_NAME = "name";

    public static final String SETTING_VALUE = "value";

    /** What a program needs to find itself at home; everything else of ours may be a secret. */
    private static final Set<String> PASSED_ON =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ");

    private final Map<String, String> base;

    /** @param own the environment of this process */
    public Invocations(Map<String, String> own) {
        Map<String, String> passed = new TreeMap<>(own);
        passed.keySet().retainAll(PASSED_ON);
        if (!passed.containsKey("LANG") && !passed.containsKey("LC_ALL") && !passed.containsKey("LC_CTYPE")) {
            // Arguments are UTF-8; without this a program may read them as ASCII.
            passed.put("LANG", "C.UTF-8");
        }
        this.base = passed;
    }

    /**
     * What a process is to be started with.
     *
     * @param choice that was held against the definition's summary, and has its defaults
     * @throws IllegalArgumentException if a host looks like an option
     */
    public Invocation of(Definition definition, ScraperChoice choice, Facts facts) {
        String host = facts.host();
        if (host != null && host.startsWith("-")) {
            throw new IllegalArgumentException("A host that begins with - could be taken for an option");
        }
        List<String> argv = new ArrayList<>();
        boolean settingsPlaced = false;
        for (List<String> part : definition.command()) {
            for (String argument : part(part, choice, facts, definition)) {
                argv.add(argument);
            }
            settingsPlaced |= part.stream().anyMatch(Invocations::isSettings);
        }
        if (!settingsPlaced) {
            argv.addAll(settings(definition, choice));
        }
        return new Invocation(argv, environment(definition, choice, facts));
    }

    /** Whether an argument stands for the settings. */
    public static boolean isSettings(String argument) {
        return Template.of(argument)
                .only()
                .filter(only -> only.name().equals(SETTINGS) && only.then() == null)
                .isPresent();
    }

    private static List<String> part(List<String> part, ScraperChoice choice, Facts facts, Definition definition) {
        List<Template> templates = part.stream().map(Template::of).toList();
        if (templates.stream()
                .flatMap(template -> template.placeholders().stream())
                .anyMatch(placeholder -> isMissing(placeholder, choice))) {
            return List.of();
        }
        List<String> arguments = new ArrayList<>();
        for (Template template : templates) {
            Optional<Placeholder> only = template.only();
            if (only.isPresent() && only.get().name().equals(SETTINGS)) {
                arguments.addAll(settings(definition, choice));
            } else if (only.isPresent() && only.get().param().isPresent()) {
                arguments.addAll(alone(only.get(), choice));
            } else {
                arguments.add(template.render(placeholder -> value(placeholder, choice, facts)));
            }
        }
        return arguments;
    }

    /** Of a list each value is an argument, and of a flag that is not set there is none. */
    private static List<String> alone(Placeholder placeholder, ScraperChoice choice) {
        List<String> values = values(placeholder, choice);
        String then = placeholder.then();
        if (then == null) {
            return values;
        }
        return values.contains("true") ? List.of(then) : List.of();
    }

    private static boolean isMissing(Placeholder placeholder, ScraperChoice choice) {
        return placeholder.then() == null
                && placeholder.param().isPresent()
                && values(placeholder, choice).isEmpty();
    }

    private static List<String> values(Placeholder placeholder, ScraperChoice choice) {
        return choice.params().getOrDefault(placeholder.param().orElseThrow(), List.of());
    }

    private static String value(Placeholder placeholder, ScraperChoice choice, Facts facts) {
        if (placeholder.param().isEmpty()) {
            return facts.value(placeholder.name());
        }
        List<String> values = values(placeholder, choice);
        String then = placeholder.then();
        if (then == null) {
            return String.join(",", values);
        }
        return values.contains("true") ? then : "";
    }

    private static List<String> settings(Definition definition, ScraperChoice choice) {
        List<String> arguments = new ArrayList<>();
        choice.settings()
                .forEach((name, value) -> definition
                        .settingArguments()
                        .forEach(argument -> arguments.add(Template.of(argument)
                                .render(placeholder -> placeholder.name().equals(SETTING_NAME) ? name : value))));
        return arguments;
    }

    private Map<String, String> environment(Definition definition, ScraperChoice choice, Facts facts) {
        Map<String, String> all = new TreeMap<>(base);
        definition.environment().forEach((name, text) -> {
            Template template = Template.of(text);
            if (template.placeholders().stream().noneMatch(placeholder -> isMissing(placeholder, choice))) {
                all.put(name, template.render(placeholder -> value(placeholder, choice, facts)));
            }
        });
        facts.variables().forEach((name, value) -> value.ifPresent(known -> all.put(name, known)));
        return all;
    }
}
