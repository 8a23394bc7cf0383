package dev.gleaner.embedded;

import dev.gleaner.embedded.mongo.BundledMongo;
import dev.gleaner.embedded.mongo.LocalMongod;
import dev.gleaner.embedded.process.FolderInUseException;
import dev.gleaner.embedded.process.FolderLock;
import dev.gleaner.embedded.process.PrivateFiles;
import dev.gleaner.embedded.redis.LocalRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The data folder of the embedded stores while none of them runs: held against every other process, so that what is
 * copied out of it fits together and what is put into it is seen by nobody before it is whole.
 *
 * <p>New contents are prepared in {@link #staging}, in the same file system. {@link #commit} declares them whole with one
 * file; from then on whoever opens the folder, now or after a crash, finishes putting them in place.
 */
public final class DataFolder implements AutoCloseable {

    private static final Pattern STORE = Pattern.compile(
            Pattern.quote(BundledMongo.FOLDER) + "|" + Pattern.quote(LocalMongod.FOLDER) + "|redis-\\d{1,3}");
    private static final Pattern OURS =
            Pattern.compile(STORE.pattern() + "|bin|restoring|mongo\\.lock|redis\\.lock|api\\.address|lost\\+found");
    private static final String RESTORING = "restoring";
    private static final String NEW = "new";
    private static final String OLD = "old";
    private static final String COMMITTED = "committed";
    private static final String EMPTIED = "emptied";

    private final Path folder;
    private final List<FolderLock> locks;

    private DataFolder(Path folder, List<FolderLock> locks) {
        this.folder = folder;
        this.locks = locks;
    }

    /**
     * Takes the folder, created when missing. Servers that a killed process left behind on it are stopped, and a
     * replacement that was interrupted is finished.
     *
     * @throws FolderInUseException when a process works on it
     * @throws IOException when a server that was left behind does not stop, or a file cannot be moved
     */
    public static DataFolder hold(Path folder) throws IOException {
        prepare(folder);
        List<FolderLock> locks = new ArrayList<>();
        try {
            locks.add(FolderLock.take(folder, "mongo"));
            locks.add(FolderLock.take(folder, "redis"));
            LocalMongod.stopOrphan(folder);
            LocalRedis.stopOrphans(folder);
            finish(folder);
            return new DataFolder(folder, locks);
        } catch (IOException | RuntimeException e) {
            locks.forEach(FolderLock::close);
            throw e;
        }
    }

    /**
     * Creates the folder when it is missing, and closes it to other users of the machine. One that holds something else too
     * is left as it is, for it may be of use to others; what the stores make in it is closed all the same.
     *
     * @throws UncheckedIOException if it cannot be created or read
     */
    static void prepare(Path folder) {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (!entries.allMatch(
                        entry -> OURS.matcher(entry.getFileName().toString()).matches())) {
                    return;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot use the data folder " + folder, e);
            }
        }
        PrivateFiles.folder(folder);
    }

    /** Whether a folder of this name, directly below a data folder, holds the data of a store. */
    public static boolean isStore(String name) {
        return STORE.matcher(name).matches();
    }

    /** The folders of the stores that are there, by name. */
    public List<Path> stores() throws IOException {
        return stores(folder);
    }

    /** The folders of the stores below any folder, which may be missing. */
    public static List<Path> stores(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> isStore(entry.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /** An empty folder for new contents; what was left in it is removed. */
    public Path staging() throws IOException {
        delete(folder.resolve(RESTORING));
        return Files.createDirectories(folder.resolve(RESTORING).resolve(NEW));
    }

    /** Removes the staging folder. */
    public void discard() throws IOException {
        delete(folder.resolve(RESTORING));
    }

    /** Puts the stores of the staging folder in place of those that are there. */
    public void commit() throws IOException {
        Files.createFile(folder.resolve(RESTORING).resolve(COMMITTED));
        finish(folder);
    }

    /** Whether a replacement of the contents was interrupted; the next start finishes or forgets it. */
    public static boolean isInterrupted(Path folder) {
        return Files.exists(folder.resolve(RESTORING));
    }

    /** Every step may be repeated: what has been moved already is not there to be moved again. */
    static void finish(Path folder) throws IOException {
        Path restoring = folder.resolve(RESTORING);
        if (Files.exists(restoring.resolve(COMMITTED))) {
            if (!Files.exists(restoring.resolve(EMPTIED))) {
                move(folder, Files.createDirectories(restoring.resolve(OLD)));
                Files.createFile(restoring.resolve(EMPTIED));
            }
            move(restoring.resolve(NEW), folder);
            // While the rest is removed the mark must go last: without it a half-removed rest is only rubbish.
            delete(restoring.resolve(OLD));
            delete(restoring.resolve(NEW));
            Files.delete(restoring.resolve(COMMITTED));
        }
        delete(restoring);
    }

    private static void move(Path from, Path to) throws IOException {
        for (Path store : stores(from)) {
            Files.move(store, to.resolve(store.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    delete(entry);
                }
            }
        }
        Files.delete(path);
    }

    @Override
    public void close() {
        locks.forEach(FolderLock::close);
    }
}
