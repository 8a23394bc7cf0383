package dev.gleaner.standalone.backup;

import dev.gleaner.embedded.DataFolder;
import dev.gleaner.embedded.process.FolderInUseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the data of stopped stores into one file. */
public final class Backup {

    /** Made anew by each start, or about a process that no longer runs. */
    private static final Set<String> PASSING =
            Set.of("server.properties", "server.log", "redis.conf", "mongod.lock", "diagnostic.data");

    private final String version;
    private final InstantSource clock;

    /** @param version of this program, for the manifest */
    public Backup(String version, InstantSource clock) {
        this.version = version;
        this.clock = clock;
    }

    /**
     * Writes {@code archive}, whole or not at all.
     *
     * @return one line about what was written
     * @throws BackupException when there is no data, a process works on it, or the file is there already or cannot be
     *     written
     */
    public String write(Path data, Path archive) {
        if (Files.exists(archive)) {
            throw new BackupException(archive + " exists already; choose another name or remove it");
        }
        Path target = archive.toAbsolutePath().normalize();
        if (target.startsWith(data.toAbsolutePath().normalize())) {
            throw new BackupException(
                    "The backup must not lie in the data folder " + data + ", or it is lost together with it");
        }
        if (!Files.isDirectory(data)) {
            throw new BackupException("There is no data in " + data + " (DATA_DIR)");
        }
        try (DataFolder folder = DataFolder.hold(data)) {
            if (folder.stores().isEmpty()) {
                throw new BackupException("There is no data in " + data + " (DATA_DIR)");
            }
            return write(data, folder.stores(), target);
        } catch (FolderInUseException running) {
            throw new BackupException(
                    running.getMessage() + ". Stop it first: while it writes, its files do not fit together", running);
        } catch (IOException fault) {
            throw new BackupException("The backup could not be written: " + fault, fault);
        }
    }

    private String write(Path data, List<Path> stores, Path target) throws IOException {
        Path parent = target.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new BackupException("There is no folder " + parent + " for the backup");
        }
        // Only its owner can read a file that is made this way: the data may hold what others must not see.
        Path part = Files.createTempFile(parent, "." + target.getFileName(), ".part");
        try {
            Manifest manifest = manifest(data, stores);
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part))) {
                zip.putNextEntry(new ZipEntry(Manifest.NAME));
                zip.write(manifest.json());
                for (Manifest.Entry entry : manifest.entries()) {
                    zip.putNextEntry(new ZipEntry(entry.where()));
                    try (InputStream in = Files.newInputStream(data.resolve(entry.where()))) {
                        if (!Checksums.copy(in, zip, entry.bytes()).sha256().equals(entry.sha256())) {
                            throw new IOException(entry.where() + " has changed meanwhile");
                        }
                    }
                }
            }
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(part, target);
            return "Backup of %d files, %d bytes of data, in %s"
                    .formatted(manifest.entries().size(), manifest.totalBytes(), target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Manifest manifest(Path data, List<Path> stores) throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (Path store : stores) {
            try (Stream<Path> files = Files.walk(store)) {
                for (Path file : files.filter(file -> isKept(store.relativize(file)))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .toList()) {
                    entries.add(entry(data, file));
                }
            }
        }
        return new Manifest(
                Manifest.FORMAT,
                Manifest.VERSION,
                version,
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                entries);
    }

    private static boolean isKept(Path file) {
        return !PASSING.contains(file.getName(0).toString());
    }

    private static Manifest.Entry entry(Path data, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Checksums.Sum sum = Checksums.copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE - 1);
            String path = data.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            return new Manifest.Entry(path, sum.bytes(), sum.sha256());
        }
    }
}
