package dev.gleaner.exec.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.exec.tree.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A command with a child, a grandchild, one that two forks freed of its parents, and one that made a session of its own. */
final class Family {
    static final int SIZE = 5;

    static final String PROGRAM = """
            import os, sys, time

            def live(name):
                with open(sys.argv[1] + "/" + name + ".tmp", "w") as file:
                    file.write(str(os.getpid()))
                os.rename(sys.argv[1] + "/" + name + ".tmp", sys.argv[1] + "/" + name + ".pid")
                time.sleep(300)

            if os.fork() == 0:
                if os.fork() == 0:
                    live("grandchild")
                live("child")
            if os.fork() == 0:
                os.setsid()
                if os.fork():
                    os._exit(0)
                live("freed")
            if os.fork() == 0:
                os.setsid()
                live("session")
            live("first")
            """;

    private final Path folder;
    private final Specs specs;

    private Family(Path folder) {
        this.folder = folder;
        this.specs = Specs.python(folder, PROGRAM, folder.toString());
    }

    static Family in(Path folder) {
        return new Family(folder);
    }

    CommandProcess start(boolean grouped, Duration timeout) throws CommandStartException {
        specs.timeout(timeout);
        return grouped ? specs.start() : specs.startUngrouped();
    }

    CommandSpec spec() {
        return specs.spec();
    }

    String mark() {
        return specs.spec().mark();
    }

    /** Waits for all of them. */
    List<ProcessId> all() throws IOException {
        Eventually.within10s(() -> assertThat(found()).hasSize(SIZE));
        return found();
    }

    private List<ProcessId> found() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.pid")) {
            List<ProcessId> ids = new ArrayList<>();
            for (Path file : files) {
                Optional<ProcessId> id = ProcessId.of(Long.parseLong(Files.readString(file)));
                id.ifPresent(ids::add);
            }
            return ids;
        }
    }
}
