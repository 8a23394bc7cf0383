package dev.gleaner.standalone;

import dev.gleaner.standalone.demo.DemoException;
import dev.gleaner.standalone.demo.DemoRun;
import dev.gleaner.standalone.demo.DemoSite;
import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code up}: everything in one process, with the demo when asked for. */
@Command(
        name = "up",
        header = "start everything in one process: API and dashboard, a consumer, and stores",
        description = {
            "",
            "The dashboard and the API are on port 8000 (API_PORT), the data is kept in ./data (DATA_DIR). "
                    + "With --once the exit code says whether all went as it should."
        },
        footer = {"", "Example: ./gleaner up --demo --once"})
final class UpCommand implements Callable<Integer> {

    private final Services services;
    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--demo", description = "scrape a few bundled pages to show how it works")
    private boolean demo;

    @Option(names = "--once", description = "end after the demo")
    private boolean once;

    @Spec
    private @Nullable CommandSpec spec;

    UpCommand(Services services, PrintStream out, PrintStream err) {
        this.services = services;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (once && !demo) {
            // Without the demo there is nothing after which to end.
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--once ends after the demo and needs --demo");
        }
        if (!demo) {
            try (Services.WithApi running = services.everything(null)) {
                out.println("Gleaner is ready: " + running.address());
                running.awaitEnd();
            }
            return ExitCode.OK;
        }
        // The site comes first, since its address has to be among the allowed ones when the services start.
        try (DemoSite site = DemoSite.start(DemoSite.USUAL_PORT);
                Services.WithApi running = services.everything(site.baseUrl())) {
            boolean asExpected = demo(site, running);
            if (!once) {
                out.println("Gleaner is ready: " + running.address() + " (Ctrl+C ends it)");
                running.awaitEnd();
            }
            return asExpected ? ExitCode.OK : ExitCode.FAILED;
        } catch (DemoException noSite) {
            throw new CannotStartException(noSite.getMessage(), noSite);
        }
    }

    private boolean demo(DemoSite site, Services.WithApi running) throws InterruptedException {
        try {
            return new DemoRun(running.address(), site, out, Terminals.isOne()).run();
        } catch (DemoException e) {
            err.println("The demo failed: " + e.getMessage());
            return false;
        }
    }
}
