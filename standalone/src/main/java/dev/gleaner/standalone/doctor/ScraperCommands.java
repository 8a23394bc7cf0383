package dev.gleaner.standalone.doctor;

import dev.gleaner.consumer.command.Definition;
import dev.gleaner.consumer.command.file.InvalidScrapersException;
import dev.gleaner.consumer.command.file.ScrapersFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether the scrapers of SCRAPERS_FILE could be started. */
final class ScraperCommands {
    private static final String AREA = "scraper";

    private ScraperCommands() {}

    /**
     * What is to be said of them.
     *
     * @param setting the value of SCRAPERS_FILE, empty for none
     * @param path the value of PATH
     */
    static List<Finding> look(String setting, String path) {
        if (setting.isBlank()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        try {
            Path file = Path.of(setting.strip());
            List<Definition> definitions = ScrapersFile.read(file);
            findings.add(file(file, definitions.size()));
            for (Definition definition : definitions) {
                findings.add(program(definition, path));
                workingDirectory(definition).ifPresent(findings::add);
            }
        } catch (InvalidScrapersException unfit) {
            unfit.faults()
                    .forEach(fault -> findings.add(
                            Finding.problem(AREA, fault.text() + " (SCRAPERS_FILE)", "correct " + setting.strip())));
        } catch (InvalidPathException unreadable) {
            findings.add(Finding.problem(AREA, "SCRAPERS_FILE is no path", "correct it"));
        }
        return findings;
    }

    /** Who may write it says what the consumer's user runs. */
    private static Finding file(Path file, int scrapers) {
        String text = "%s defines %d scrapers (SCRAPERS_FILE)".formatted(file, scrapers);
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)
                    ? Finding.problem(AREA, text + ", and everybody may change it", "chmod o-w " + file)
                    : Finding.ok(AREA, text);
        } catch (IOException | UnsupportedOperationException unknown) {
            return Finding.ok(AREA, text);
        }
    }

    private static Finding program(Definition definition, String path) {
        String program = definition.command().getFirst().getFirst();
        String text = "%s runs %s".formatted(definition.name(), program);
        if (!program.contains("/")) {
            String own = definition.environment().get("PATH");
            return inPath(program, path)
                    .map(found -> Finding.ok(AREA, text + ", which is " + found))
                    .orElseGet(() -> Finding.problem(
                            AREA,
                            text + ", which is not in PATH",
                            own == null
                                    ? "install it, or write where it is"
                                    : "write where it is: it is not looked for in the PATH of the definition"));
        }
        Path where = Path.of(program);
        if (!Files.isRegularFile(where)) {
            return Finding.problem(AREA, text + ", which is no file", "correct its path");
        }
        return Files.isExecutable(where)
                ? Finding.ok(AREA, text)
                : Finding.problem(AREA, text + ", which cannot be executed", "chmod +x " + program);
    }

    private static Optional<Path> inPath(String program, String path) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Optional<Finding> workingDirectory(Definition definition) {
        return Optional.ofNullable(definition.workingDirectory())
                .filter(folder -> !Files.isDirectory(folder))
                .map(folder -> Finding.problem(
                        AREA,
                        "%s runs in %s, which is no folder".formatted(definition.name(), folder),
                        "make it, or correct working_directory"));
    }
}
