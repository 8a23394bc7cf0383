package dev.gleaner.exec;

import dev.gleaner.exec.record.JobTerms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command to run.
 *
 * @param command the program and its arguments, which it gets as they are: no shell reads them
 * @param id of the job: at most 128 letters, digits and {@code . _ - @ + = : ,}, the first a letter or digit; may hold what
 *     {@link IdTemplate} names. Null for the program's name with the time and a random word
 * @param freshFor nothing is started if a run of the same id succeeded in this time; null to start always
 * @param workingDirectory null for that of this process
 * @param environment what the command sees besides, or instead of, the environment of this process
 * @param inheritEnvironment false if it sees nothing else
 * @param timeout after which it is stopped; null for none
 * @param maxOutput bytes that are kept of each of its two logs
 * @param maxMemory resident bytes of all its processes together, with more it is stopped; null for no bound
 * @param stopGrace how long it has to end after it was asked to, before it is killed
 * @param keep how many runs of this id are kept, with this one
 */
public record RunRequest(
        List<String> command,
        @Nullable String id,
        @Nullable Duration freshFor,
        @Nullable Path workingDirectory,
        Map<String, String> environment,
        boolean inheritEnvironment,
        @Nullable Duration timeout,
        long maxOutput,
        @Nullable Long maxMemory,
        Duration stopGrace,
        int keep) {
    public static final long USUAL_OUTPUT = 100L << 20;
    public static final Duration USUAL_GRACE = Duration.ofSeconds(10);
    public static final int USUAL_KEEP = 20;

    public RunRequest {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        require(!command.isEmpty() && !command.getFirst().isEmpty(), "there is no command");
        for (String word : command) {
            require(word.indexOf('\0') < 0, "an argument holds a zero character, which no program can be given");
        }
        environment.forEach((name, value) -> require(
                !name.isEmpty() && name.indexOf('=') < 0 && name.indexOf('\0') < 0 && value.indexOf('\0') < 0,
                "no environment can hold the variable " + name));
        require(freshFor == null || !freshFor.isNegative(), "a time to be fresh must not be negative");
        require(timeout == null || timeout.isPositive(), "a timeout must be longer than nothing");
        require(!stopGrace.isNegative(), "a grace time must not be negative");
        require(maxOutput >= 0, "the most output must not be negative");
        require(maxMemory == null || maxMemory > 0, "the most memory must be more than nothing");
        require(keep >= 1, "at least one run is kept");
        require(
                workingDirectory == null || Files.isDirectory(workingDirectory),
                workingDirectory + " is no folder to run in");
    }

    /** A command under an id of its own, without any bounds but that of its logs. */
    public static RunRequest of(String... command) {
        return new RunRequest(
                List.of(command), null, null, null, Map.of(), true, null, USUAL_OUTPUT, null, USUAL_GRACE, USUAL_KEEP);
    }

    /** A line for {@code /bin/sh}. */
    public static RunRequest shell(String line) {
        return of("/bin/sh", "-c", line);
    }

    public RunRequest withId(String newId) {
        return new RunRequest(
                command,
                newId,
                freshFor,
                workingDirectory,
                environment,
                inheritEnvironment,
                timeout,
                maxOutput,
                maxMemory,
                stopGrace,
                keep);
    }

    public RunRequest withFreshFor(Duration newFreshFor) {
        return new RunRequest(
                command,
                id,
                newFreshFor,
                workingDirectory,
                environment,
                inheritEnvironment,
                timeout,
                maxOutput,
                maxMemory,
                stopGrace,
                keep);
    }

    public RunRequest withWorkingDirectory(Path newDirectory) {
        return new RunRequest(
                command,
                id,
                freshFor,
                newDirectory,
                environment,
                inheritEnvironment,
                timeout,
                maxOutput,
                maxMemory,
                stopGrace,
                keep);
    }

    public RunRequest withEnvironment(Map<String, String> variables) {
        return new RunRequest(
                command,
                id,
                freshFor,
                workingDirectory,
                variables,
                inheritEnvironment,
                timeout,
                maxOutput,
                maxMemory,
                stopGrace,
                keep);
    }

    public RunRequest withTimeout(Duration newTimeout) {
        return new RunRequest(
                command,
                id,
                freshFor,
                workingDirectory,
                environment,
                inheritEnvironment,
                newTimeout,
                maxOutput,
                maxMemory,
                stopGrace,
                keep);
    }

    public RunRequest withStopGrace(Duration newGrace) {
        return new RunRequest(
                command,
                id,
                freshFor,
                workingDirectory,
                environment,
                inheritEnvironment,
                timeout,
                maxOutput,
                maxMemory,
                newGrace,
                keep);
    }

    public RunRequest withKeep(int runs) {
        return new RunRequest(
                command,
                id,
                freshFor,
                workingDirectory,
                environment,
                inheritEnvironment,
                timeout,
                maxOutput,
                maxMemory,
                stopGrace,
                runs);
    }

    JobTerms terms() {
        return new JobTerms(timeout, maxOutput, maxMemory, stopGrace, freshFor);
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new CommandsException.Invalid(otherwise);
        }
    }
}
