package dev.gleaner.cli.completion;

import dev.gleaner.cli.call.Command;
import dev.gleaner.cli.call.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be completed.
 *
 * @param first the commands, each with what it does
 * @param second the second words of those that have some
 * @param options by the whole name of a command
 */
record Words(Map<String, String> first, Map<String, Map<String, String>> second, Map<String, List<Option>> options) {

    /** Commands of other programs behind the same launcher, with what follows them. */
    private static final Map<String, List<Option>> OTHERS = others();

    static Words of(List<Command> commands) {
        Map<String, String> first = new LinkedHashMap<>();
        Map<String, Map<String, String>> second = new LinkedHashMap<>();
        Map<String, List<Option>> options = new LinkedHashMap<>(OTHERS);
        OTHERS.keySet().forEach(name -> first.put(name, "docs/cli.md"));
        for (Command command : commands) {
            String[] words = command.name().split(" ");
            first.putIfAbsent(words[0], words.length == 1 ? command.summary() : "work that repeats by itself");
            if (words.length > 1) {
                second.computeIfAbsent(words[0], none -> new LinkedHashMap<>()).put(words[1], command.summary());
            }
            options.put(command.name(), command.allOptions());
        }
        Map<String, String> exec = new LinkedHashMap<>();
        for (String verb : List.of("run", "status", "list", "logs", "stop", "wait", "history", "prune", "help")) {
            exec.put(verb, "docs/exec.md");
        }
        second.put("exec", exec);
        Map<String, String> shells = new LinkedHashMap<>();
        List.of("bash", "zsh", "fish").forEach(shell -> shells.put(shell, "the script for " + shell));
        second.put("completion", shells);
        return new Words(first, second, options);
    }

    private static Map<String, List<Option>> others() {
        Map<String, List<Option>> others = new LinkedHashMap<>();
        others.put("up", flags("--demo", "--once", "--help"));
        others.put("api", flags("--help"));
        others.put("consumer", flags("--help"));
        others.put(
                "run",
                List.of(
                        Option.of("--api", "URL", "a running Gleaner that does it"),
                        Option.of("--server", "URL", "the same"),
                        Option.of("--max-age", "TIME", "what is younger is not fetched"),
                        Option.of("--scraper", "NAME", "the scraper that gets the articles"),
                        Option.of("--param", "NAME=VALUE", "a param of the scraper"),
                        Option.of("--setting", "NAME=VALUE", "a setting of the scraper"),
                        Option.of("--priority", "N", "1 is the highest"),
                        Option.of("--name", "TEXT", "what the job is called"),
                        Option.of("--tag", "TAG", "to find the job again"),
                        Option.of("--output", "DIR", "for results and report"),
                        Option.choice("--format", "of the results", "json", "ndjson", "csv", "markdown"),
                        Option.flag("--report", "prints the report"),
                        Option.of("--timeout", "TIME", "cancels the job if it takes longer"),
                        Option.flag("--quiet", "says nothing on the way"),
                        Option.flag("--help", "print its help")));
        others.put("doctor", flags("--json", "--help"));
        others.put("check", flags("--watch", "--help"));
        others.put("backup", flags("--help"));
        others.put("restore", flags("--force", "--help"));
        others.put("exec", flags("--json", "--dir", "--help"));
        others.put("bench", List.of());
        others.put("version", flags("--help"));
        others.put("help", List.of());
        return others;
    }

    private static List<Option> flags(String... names) {
        return List.of(names).stream()
                .map(name -> Option.flag(name, "see its --help"))
                .toList();
    }
}
