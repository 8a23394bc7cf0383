package dev.gleaner.exec.record;

import dev.gleaner.exec.json.Json;
import dev.gleaner.exec.json.MalformedJsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where records and logs lie: {@code jobs/ID/RUN/record.json}, with {@code stdout.log} and {@code stderr.log} beside it. A run
 * appears with its record by one rename, and a record is replaced by one; so nobody ever sees half of one, whoever was killed.
 */
public final class JobFolder {
    private static final String RECORD = "record.json";
    private static final String NEXT = ".record.json.next";
    private static final String UNBORN = ".new";
    private static final String GONE = ".gone-";

    private final Path root;
    private final Path jobs;
    private final IdLocks locks;

    public JobFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.jobs = this.root.resolve("jobs");
        this.locks = new IdLocks(this.root.resolve("locks"));
    }

    public Path root() {
        return root;
    }

    /** Of all jobs, in the order of the alphabet. */
    public List<String> ids() throws IOException {
        List<String> ids = names(jobs);
        Collections.sort(ids);
        return ids;
    }

    /** The runs of a job, the first one first; none if there is no such job. */
    public List<Integer> runs(String id) throws IOException {
        List<Integer> runs = new ArrayList<>();
        for (String name : names(jobs.resolve(id))) {
            try {
                runs.add(Integer.parseInt(name));
            } catch (NumberFormatException other) {
                // Somebody else's file; it is left alone.
            }
        }
        Collections.sort(runs);
        return runs;
    }

    public Path folder(String id, int run) {
        return jobs.resolve(id).resolve(Integer.toString(run));
    }

    /**
     * @throws NoSuchFileException if there is no such run (any more)
     * @throws DamagedRecordException if what is there cannot be read
     */
    public JobRecord read(String id, int run) throws IOException {
        return read(folder(id, run));
    }

    /** The record in the folder of a run, see {@link #read(String, int)}. */
    public static JobRecord read(Path folder) throws IOException {
        Path file = folder.resolve(RECORD);
        try {
            JobRecord record = RecordFields.read(Json.object(Files.readString(file)), folder);
            if (!folder.endsWith(Path.of(record.id(), Integer.toString(record.run())))) {
                throw new MalformedJsonException("is that of run %d of %s".formatted(record.run(), record.id()));
            }
            return record;
        } catch (MalformedJsonException | CharacterCodingException | ArithmeticException e) {
            throw new DamagedRecordException(file, e);
        } catch (NoSuchFileException e) {
            if (Files.isDirectory(folder)) {
                throw new DamagedRecordException(file, new IOException("is missing"));
            }
            throw e;
        } catch (IOException e) {
            throw new DamagedRecordException(file, e);
        }
    }

    /** Makes the run of a new record; call it {@link #locked}, since it clears away what was left of one that was not made. */
    public void create(JobRecord record) throws IOException {
        prepare();
        Path job = jobs.resolve(record.id());
        Files.createDirectories(job);
        Path unborn = job.resolve(UNBORN);
        Trees.remove(unborn);
        Files.createDirectory(unborn);
        write(unborn.resolve(RECORD), record);
        Files.move(unborn, record.folder(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Replaces a record. Only who sees to the job does so: whoever started it, then its watcher, without both {@link #locked}. */
    public static void write(JobRecord record) throws IOException {
        Path next = record.folder().resolve(NEXT);
        write(next, record);
        Files.move(next, record.folder().resolve(RECORD), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes a run with its logs, and the job with its last one; call it {@link #locked}. */
    public void remove(String id, int run) throws IOException {
        Path job = jobs.resolve(id);
        Path gone = job.resolve(GONE + run);
        Trees.remove(gone);
        // At once for all others; what is removed after it may take its time.
        Files.move(folder(id, run), gone, StandardCopyOption.ATOMIC_MOVE);
        Trees.remove(gone);
        removeIfEmpty(id);
    }

    /** Removes what killed callers have left of a job, and the job if it has no run; call it {@link #locked}. */
    public void clear(String id) throws IOException {
        Path job = jobs.resolve(id);
        for (Path path : paths(job)) {
            String name = path.getFileName().toString();
            if (name.equals(UNBORN) || name.startsWith(GONE)) {
                Trees.remove(path);
            }
        }
        removeIfEmpty(id);
    }

    /** Does something while nobody else decides anything about a job. */
    public <T> T locked(String id, Work<T> work) throws IOException {
        prepare();
        return locks.locked(id, work);
    }

    /** What commands write is not for everybody's eyes. */
    private void prepare() throws IOException {
        if (Files.isDirectory(root)) {
            return;
        }
        if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(root);
        }
    }

    private void removeIfEmpty(String id) throws IOException {
        Path job = jobs.resolve(id);
        if (Files.isDirectory(job) && paths(job).isEmpty()) {
            Files.delete(job);
        }
    }

    private static void write(Path file, JobRecord record) throws IOException {
        ByteBuffer text = StandardCharsets.UTF_8.encode(Json.text(RecordFields.of(record)) + "\n");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (text.hasRemaining()) {
                channel.write(text);
            }
            // Without it a machine that loses its power may keep the new name and lose what it stands for.
            channel.force(false);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path path : paths(folder)) {
            String name = path.getFileName().toString();
            if (!name.startsWith(".")) {
                names.add(name);
            }
        }
        return names;
    }

    private static List<Path> paths(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(paths::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
        return paths;
    }

    /** What is done while a job is {@link #locked}. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }
}
