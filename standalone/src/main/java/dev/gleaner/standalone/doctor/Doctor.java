package dev.gleaner.standalone.doctor;

import dev.gleaner.embedded.DataFolder;
import dev.gleaner.embedded.StorePlan;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at everything that a start needs. It writes nothing and starts no service. */
public final class Doctor {

    private static final long LITTLE_SPACE = 200L << 20;
    private static final long ENOUGH_SPACE = 2L << 30;

    private final Map<String, String> environment;
    private final String version;
    private final Path data;
    private final Supplier<String> freePort;
    private final Function<String, Finding> askMongo;
    private final Function<String, List<Finding>> askRedis;

    /**
     * @param environment in which the services would start
     * @param version of this program
     * @param data the data folder of {@code up}, which may be missing
     * @param freePort names where the API would listen, or throws with the reason why it cannot
     * @param askMongo what is to be said of the MongoDB at an address
     * @param askRedis the same of a Redis
     */
    public Doctor(
            Map<String, String> environment,
            String version,
            Path data,
            Supplier<String> freePort,
            Function<String, Finding> askMongo,
            Function<String, List<Finding>> askRedis) {
        this.environment = environment;
        this.version = version;
        this.data = data;
        this.freePort = freePort;
        this.askMongo = askMongo;
        this.askRedis = askRedis;
    }

    /** Looks at everything; takes a few seconds when a configured store does not answer. */
    public Diagnosis examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(start());
        OptionalLong owner = StorePlan.owner(data);
        findings.add(port(owner.isPresent()));
        findings.add(folder(owner.isPresent() ? owner.getAsLong() : null));
        findings.add(space());
        findings.add(plan(StorePlan.mongo(data)));
        findings.add(plan(StorePlan.redis()));
        findings.addAll(configured());
        findings.add(Docker.look(environment));
        findings.addAll(CallbackCommands.look(environment.getOrDefault("CALLBACK_COMMANDS", "")));
        findings.addAll(ScraperCommands.look(
                environment.getOrDefault("SCRAPERS_FILE", ""), environment.getOrDefault("PATH", "")));
        findings.addAll(Settings.of(environment));
        return new Diagnosis(version, findings);
    }

    private static Finding java() {
        String text = "%s (%s), %s on %s"
                .formatted(
                        Runtime.version(),
                        System.getProperty("java.vendor"),
                        System.getProperty("java.home"),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        int feature = Runtime.version().feature();
        return feature >= 25
                ? Finding.ok("java", text)
                : Finding.problem("java", text, "install a JDK 25 or newer, or set JAVA_HOME to one");
    }

    private static Finding start() {
        boolean cached = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> argument.startsWith("-XX:AOTCache="));
        return cached
                ? Finding.ok("start", "fast: there is a cache of loaded classes for this build and this Java")
                : Finding.note(
                        "start",
                        "there is no cache of loaded classes for this build and this Java",
                        "it is made beside the first `up`, unless GLEANER_FAST_START=off");
    }

    private Finding port(boolean folderInUse) {
        try {
            return Finding.ok("port", freePort.get() + " is free for the API (API_HOST, API_PORT)");
        } catch (RuntimeException taken) {
            String reason = String.valueOf(taken.getMessage());
            if (folderInUse) {
                return Finding.note("port", reason, "probably by the Gleaner that runs on the data folder");
            }
            return Finding.problem("port", reason, "see API_HOST and API_PORT");
        }
    }

    private Finding folder(@Nullable Long owner) {
        String name = data.toAbsolutePath().normalize() + " (DATA_DIR)";
        if (!Files.exists(data)) {
            return Finding.ok("data", name + " is not there yet; `up` makes it");
        }
        if (!Files.isDirectory(data) || !Files.isWritable(data)) {
            return Finding.problem("data", name + " is no folder that can be written", "set DATA_DIR to one that can");
        }
        if (owner != null) {
            return Finding.note("data", "%s is in use by process %d".formatted(name, owner), null);
        }
        if (DataFolder.isInterrupted(data)) {
            return Finding.note("data", name + ": a restore was interrupted", "the next start finishes or undoes it");
        }
        try {
            List<String> stores = DataFolder.stores(data).stream()
                    .map(store -> store.getFileName().toString())
                    .toList();
            return Finding.ok(
                    "data", stores.isEmpty() ? name + " holds no data" : name + " holds " + String.join(", ", stores));
        } catch (IOException fault) {
            return Finding.problem("data", name + " cannot be read: " + fault.getMessage(), "see its permissions");
        }
    }

    private Finding space() {
        @Nullable Path there = data.toAbsolutePath().normalize();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            long free = there == null ? 0 : Files.getFileStore(there).getUsableSpace();
            String text = String.format(Locale.ROOT, "%,d MB are free for the data", free >> 20);
            if (free < LITTLE_SPACE) {
                return Finding.problem("disk", text, "free some space, or set DATA_DIR to another disk");
            }
            return free < ENOUGH_SPACE
                    ? Finding.note("disk", text, "10,000 articles need about 200 MB")
                    : Finding.ok("disk", text);
        } catch (IOException fault) {
            return Finding.note("disk", "the free space is not known: " + fault.getMessage(), null);
        }
    }

    private static Finding plan(StorePlan plan) {
        String area = "up";
        return plan.works()
                ? plan.advice() == null ? Finding.ok(area, plan.text()) : Finding.note(area, plan.text(), plan.advice())
                : Finding.problem(area, plan.text(), String.valueOf(plan.advice()));
    }

    private List<Finding> configured() {
        List<Finding> findings = new ArrayList<>();
        String mongo = environment.getOrDefault("MONGO_URL", "");
        findings.add(
                mongo.isBlank()
                        ? Finding.ok("mongodb", "MONGO_URL is not set; only `api` and `consumer` need it")
                        : askMongo.apply(mongo));
        String redis = environment.getOrDefault("REDIS_URL", "");
        if (redis.isBlank()) {
            findings.add(Finding.ok("redis", "REDIS_URL is not set; only `api` and `consumer` need it"));
        } else {
            findings.addAll(askRedis.apply(redis));
        }
        return findings;
    }
}
