package dev.gleaner.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The examples of a page for people: blocks of {@code curl} commands, each with the answer of the last one behind it. */
final class DocumentedCommands {
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\\n(curl .*?)```\\n+```(?:json|text)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| (.+?) \\| (\\S+Z) \\| (\\S+Z) \\|$");
    private static final int HEADERS_AND_METHOD = 2;

    private DocumentedCommands() {}

    /** In order. */
    static List<Example> of(Path page) throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(Files.readString(page));
        while (matcher.find()) {
            List<Command> commands = lines(matcher.group(1)).stream()
                    .map(DocumentedCommands::command)
                    .toList();
            examples.add(new Example(commands, matcher.group(2)));
        }
        return examples;
    }

    /** The first block of YAML. */
    static String yaml(Path page) throws IOException {
        return YAML.matcher(Files.readString(page))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    /** The rows of a table of expressions with their words and next two times. */
    static List<Expression> expressions(Path page) throws IOException {
        try (Stream<String> lines = Files.lines(page)) {
            return lines.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(row -> new Expression(row.group(1), row.group(2), List.of(row.group(3), row.group(4))))
                    .toList();
        }
    }

    /** Takes a block apart as a shell does: what is quoted is one word, and a line goes on behind a backslash. */
    private static List<List<String>> lines(String block) {
        List<List<String>> lines = new ArrayList<>();
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (char letter : (block.replace("\\\n", " ") + "\n").toCharArray()) {
            if (quote != 0) {
                if (letter == quote) {
                    quote = 0;
                } else {
                    word.append(letter);
                }
            } else if (letter == '\'' || letter == '"') {
                quote = letter;
                begun = true;
            } else if (Character.isWhitespace(letter)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
                if (letter == '\n' && !words.isEmpty()) {
                    lines.add(words);
                    words = new ArrayList<>();
                }
            } else {
                word.append(letter);
                begun = true;
            }
        }
        return lines;
    }

    private static Command command(List<String> words) {
        String method = null;
        String body = null;
        String target = "";
        List<String> headers = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-s" -> {}
                case "-X" -> method = words.get(++i);
                case "-d" -> body = words.get(++i);
                case "-H" -> headers.addAll(List.of(words.get(++i).split(": ", HEADERS_AND_METHOD)));
                default -> target = words.get(i);
            }
        }
        if (!target.startsWith("localhost:8000/")) {
            throw new AssertionError("No address of the API: " + words);
        }
        Map<String, String> all = new java.util.LinkedHashMap<>();
        for (int i = 0; i < headers.size(); i += HEADERS_AND_METHOD) {
            all.put(headers.get(i), headers.get(i + 1));
        }
        return new Command(
                method != null ? method : body == null ? "GET" : "POST",
                target.substring("localhost:8000".length()),
                body,
                all);
    }

    /** Commands, and what the last one is answered, of which more may be there. */
    record Example(List<Command> commands, String answer) {}

    /**
     * One request.
     *
     * @param body null if it has none
     */
    record Command(String method, String path, String body, Map<String, String> headers) {}

    /** A row of the table. */
    record Expression(String expression, String words, List<String> next) {}
}
