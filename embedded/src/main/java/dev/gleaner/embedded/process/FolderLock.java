package dev.gleaner.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to work on a data folder. The operating system takes the lock back when the process dies, so a crash leaves
 * nothing to clean up; the pid inside the file is for the error message only.
 */
public final class FolderLock implements AutoCloseable {

    /** Far behind the text: some systems forbid others to read a locked region. */
    private static final long LOCKED_BYTE = 1L << 40;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock named {@code name} in {@code folder}.
     *
     * @throws FolderInUseException when another process, or this one, holds it
     */
    public static FolderLock take(Path folder, String name) {
        try {
            FileChannel channel = FileChannel.open(
                    folder.resolve(name + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                Long owner = readPid(channel);
                channel.close();
                throw new FolderInUseException(folder, owner);
            }
            writePid(channel);
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the data folder " + folder, e);
        }
    }

    /** The lock on an open file, or null if somebody has it. */
    public static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static @Nullable Long readPid(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
        return pid.matches("\\d{1,18}") ? Long.valueOf(pid) : null;
    }

    private static void writePid(FileChannel channel) throws IOException {
        byte[] text = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text), 0);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
