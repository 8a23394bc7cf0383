package dev.gleaner.cli.call;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that can be asked for.
 *
 * @param name its words, such as {@code schedules list}
 * @param summary in one line
 * @param operands what is no option, as a help writes it, or empty
 * @param options besides those that all have
 * @param notes further paragraphs of its help
 * @param example a whole line
 */
public record Command(
        String name,
        String summary,
        String operands,
        List<Option> options,
        List<String> notes,
        String example,
        Action action) {

    public Command {
        options = List.copyOf(options);
        notes = List.copyOf(notes);
    }

    /** What is done. */
    @FunctionalInterface
    public interface Action {
        /** @return what the process ends with */
        int run(Call call) throws IOException, InterruptedException;
    }

    /** Options that every command has. */
    public static List<Option> everywhere() {
        return List.of(
                Option.of("--server", "URL", "where the API is; else $GLEANER_SERVER, else the config file"),
                Option.of("--api-key", "KEY", "sent as a bearer token, for a proxy that asks for one"),
                Option.of("--config", "FILE", "else $GLEANER_CONFIG, else ~/.config/gleaner/config"),
                Option.flag("--json", "print JSON, also on a terminal"),
                Option.flag("--table", "print for people, also into a pipe"),
                Option.flag("--no-color", "no colour; NO_COLOR does the same"),
                Option.flag("--help", "print this text").or("-h"));
    }

    /** Its own options and those that every command has. */
    public List<Option> allOptions() {
        List<Option> all = new ArrayList<>(options);
        all.addAll(everywhere());
        return all;
    }

    /** For people. */
    public String help() {
        StringBuilder text = new StringBuilder();
        String operand = operands.isEmpty() ? "" : " " + operands;
        text.append(summary).append("\n\nUsage: ./gleaner ").append(name).append(operand);
        text.append(options.isEmpty() ? "\n" : " [options]\n");
        for (String note : notes) {
            text.append('\n').append(note).append('\n');
        }
        if (!options.isEmpty()) {
            text.append('\n');
            options.forEach(option -> line(text, option));
        }
        text.append("\nEverywhere:\n");
        everywhere().forEach(option -> line(text, option));
        return text.append("\nExample: ").append(example).append('\n').toString();
    }

    private static void line(StringBuilder text, Option option) {
        String shown = option.shown();
        text.append("  ").append(shown);
        if (shown.length() > 26) {
            text.append("\n").append(" ".repeat(30));
        } else {
            text.append(" ".repeat(28 - shown.length()));
        }
        text.append(option.about()).append('\n');
    }
}
