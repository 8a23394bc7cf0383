package dev.gleaner.standalone;

import dev.gleaner.standalone.doctor.Diagnosis;
import dev.gleaner.standalone.doctor.Doctor;
import dev.gleaner.standalone.doctor.mongo.MongoCheck;
import dev.gleaner.standalone.doctor.redis.RedisCheck;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}: what is found and used, and advice; changes nothing. */
@Command(
        name = "doctor",
        header = "say what is found and used, with advice; changes nothing",
        description = {"", "The exit code is 1 if something has to be done."},
        footer = {"", "Example: ./gleaner doctor --json"})
final class DoctorCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final String version;
    private final PrintStream out;

    @Option(names = "--json", description = "print it for programs")
    private boolean json;

    DoctorCommand(Map<String, String> environment, String version, PrintStream out) {
        this.environment = environment;
        this.version = version;
        this.out = out;
    }

    @Override
    public Integer call() {
        Logs.silence();
        Diagnosis diagnosis = new Doctor(
                        environment,
                        version,
                        Locations.data(environment),
                        this::requireFreePort,
                        MongoCheck::of,
                        RedisCheck::of)
                .examine();
        out.println((json ? diagnosis.json() : diagnosis.text()).stripTrailing());
        return diagnosis.healthy() ? ExitCode.OK : ExitCode.FAILED;
    }

    private String requireFreePort() {
        ApiAddress address = ApiAddress.of(environment);
        address.requireFree();
        return address.host() + ":" + address.port();
    }
}
