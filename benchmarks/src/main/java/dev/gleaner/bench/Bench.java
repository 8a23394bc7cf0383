package dev.gleaner.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code ./gleaner bench <name> ...}: runs one benchmark by its name. */
public final class Bench {
    /** One benchmark; answers the exit code. */
    @FunctionalInterface
    interface Benchmark {
        int run(List<String> arguments) throws Exception;
    }

    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of(
            "extraction", ExtractionBench::run,
            "extraction-speed", ExtractionSpeedBench::run,
            "fetch", FetchBenchmark::run,
            "footprint", FootprintBench::run,
            "lateness", LatenessBench::run));

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws Exception {
        Benchmark benchmark = arguments.isEmpty() ? null : BENCHMARKS.get(arguments.getFirst());
        if (benchmark == null) {
            System.err.println("Usage: gleaner bench <name> ...; the names are " + BENCHMARKS.keySet());
            return 2;
        }
        return benchmark.run(arguments.subList(1, arguments.size()));
    }
}
