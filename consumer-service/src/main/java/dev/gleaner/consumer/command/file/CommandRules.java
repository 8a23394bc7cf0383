package dev.gleaner.consumer.command.file;

import dev.gleaner.consumer.command.Facts;
import dev.gleaner.consumer.command.Invocations;
import dev.gleaner.consumer.command.Template;
import dev.gleaner.consumer.command.Template.Placeholder;
import dev.gleaner.scraper.ParamSpec;
import dev.gleaner.scraper.ParamType;
import dev.gleaner.scraper.ScraperMode;
import dev.gleaner.spelling.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of placeholders: each is known, stands where it can be put in, and never inside a text that a program reads as
 * code, where an address or a param could become a command.
 */
final class CommandRules {
    private static final String PARAMS = "params.";

    /** Programs that take code as an argument, and the options before it. */
    private static final Pattern INTERPRETER = Pattern.compile(
            "(?:ba|da|z|k|a|fi|c|tc|pw)?sh|python[0-9.]*|pypy[0-9.]*|node(?:js)?|deno|bun|perl|ruby|php|lua|Rscript");

    private static final Pattern CODE_FOLLOWS = Pattern.compile("-[A-Za-z]*[cepr]|--(?:eval|print|command|execute)");

    /** Whether the code stands in the same argument. */
    private static final Pattern CODE_INSIDE =
            Pattern.compile("--(?:eval|print|command|execute)=.*|-[ce].+", Pattern.DOTALL);

    private final ScraperMode mode;
    private final Set<String> flags;
    private final Set<String> params;
    private final boolean toFile;
    private final Set<String> used = new HashSet<>();

    /**
     * Those of one definition.
     *
     * @param params all that are declared
     * @param toFile whether the command writes into a file
     */
    CommandRules(ScraperMode mode, List<ParamSpec> params, boolean toFile) {
        this.mode = mode;
        this.params = params.stream().map(ParamSpec::name).collect(Collectors.toCollection(TreeSet::new));
        this.flags = params.stream()
                .filter(param -> param.type() == ParamType.FLAG)
                .map(ParamSpec::name)
                .collect(Collectors.toSet());
        this.toFile = toFile;
    }

    /** Whether a placeholder was met. */
    boolean isUsed(String name) {
        return used.contains(name);
    }

    /** Names of params whose values can be what an argument begins with. */
    static Set<String> exposed(List<List<String>> command) {
        Set<String> names = new HashSet<>();
        command.stream()
                .flatMap(List::stream)
                .flatMap(argument -> Template.of(argument).first().stream())
                .flatMap(placeholder -> placeholder.param().stream())
                .forEach(names::add);
        return names;
    }

    /** What is wrong with a command, one by one. */
    List<String> command(List<List<String>> command) {
        List<String> arguments = command.stream().flatMap(List::stream).toList();
        List<String> wrong = new ArrayList<>();
        if (arguments.isEmpty() || arguments.getFirst().isBlank()) {
            return List.of("must begin with a program");
        }
        if (!Template.of(arguments.getFirst()).placeholders().isEmpty()
                || command.getFirst().isEmpty()) {
            wrong.add("must not leave it to a placeholder which program is run");
        }
        arguments.forEach(argument -> wrong.addAll(text(argument, true)));
        code(arguments)
                .forEach(argument -> wrong.add(
                        "has a placeholder in code, %s, where a value could become a command: hand it over as an argument of its own"
                                        .formatted(shown(argument))
                                + " (sh -c '… \"$1\"' sh '{url}'), or as a variable"));
        long settings = arguments.stream().filter(Invocations::isSettings).count();
        if (settings > 1) {
            wrong.add("has {settings} more than once");
        }
        return wrong;
    }

    /** What is wrong with the placeholders of an argument or a variable. */
    List<String> text(String text, boolean argument) {
        List<String> wrong = new ArrayList<>();
        if (argument && Invocations.isSettings(text)) {
            used.add(Invocations.SETTINGS);
            return wrong;
        }
        for (Placeholder placeholder : Template.of(text).placeholders()) {
            String name = placeholder.name();
            used.add(name);
            if (!known().contains(name)) {
                wrong.add("has the placeholder {%s}, which there is not%s (write {{%s}} for the text itself)"
                        .formatted(name, Spelling.hint(name, known()), name));
            } else if (placeholder.then() != null
                    && placeholder.param().filter(flags::contains).isEmpty()) {
                wrong.add("asks whether {%s} is true, which is no flag".formatted(name));
            }
        }
        return wrong;
    }

    private Set<String> known() {
        Set<String> known = new LinkedHashSet<>();
        if (mode == ScraperMode.ARTICLE) {
            known.addAll(List.of(Facts.URL, Facts.HOST));
        }
        known.addAll(List.of(Facts.DATE, Facts.TIMESTAMP, Facts.JOB_ID, Facts.ARTICLE_ID));
        if (toFile) {
            known.add(Facts.OUTPUT);
        }
        params.forEach(param -> known.add(PARAMS + param));
        return known;
    }

    /** Arguments with placeholders that an interpreter reads as code. */
    private static Stream<String> code(List<String> arguments) {
        List<String> found = new ArrayList<>();
        boolean interpreter = false;
        boolean follows = false;
        for (String argument : arguments) {
            boolean filled = !Template.of(argument).placeholders().isEmpty();
            boolean inside = interpreter && CODE_INSIDE.matcher(argument).matches();
            if (filled && (follows || inside)) {
                found.add(argument);
            }
            boolean option = argument.startsWith("-");
            if (follows && !option) {
                // That was the code; after it come its arguments.
                interpreter = false;
                follows = false;
            } else {
                follows |= interpreter && CODE_FOLLOWS.matcher(argument).matches();
                interpreter |= isInterpreter(argument);
            }
        }
        return found.stream();
    }

    private static boolean isInterpreter(String argument) {
        return INTERPRETER
                .matcher(argument.substring(argument.lastIndexOf('/') + 1))
                .matches();
    }

    private static String shown(String argument) {
        String plain = argument.replaceAll("\\p{Cntrl}", " ");
        return "'" + (plain.length() > 60 ? plain.substring(0, 60) + "…" : plain) + "'";
    }
}
