package dev.gleaner.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code api}: the API service alone. */
@Command(
        name = "api",
        header = "start only the API service, on the stores of MONGO_URL and REDIS_URL",
        footer = {"", "Example: MONGO_URL=mongodb://db:27017 REDIS_URL=redis://queue:6379 ./gleaner api"})
final class ApiCommand implements Callable<Integer> {

    private final Services services;

    ApiCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Services.Running running = services.api()) {
            running.awaitEnd();
        }
        return ExitCode.OK;
    }
}
