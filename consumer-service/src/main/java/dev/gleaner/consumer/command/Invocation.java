package dev.gleaner.consumer.command;

import java.util.List;
import java.util.Map;

/**
 * What a process is started with.
 *
 * @param environment all that it sees
 */
public record Invocation(List<String> argv, Map<String, String> environment) {
    public Invocation {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }
}
