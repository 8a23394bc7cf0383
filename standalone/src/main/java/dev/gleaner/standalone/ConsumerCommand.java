package dev.gleaner.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code consumer}: a consumer service alone. */
@Command(
        name = "consumer",
        header = "start only a consumer service, on the same stores",
        footer = {"", "Example: MONGO_URL=mongodb://db:27017 REDIS_URL=redis://queue:6379 ./gleaner consumer"})
final class ConsumerCommand implements Callable<Integer> {

    private final Services services;

    ConsumerCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Services.Running running = services.consumer()) {
            running.awaitEnd();
        }
        return ExitCode.OK;
    }
}
