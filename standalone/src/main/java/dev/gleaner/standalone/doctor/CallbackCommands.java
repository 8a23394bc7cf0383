package dev.gleaner.standalone.doctor;

import dev.gleaner.api.deliveries.command.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the commands that jobs may name could be started. */
final class CallbackCommands {
    private static final String AREA = "command";

    private CallbackCommands() {}

    static List<Finding> look(String setting) {
        Commands commands;
        try {
            commands = Commands.parse(setting);
        } catch (IllegalArgumentException unreadable) {
            return List.of(Finding.problem(
                    AREA,
                    String.valueOf(unreadable.getMessage()),
                    "the form is name=/path/to/program argument; other=…"));
        }
        List<Finding> findings = new ArrayList<>();
        for (String name : commands.names()) {
            Path program = Path.of(commands.find(name).orElseThrow().getFirst());
            String text = "%s is %s (CALLBACK_COMMANDS)".formatted(name, program);
            if (!Files.isRegularFile(program)) {
                findings.add(Finding.problem(AREA, text + ", which is no file", "correct its path"));
            } else if (Files.isExecutable(program)) {
                findings.add(Finding.ok(AREA, text));
            } else {
                findings.add(Finding.problem(AREA, text + ", which cannot be executed", "chmod +x " + program));
            }
        }
        return findings;
    }
}
