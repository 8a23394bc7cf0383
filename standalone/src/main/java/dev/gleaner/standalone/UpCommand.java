package dev.gleaner.standalone;

import dev.gleaner.standalone.demo.DemoException;
import dev.gleaner.standalone.demo.DemoRun;
import dev.gleaner.standalone.demo.DemoSite;
import java.io.Console;
import java.io.PrintStream;

/** {@code up}: everything in one process, with the demo when asked for. */
final class UpCommand {

    private final Services services;
    private final PrintStream out;
    private final PrintStream err;

    UpCommand(Services services, PrintStream out, PrintStream err) {
        this.services = services;
        this.out = out;
        this.err = err;
    }

    int run(Command.Up up) throws InterruptedException {
        if (!up.demo()) {
            try (Services.WithApi running = services.everything(null)) {
                out.println("Gleaner is ready: " + running.address());
                running.awaitEnd();
            }
            return Gleaner.OK;
        }
        // The site comes first, since its address has to be among the allowed ones when the services start.
        try (DemoSite site = DemoSite.start(DemoSite.USUAL_PORT);
                Services.WithApi running = services.everything(site.baseUrl())) {
            boolean asExpected = demo(site, running);
            if (!up.once()) {
                out.println("Gleaner is ready: " + running.address() + " (Ctrl+C ends it)");
                running.awaitEnd();
            }
            return asExpected ? Gleaner.OK : Gleaner.FAILED;
        } catch (DemoException noSite) {
            throw new CannotStartException(noSite.getMessage(), noSite);
        }
    }

    private boolean demo(DemoSite site, Services.WithApi running) throws InterruptedException {
        try {
            return new DemoRun(running.address(), site, out, isTerminal()).run();
        } catch (DemoException e) {
            err.println("The demo failed: " + e.getMessage());
            return false;
        }
    }

    // Since JDK 25 there is no console again when input or output is redirected; the check is older than that.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }
}
