package dev.gleaner.standalone;

import dev.gleaner.api.ApiApplication;
import dev.gleaner.consumer.ConsumerApplication;
import dev.gleaner.embedded.LocalStores;
import dev.gleaner.embedded.process.LocalStore;
import dev.gleaner.platform.SettingsJudge;
import dev.gleaner.platform.StartSettings;
import dev.gleaner.platform.StoreUnavailableException;
import dev.gleaner.store.Durability;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The services inside this process. */
final class ProcessServices implements Services {
    private final Map<String, String> environment;
    private final PrintStream out;

    ProcessServices(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public WithApi everything(@Nullable URI localSite) {
        requireSettings();
        ApiAddress address = ApiAddress.of(environment);
        Map<String, Object> properties = new LinkedHashMap<>();
        if (localSite != null) {
            properties.put("gleaner.fetch.allowed-hosts", withLocalSite(localSite));
            properties.put("logging.level.dev.gleaner", "WARN");
        }
        return everything(address, properties, out, () -> {});
    }

    @Override
    public WithApi forOneCommand(Runnable beforeStop) {
        requireSettings();
        // The logs of all parts follow it, wherever they are set up.
        System.setOut(System.err);
        return everything(
                ApiAddress.ofOneCommand(),
                Map.of(
                        "server.address", "127.0.0.1",
                        "gleaner.schedule.scheduler", "off",
                        "logging.level.root", "WARN",
                        // Whoever gave the command sees what comes of it.
                        "logging.level.dev.gleaner.event", "WARN"),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                beforeStop);
    }

    private WithApi everything(ApiAddress address, Map<String, Object> further, PrintStream told, Runnable beforeStop) {
        address.requireFree();
        Logs.quieten();
        Path data = Locations.data(environment);
        // Closed in reverse order: the services first, then the stores that they write to.
        List<AutoCloseable> parts = new ArrayList<>();
        try {
            LocalStore mongo = opened(parts, LocalStores.mongo(data));
            LocalStore redis = opened(parts, LocalStores.redis(data, RedisLimit.of(environment)));
            told.println("MongoDB: " + mongo.description());
            told.println("Redis:   " + redis.description());
            Map<String, Object> properties = new LinkedHashMap<>(further);
            properties.put("gleaner.store.mongo-url", mongo.url());
            properties.put("gleaner.store.redis-url", redis.url());
            properties.put("gleaner.store.secret-key", withLocalKey(LocalStores.secretKey(data)));
            properties.put(
                    "gleaner.output.dir",
                    setting("OUTPUT_DIR", data.resolve("output").toString()));
            properties.put("server.port", address.port());
            ConfigurableApplicationContext context = start(
                    new SpringApplicationBuilder(StandaloneApplication.class)
                            .initializers(starting -> starting.getBeanFactory()
                                    .registerSingleton("durability", (Durability) mongo::flush)),
                    properties);
            parts.add(context);
            parts.add(RunningApi.tell(data, address.local()));
            parts.add(beforeStop::run);
            return new StartedProcess(address.uri(), parts);
        } catch (RuntimeException failed) {
            StartedProcess.closeAll(parts);
            throw asReason(failed);
        }
    }

    @Override
    public WithApi api() {
        requireSettings();
        ApiAddress address = ApiAddress.of(environment);
        address.requireFree();
        try {
            ConfigurableApplicationContext context =
                    start(new SpringApplicationBuilder(ApiApplication.class), Map.of("server.port", address.port()));
            return new StartedProcess(address.uri(), List.of(context));
        } catch (RuntimeException failed) {
            throw asReason(failed);
        }
    }

    @Override
    public Running consumer() {
        requireSettings();
        try {
            ConfigurableApplicationContext context = start(
                    new SpringApplicationBuilder(ConsumerApplication.class).web(WebApplicationType.NONE), Map.of());
            return new StartedProcess(URI.create("about:blank"), List.of(context));
        } catch (RuntimeException failed) {
            throw asReason(failed);
        }
    }

    /** Before stores and services take their seconds to start. */
    private void requireSettings() {
        String faults = SettingsJudge.judge(environment).text();
        if (!faults.isEmpty()) {
            throw new CannotStartException("Gleaner cannot start: " + faults);
        }
    }

    private static ConfigurableApplicationContext start(
            SpringApplicationBuilder application, Map<String, Object> properties) {
        List<String> arguments = new ArrayList<>();
        properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        // Our own hook stops the stores after the services; two hooks would run side by side.
        return application
                .properties(StartSettings.defaults())
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
    }

    private static LocalStore opened(List<AutoCloseable> parts, LocalStore store) {
        parts.add(store);
        return store;
    }

    /** A key that the operator gives is for what comes; the folder's own still reads what was there before. */
    private String withLocalKey(String local) {
        String given = setting("SECRET_KEY", "");
        return given.isBlank() ? local : given + "," + local;
    }

    private String withLocalSite(URI site) {
        String listed = setting("SCRAPE_ALLOWED_HOSTS", "");
        String local = site.getHost() + ":" + site.getPort();
        return listed.isBlank() ? local : listed + "," + local;
    }

    private String setting(String name, String otherwise) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    /** The innermost message tells what is wrong; the way there interests nobody who only starts the program. */
    private static CannotStartException asReason(RuntimeException failed) {
        if (failed instanceof CannotStartException known) {
            return known;
        }
        Throwable reason = failed;
        while (reason.getCause() != null && !(reason instanceof StoreUnavailableException)) {
            reason = reason.getCause();
        }
        return new CannotStartException(
                "Gleaner cannot start: "
                        + Objects.requireNonNullElse(
                                reason.getMessage(), reason.getClass().getSimpleName()),
                failed);
    }
}
