package dev.gleaner.standalone;

import dev.gleaner.check.Checker;
import dev.gleaner.check.Expectation;
import dev.gleaner.check.ProgressWatch;
import dev.gleaner.check.Report;
import dev.gleaner.check.StoreUnreadableException;
import dev.gleaner.check.Violation;
import dev.gleaner.check.mongo.MongoStoredState;
import dev.gleaner.check.redis.RedisQueuedState;
import dev.gleaner.embedded.RunningStores;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code check}: whether the stores hold what is promised. It looks at the stores of MONGO_URL and REDIS_URL if one of them is
 * set, else at those of the {@code up} that runs on the data folder.
 */
@Command(
        name = "check",
        header = "say whether the stores hold what is promised; changes nothing",
        description = {
            "",
            "It looks at MONGO_URL and REDIS_URL, or at the \"up\" that runs on DATA_DIR. The exit code is 1 for "
                    + "violations, 2 if it cannot look."
        },
        footer = {"", "Example: ./gleaner check --watch 10m"})
final class CheckCommand implements Callable<Integer> {
    /** Besides 0 for kept promises and 1 for violations. */
    private static final int COULD_NOT_LOOK = 2;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--at-rest", description = "and whether nothing is left to do")
    private boolean atRest;

    @Option(names = "--json", description = "print it for programs")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** How long to go on looking; zero for one look. */
    private Duration watch = Duration.ZERO;

    CheckCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    @Option(names = "--watch", paramLabel = "TIME", description = "go on looking for so long: 30s, 10m, 2h")
    void watch(String text) {
        watch = Times.of(text, this::wrong);
        if (!watch.isPositive()) {
            throw wrong("--watch needs a time above zero, not " + text);
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
    }

    @Override
    public Integer call() throws InterruptedException {
        Logs.silence();
        ProgressWatch seen = new ProgressWatch();
        RunningStores stores;
        try {
            stores = stores();
        } catch (CannotStartException nowhere) {
            err.println(nowhere.getMessage());
            return COULD_NOT_LOOK;
        }
        try (RedisQueuedState redis = RedisQueuedState.open(stores.redisUrl(), seen);
                MongoStoredState mongo =
                        MongoStoredState.open(stores.mongoUrl(), setting("MONGO_DB_NAME", "job_scheduler"))) {
            Report report = look(new Checker(mongo, redis), seen);
            out.println(json ? json(report) : report.text());
            return report.healthy() ? ExitCode.OK : ExitCode.FAILED;
        } catch (StoreUnreadableException away) {
            err.println(away.getMessage());
            return COULD_NOT_LOOK;
        } catch (RuntimeException away) {
            // A store that goes away meanwhile.
            err.println("The check was broken off: " + away);
            return COULD_NOT_LOOK;
        }
    }

    private Report look(Checker checker, ProgressWatch seen) throws InterruptedException {
        Expectation busy = Expectation.busy();
        Set<Violation> found = new LinkedHashSet<>();
        long began = System.nanoTime();
        Duration left = watch;
        while (left.isPositive()) {
            Report report = checker.check(busy, seen);
            for (Violation violation : report.violations()) {
                if (found.add(violation) && !json) {
                    out.println(
                            "VIOLATION %s: %s".formatted(violation.invariant().id(), violation.text()));
                }
            }
            left = watch.minusNanos(System.nanoTime() - began);
            if (left.isPositive()) {
                Thread.sleep(left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS);
            }
        }
        Report last = checker.check(atRest ? Expectation.resting() : busy, seen);
        found.addAll(last.violations());
        return new Report(last.looked(), List.copyOf(found), last.unlisted());
    }

    private RunningStores stores() {
        String mongo = setting("MONGO_URL", "");
        String redis = setting("REDIS_URL", "");
        if (mongo.isEmpty() && redis.isEmpty()) {
            Path data = Locations.data(environment);
            return RunningStores.on(data)
                    .orElseThrow(() -> new CannotStartException(
                            "Nothing runs on %s (DATA_DIR), and neither MONGO_URL nor REDIS_URL is set"
                                    .formatted(data)));
        }
        return new RunningStores(
                mongo.isEmpty() ? "mongodb://localhost:27017" : mongo,
                redis.isEmpty() ? "redis://localhost:6379" : redis);
    }

    private String setting(String name, String otherwise) {
        String value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    /** {@code {"healthy","looked":{..},"violations":[{"invariant","text","facts":{..}}],"unlisted":{..}}}. */
    private static String json(Report report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("healthy", report.healthy());
        json.put("looked", report.looked());
        json.put(
                "violations",
                report.violations().stream()
                        .map(one -> {
                            Map<String, Object> violation = new LinkedHashMap<>();
                            violation.put("invariant", one.invariant().id());
                            violation.put("text", one.text());
                            violation.put("facts", one.facts());
                            return violation;
                        })
                        .toList());
        Map<String, Long> unlisted = new LinkedHashMap<>();
        report.unlisted().forEach((invariant, count) -> unlisted.put(invariant.id(), count));
        json.put("unlisted", unlisted);
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }
}
