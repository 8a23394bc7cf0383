package dev.gleaner.standalone;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code api}: the API service alone. */
@Command(
        name = "api",
        header = "start only the API service, on the stores of MONGO_URL and REDIS_URL",
        footer = {"", "Example: MONGO_URL=mongodb://db:27017 REDIS_URL=redis://queue:6379 ./gleaner api"})
final class ApiCommand implements Callable<Integer> {

    private final Services services;
    private final PrintStream out;

    ApiCommand(Services services, PrintStream out) {
        this.services = services;
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Services.WithApi running = services.api()) {
            out.println("The API is ready: " + running.address());
            running.awaitEnd();
        }
        return ExitCode.OK;
    }
}
