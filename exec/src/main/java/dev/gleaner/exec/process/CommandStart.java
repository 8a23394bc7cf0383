package dev.gleaner.exec.process;

import dev.gleaner.exec.tree.ProcessTree;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Starts the first process of a command, or says in plain words why it cannot be. */
final class CommandStart {
    /** Where programs are looked for if the command's environment has no PATH, as execvp(3) does. */
    private static final String USUAL_PATH = "/bin:/usr/bin";

    /** What can stand in the name of a file and in an environment variable. */
    private static final Pattern MARK = Pattern.compile("[A-Za-z0-9._:@+-]{1,200}");

    private static final int LONGEST_LINE = 256;
    private static final @Nullable Path SETSID =
            find("setsid", Optional.ofNullable(System.getenv("PATH")).orElse(USUAL_PATH));

    private final CommandSpec spec;
    private final String program;

    private CommandStart(CommandSpec spec) {
        this.spec = spec;
        this.program = spec.argv().isEmpty() ? "" : spec.argv().getFirst();
    }

    static Process start(CommandSpec spec) throws CommandStartException {
        CommandStart start = new CommandStart(spec);
        start.check();
        return start.process();
    }

    private void check() throws CommandStartException {
        if (program.isEmpty()) {
            throw fault("no program is named");
        }
        if (!MARK.matcher(spec.mark()).matches()) {
            throw fault("its mark \"%s\" is not up to 200 letters, digits and . _ : @ + -".formatted(spec.mark()));
        }
        if (!Files.isDirectory(spec.workingDirectory())) {
            throw fault("its working directory %s is not there".formatted(spec.workingDirectory()));
        }
        for (String argument : spec.argv()) {
            checkText("an argument", argument);
        }
        for (Map.Entry<String, String> variable : spec.environment().entrySet()) {
            checkText("a variable of its environment", variable.getKey());
            checkText("the variable " + variable.getKey() + " of its environment", variable.getValue());
            if (variable.getKey().isEmpty() || variable.getKey().contains("=")) {
                throw fault("\"%s\" is no name of a variable".formatted(variable.getKey()));
            }
        }
        checkProgram();
    }

    /** What Java could not pass on as it is, it would change without a word. */
    private void checkText(String what, String text) throws CommandStartException {
        if (text.indexOf('\0') >= 0) {
            throw fault(what + " has a zero character");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw fault(what + " has half of a pair of characters");
        }
        if (!Native.CHARSET.newEncoder().canEncode(text)) {
            throw fault(
                    "%s has characters that cannot be passed on in the locale of this process (%s); it needs one of UTF-8, such as LANG=C.UTF-8"
                            .formatted(what, Native.CHARSET));
        }
    }

    private void checkProgram() throws CommandStartException {
        Path file = program.contains("/") ? inDirectory(program) : onPath();
        if (Files.isDirectory(file)) {
            throw fault("it is a folder");
        }
        if (!Files.exists(file)) {
            throw fault("it was not found" + (file.toString().equals(program) ? "" : " as " + file));
        }
        if (!Files.isExecutable(file)) {
            throw fault("the file %s is not executable".formatted(file));
        }
        Optional<String> interpreter = interpreter(file);
        if (interpreter.isPresent() && !Files.exists(inDirectory(interpreter.get()))) {
            throw fault("the interpreter that its first line names, %s, was not found".formatted(interpreter.get()));
        }
    }

    private Path inDirectory(String name) throws CommandStartException {
        try {
            return spec.workingDirectory().resolve(name);
        } catch (InvalidPathException e) {
            throw fault("it is no name of a file");
        }
    }

    private Path onPath() throws CommandStartException {
        String path = spec.environment().getOrDefault("PATH", USUAL_PATH);
        Path found = find(program, path);
        if (found == null) {
            throw fault("it was not found in any folder of PATH (%s)".formatted(path));
        }
        return found;
    }

    /** The first executable file of that name, else the first file, else null. */
    private static @Nullable Path find(String name, String path) {
        List<Path> files;
        try {
            files = Arrays.stream(path.split(File.pathSeparator))
                    .map(folder -> Path.of(folder.isEmpty() ? "." : folder, name))
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (InvalidPathException e) {
            return null;
        }
        return files.stream().filter(Files::isExecutable).findFirst().orElse(files.isEmpty() ? null : files.getFirst());
    }

    /** Of a script: the program after {@code #!}. */
    private static Optional<String> interpreter(Path file) {
        try (BufferedReader reader = new BufferedReader(
                new java.io.InputStreamReader(Files.newInputStream(file), StandardCharsets.ISO_8859_1), LONGEST_LINE)) {
            char[] begin = new char[LONGEST_LINE];
            int length = reader.read(begin);
            String line = length < 2
                    ? ""
                    : new String(begin, 0, length).lines().findFirst().orElse("");
            if (!line.startsWith("#!") || line.length() == LONGEST_LINE) {
                return Optional.empty();
            }
            return Arrays.stream(line.substring(2).strip().split("[ \t]"))
                    .filter(word -> !word.isEmpty())
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Process process() throws CommandStartException {
        ProcessBuilder builder = new ProcessBuilder(inSession(spec.argv()))
                .directory(spec.workingDirectory().toFile())
                .redirectInput(new File("/dev/null"));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(spec.environment());
        environment.put(ProcessTree.MARK_VARIABLE, spec.mark());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandStartException(spec, plain(e), e);
        }
    }

    /** It becomes the program itself after it has made the session, so its process is the command's first. */
    private static List<String> inSession(List<String> argv) {
        List<String> whole = new ArrayList<>(sessionPrefix());
        whole.addAll(argv);
        return whole;
    }

    /** What stands before a command that is to have a session of its own; nothing where the system has no program for that. */
    static List<String> sessionPrefix() {
        return SETSID == null ? List.of() : List.of(SETSID.toString(), "--");
    }

    /** Java's words end with the number and the words of the system's error. */
    private static String plain(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("error=7,")) {
            return "its arguments and environment are longer than the system takes";
        }
        if (message.contains("error=11,") || message.contains("error=12,")) {
            return "the system has no more processes or memory for it";
        }
        if (message.contains("error=13,")) {
            return "it or its working directory may not be used by this user";
        }
        int reason = message.indexOf("error=");
        return reason < 0
                ? message
                : message.substring(message.indexOf(' ', reason) + 1).toLowerCase(Locale.ROOT);
    }

    private CommandStartException fault(String reason) {
        return new CommandStartException(spec, reason, null);
    }

    /** How Java writes arguments and variables for other programs. */
    private static final class Native {
        static final Charset CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }
}
