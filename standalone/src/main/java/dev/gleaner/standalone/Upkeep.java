package dev.gleaner.standalone;

import dev.gleaner.standalone.backup.Backup;
import dev.gleaner.standalone.backup.BackupException;
import dev.gleaner.standalone.backup.Restore;
import dev.gleaner.standalone.doctor.Diagnosis;
import dev.gleaner.standalone.doctor.Doctor;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** What is done to an installation while its services need not run. */
final class Upkeep {

    private final Map<String, String> environment;
    private final String version;

    Upkeep(Map<String, String> environment, String version) {
        this.environment = environment;
        this.version = version;
    }

    /** @throws BackupException when it is refused or has failed */
    String backup(String file) {
        return new Backup(version, InstantSource.system()).write(data(), path(file));
    }

    /** @throws BackupException when it is refused or has failed */
    String restore(String file, boolean force) {
        return Restore.read(path(file), data(), force);
    }

    Diagnosis doctor() {
        return new Doctor(environment, version, data(), this::requireFreePort).examine();
    }

    private String requireFreePort() {
        ApiAddress address = ApiAddress.of(environment);
        address.requireFree();
        return address.host() + ":" + address.port();
    }

    private Path data() {
        return dataFolder(environment);
    }

    /** DATA_DIR, or {@code data}. */
    static Path dataFolder(Map<String, String> environment) {
        String value = environment.getOrDefault("DATA_DIR", "");
        return path(value.isBlank() ? "data" : value);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException none) {
            throw new CannotStartException("No name of a file: " + text, none);
        }
    }
}
