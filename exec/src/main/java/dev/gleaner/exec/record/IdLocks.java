package dev.gleaner.exec.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one at a time decide what becomes of a job, among all programs of the machine. The system lets go of the lock of a program
 * that dies. Ids share a fixed number of files that are never removed: a lock on a file that was removed would hold nobody off.
 */
final class IdLocks {
    private static final int FILES = 64;

    /** The system's locks are of a whole program; threads of this one wait for each other here. */
    private static final ConcurrentHashMap<Path, ReentrantLock> OWN = new ConcurrentHashMap<>();

    private final Path folder;

    IdLocks(Path folder) {
        this.folder = folder;
    }

    <T> T locked(String id, JobFolder.Work<T> work) throws IOException {
        Path file = folder.resolve(Integer.toString(Math.floorMod(id.hashCode(), FILES)));
        ReentrantLock own = OWN.computeIfAbsent(file, none -> new ReentrantLock());
        own.lock();
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (!held.isValid()) {
                    throw new IOException(file + " cannot be locked");
                }
                return work.run();
            }
        } finally {
            own.unlock();
        }
    }
}
