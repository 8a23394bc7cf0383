package dev.gleaner.standalone;

import dev.gleaner.embedded.StorePlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

/** Finds the Gleaner that a command is done by: one that runs, or this process. */
final class Platform {
    private final Services services;
    private final Map<String, String> environment;
    private final Runnable beforeStop;

    /** @param beforeStop what is done first when this process is told to stop */
    Platform(Services services, Map<String, String> environment, Runnable beforeStop) {
        this.services = services;
        this.environment = environment;
        this.beforeStop = beforeStop;
    }

    /** The one of an address. */
    InUse at(String api) {
        Thread hook = Thread.ofPlatform().name("stop").unstarted(beforeStop);
        Runtime.getRuntime().addShutdownHook(hook);
        return new InUse(api, "Done by " + api, () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException stopping) {
                // It runs, then.
            }
        });
    }

    /**
     * That of GLEANER_API or GLEANER_SERVER, else the {@code up} that works on the data folder, else this process.
     *
     * @throws CannotStartException if the folder is in use and nobody says where that one's API is, or it does not start here
     */
    InUse find() {
        String api = environment
                .getOrDefault("GLEANER_API", environment.getOrDefault("GLEANER_SERVER", ""))
                .strip();
        if (!api.isEmpty()) {
            return at(api);
        }
        Path data = Locations.data(environment);
        OptionalLong owner = StorePlan.owner(data);
        if (owner.isPresent()) {
            return RunningApi.on(data)
                    .map(this::at)
                    .orElseThrow(() -> new CannotStartException(
                            ("%s is in use by another process (pid %d), and where its API is cannot be known; "
                                            + "say it with --api")
                                    .formatted(data, owner.getAsLong())));
        }
        Services.WithApi own = services.forOneCommand(beforeStop);
        return new InUse(own.address().toString(), "Done by this process, on the data in " + data, own::close);
    }

    /**
     * The one that was found.
     *
     * @param address of its API
     * @param text which it is, for people
     */
    record InUse(String address, String text, Runnable end) implements AutoCloseable {
        /** Lets go of it. */
        @Override
        public void close() {
            end.run();
        }
    }
}
