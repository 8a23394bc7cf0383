package dev.gleaner.consumer.command;

import dev.gleaner.scraper.ScraperSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scraper as the operator of this consumer has defined it.
 *
 * @param command the program and its arguments, with placeholders ({@link Template}), in parts: one with a param that has no
 *     value is left out as a whole
 * @param settingArguments what each given setting adds to the arguments, with {name} and {value}
 * @param workingDirectory null for a fresh folder of each process
 * @param environment besides the few variables that every command sees; with placeholders
 * @param timeout of one process
 * @param maxOutput bytes of output that are taken
 * @param maxMemory resident bytes of all its processes together; null for no bound
 * @param concurrency processes of it that this consumer runs at a time
 */
public record Definition(
        ScraperSummary summary,
        List<List<String>> command,
        List<String> settingArguments,
        @Nullable Path workingDirectory,
        Map<String, String> environment,
        Duration timeout,
        long maxOutput,
        @Nullable Long maxMemory,
        Duration stopGrace,
        Set<Integer> successExitCodes,
        OutputForm output,
        int concurrency) {
    public Definition {
        command = command.stream().map(List::copyOf).toList();
        settingArguments = List.copyOf(settingArguments);
        environment = Map.copyOf(environment);
        successExitCodes = Set.copyOf(successExitCodes);
    }

    public String name() {
        return summary.name();
    }
}
