package dev.gleaner.consumer.command.file;

import dev.gleaner.consumer.command.Definition;
import dev.gleaner.consumer.command.Facts;
import dev.gleaner.consumer.command.Invocations;
import dev.gleaner.consumer.command.OutputForm;
import dev.gleaner.scraper.ParamSpec;
import dev.gleaner.scraper.ScraperMode;
import dev.gleaner.scraper.ScraperSummary;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the definition of one scraper. */
final class DefinitionReader {
    private static final String DESCRIPTION = "description";
    private static final String MODE = "mode";
    private static final String COMMAND = "command";
    private static final String WORKING_DIRECTORY = "working_directory";
    private static final String ENVIRONMENT = "environment";
    private static final String TIMEOUT = "timeout";
    private static final String MAX_OUTPUT = "max_output";
    private static final String MAX_MEMORY = "max_memory";
    private static final String STOP_GRACE = "stop_grace";
    private static final String SUCCESS_EXIT_CODES = "success_exit_codes";
    private static final String OUTPUT = "output";
    private static final String CONCURRENCY = "concurrency";
    private static final String HOSTS = "hosts";
    private static final String CATEGORIES = "categories";
    private static final String PARAMS = "params";
    private static final String SETTINGS = "settings";
    private static final List<String> KNOWN = List.of(
            DESCRIPTION,
            MODE,
            COMMAND,
            WORKING_DIRECTORY,
            ENVIRONMENT,
            TIMEOUT,
            MAX_OUTPUT,
            MAX_MEMORY,
            STOP_GRACE,
            SUCCESS_EXIT_CODES,
            OUTPUT,
            CONCURRENCY,
            HOSTS,
            CATEGORIES,
            PARAMS,
            SETTINGS);

    private static final int MOST_CONCURRENT = 1_000;
    private static final int MOST_ARGUMENTS = 1_000;
    private static final Duration LONGEST_RUN = Duration.ofDays(7);
    private static final Duration LONGEST_GRACE = Duration.ofMinutes(5);
    private static final long LEAST_MEMORY = 1 << 20;

    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]{0,127}";
    private final String name;
    private final Fields fields;
    private final Faults faults;
    private final Path folder;

    DefinitionReader(String name, Node node, String path, Faults faults, Path folder) {
        this.name = name;
        this.fields = Fields.of(node, path, faults, KNOWN);
        this.faults = faults;
        this.folder = folder;
    }

    /** Empty if there is no command; other faults are only noted, for nothing is used of a file that has one. */
    Optional<Definition> read() {
        ScraperMode mode =
                fields.value(MODE, Forms::mode, "must be article or run").orElse(ScraperMode.ARTICLE);
        List<List<String>> command = fields.lists(COMMAND);
        if (fields.node(COMMAND).isEmpty()) {
            fields.fault(COMMAND, "is required");
            return Optional.empty();
        }
        if (command.stream().mapToInt(List::size).sum() > MOST_ARGUMENTS) {
            fields.fault(COMMAND, "must have at most %d arguments".formatted(MOST_ARGUMENTS));
        }
        ParamReader reader = new ParamReader(faults, CommandRules.exposed(command));
        List<ParamSpec> params = fields.node(PARAMS)
                .map(node -> reader.read(node, fields.path(PARAMS)))
                .orElse(List.of());
        OutputForm output = output(mode);
        Optional<Fields> variables =
                fields.node(ENVIRONMENT).map(node -> Fields.named(node, fields.path(ENVIRONMENT), faults, VARIABLE));
        Map<String, String> environment =
                variables.map(DefinitionReader::environment).orElse(Map.of());
        SettingsReader settings = new SettingsReader(fields, SETTINGS, faults);
        CommandRules rules = new CommandRules(mode, params, output == OutputForm.FILE_JSON);
        rules.command(command).forEach(wrong -> fields.fault(COMMAND, wrong));
        variables.ifPresent(known -> environment.forEach(
                (variable, text) -> rules.text(text, false).forEach(wrong -> known.fault(variable, wrong))));
        requireUse(rules, params, output, settings);
        return Optional.of(new Definition(
                new ScraperSummary(
                        name,
                        fields.text(DESCRIPTION).orElse(null),
                        mode,
                        params,
                        settings.names(),
                        usual(HOSTS, mode, Forms::host, "must be host names like example.com or *.example.com"),
                        usual(CATEGORIES, mode, Forms::category, "must be texts of 1 to 200 characters")),
                located(command),
                settings.arguments(),
                workingDirectory(),
                environment,
                time(TIMEOUT, mode == ScraperMode.RUN ? Duration.ofHours(1) : Duration.ofMinutes(5), LONGEST_RUN),
                size(MAX_OUTPUT, 1).orElse(mode == ScraperMode.RUN ? 100L << 20 : 10L << 20),
                size(MAX_MEMORY, LEAST_MEMORY).orElse(null),
                time(STOP_GRACE, Duration.ofSeconds(10), LONGEST_GRACE),
                exitCodes(),
                output,
                fields.value(
                                CONCURRENCY,
                                text -> Forms.number(text, 1, MOST_CONCURRENT),
                                "must be 1 to " + MOST_CONCURRENT)
                        .orElse(2)));
    }

    /** What is declared and has no effect is a mistake. */
    private void requireUse(CommandRules rules, List<ParamSpec> params, OutputForm output, SettingsReader settings) {
        if (output == OutputForm.FILE_JSON && !rules.isUsed(Facts.OUTPUT)) {
            fields.fault(OUTPUT, "is file-json, but {output} is neither in command nor in environment");
        }
        params.stream()
                .map(ParamSpec::name)
                .filter(param -> !rules.isUsed("params." + param))
                .forEach(param -> fields.fault(
                        PARAMS,
                        "has %s, but {params.%s} is neither in command nor in environment".formatted(param, param)));
        if (rules.isUsed(Invocations.SETTINGS) && settings.names().isEmpty()) {
            fields.fault(COMMAND, "has {settings}, but there are none");
        }
    }

    private static Map<String, String> environment(Fields variables) {
        Map<String, String> all = new TreeMap<>();
        for (String variable : variables.names()) {
            if (variable.startsWith("GLEANER_")) {
                variables.fault(variable, "is one that the consumer sets itself");
            }
            variables.text(variable).ifPresent(text -> all.put(variable, text));
        }
        return all;
    }

    private OutputForm output(ScraperMode mode) {
        Map<String, OutputForm> fit = mode == ScraperMode.RUN
                ? new TreeMap<>(Map.of("stdout-ndjson", OutputForm.STDOUT_NDJSON, "file-json", OutputForm.FILE_JSON))
                : new TreeMap<>(Map.of(
                        "stdout-json",
                        OutputForm.STDOUT_JSON,
                        "stdout-text",
                        OutputForm.STDOUT_TEXT,
                        "file-json",
                        OutputForm.FILE_JSON));
        return fields.value(
                        OUTPUT,
                        text -> Optional.ofNullable(fit.get(text)),
                        "must be one of %s in the mode %s"
                                .formatted(
                                        String.join(", ", fit.keySet()), mode == ScraperMode.RUN ? "run" : "article"))
                .orElse(mode == ScraperMode.RUN ? OutputForm.STDOUT_NDJSON : OutputForm.STDOUT_JSON);
    }

    private List<String> usual(String field, ScraperMode mode, Function<String, Optional<String>> read, String must) {
        if (fields.node(field).isPresent() && mode == ScraperMode.RUN) {
            fields.fault(field, "is only for the mode article: a run finds its articles itself");
        }
        List<String> all = new ArrayList<>();
        for (String text : fields.texts(field)) {
            Optional<String> value = read.apply(text);
            if (value.isEmpty()) {
                fields.fault(field, must);
                return List.of();
            }
            all.add(value.get());
        }
        return all.stream().distinct().toList();
    }

    /** A program with a folder in its path counts from the folder of the file; one without is looked for in PATH. */
    private List<List<String>> located(List<List<String>> command) {
        if (command.isEmpty() || command.getFirst().isEmpty()) {
            return command;
        }
        String program = command.getFirst().getFirst();
        if (!program.contains("/")) {
            return command;
        }
        List<List<String>> all = new ArrayList<>(command);
        List<String> first = new ArrayList<>(command.getFirst());
        Path path = path(COMMAND, program);
        if (path != null) {
            first.set(0, path.toString());
        }
        all.set(0, first);
        return all;
    }

    private @Nullable Path workingDirectory() {
        return fields.text(WORKING_DIRECTORY)
                .map(text -> path(WORKING_DIRECTORY, text))
                .orElse(null);
    }

    private @Nullable Path path(String field, String text) {
        try {
            return folder.resolve(text).toAbsolutePath().normalize();
        } catch (InvalidPathException unreadable) {
            fields.fault(field, "is no path");
            return null;
        }
    }

    private Duration time(String field, Duration usual, Duration longest) {
        return fields.value(
                        field,
                        text -> Amounts.time(text).filter(time -> time.isPositive() && time.compareTo(longest) <= 0),
                        "must be a time like 30s or PT30S, at most " + longest.toHours() + "h")
                .orElse(usual);
    }

    private Optional<Long> size(String field, long least) {
        return fields.value(
                field,
                text -> Amounts.size(text).filter(size -> size >= least),
                "must be a size like 10MB, at least " + least + " bytes");
    }

    private Set<Integer> exitCodes() {
        Set<Integer> codes = new TreeSet<>();
        for (String text : fields.texts(SUCCESS_EXIT_CODES)) {
            Forms.number(text, 0, 255)
                    .ifPresentOrElse(
                            codes::add, () -> fields.fault(SUCCESS_EXIT_CODES, "must be numbers from 0 to 255"));
        }
        return codes.isEmpty() ? Set.of(0) : codes;
    }
}
