package dev.gleaner.consumer.command.file;

import dev.gleaner.consumer.command.Invocations;
import dev.gleaner.consumer.command.Template;
import dev.gleaner.consumer.command.Template.Placeholder;
import dev.gleaner.scraper.ScraperChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads which settings may be given to a scraper, and which arguments become of one. */
final class SettingsReader {
    private static final String NAMES = "names";
    private static final String ARGUMENTS = "arguments";
    private static final Set<String> PLACEHOLDERS = Set.of(Invocations.SETTING_NAME, Invocations.SETTING_VALUE);

    private final List<String> names = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    SettingsReader(Fields definition, String field, Faults faults) {
        definition.node(field).ifPresent(node -> {
            Fields fields = Fields.of(node, definition.path(field), faults, List.of(NAMES, ARGUMENTS));
            names.addAll(fields.texts(NAMES).stream().distinct().toList());
            arguments.addAll(fields.texts(ARGUMENTS));
            require(fields);
        });
    }

    List<String> names() {
        return names;
    }

    List<String> arguments() {
        return arguments;
    }

    private void require(Fields fields) {
        if (names.isEmpty() || names.stream().anyMatch(name -> !name.matches(ScraperChoice.NAME))) {
            fields.fault(NAMES, "must be names that match " + ScraperChoice.NAME);
        }
        List<Template> templates = arguments.stream().map(Template::of).toList();
        List<String> used = templates.stream()
                .flatMap(template -> template.placeholders().stream())
                .map(Placeholder::name)
                .toList();
        if (!used.containsAll(PLACEHOLDERS)) {
            fields.fault(ARGUMENTS, "must have {name} and {value}, as in [\"-s\", \"{name}={value}\"]");
        } else if (!PLACEHOLDERS.containsAll(used)) {
            fields.fault(ARGUMENTS, "must have no placeholders but {name} and {value}");
        } else if (templates.stream()
                .flatMap(template -> template.first().stream())
                .anyMatch(first -> first.name().equals(Invocations.SETTING_VALUE))) {
            fields.fault(ARGUMENTS, "must not begin an argument with {value}, which could be taken for an option");
        }
    }
}
