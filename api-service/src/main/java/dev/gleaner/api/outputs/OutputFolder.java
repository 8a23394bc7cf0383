package dev.gleaner.api.outputs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of all outputs. A file in it is there whole or as it was before: it is written under another name beside it, forced to the
 * disk, and then takes its name. No link that somebody put there leads out of it.
 */
final class OutputFolder {
    private static final Logger log = LoggerFactory.getLogger(OutputFolder.class);

    /** No name of an output begins so, and lists of files leave it out. */
    private static final String UNFINISHED = ".gleaner-";

    private static final String SUFFIX = ".part";

    private final Path folder;

    OutputFolder(Path folder) {
        this.folder = folder;
    }

    /** What is written into a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, in the place of one that is there.
     *
     * @param name folders and the name, each of them safe
     * @param owner whose unfinished files of before are removed
     * @return its size
     * @throws OutsideException if a link leads elsewhere
     */
    long write(List<String> name, String owner, Content content) throws IOException {
        Path root = Files.createDirectories(folder).toRealPath();
        Path place = descend(root, name.subList(0, name.size() - 1));
        Path target = place.resolve(name.getLast());
        Path unfinished = place.resolve(UNFINISHED + owner + SUFFIX);
        try {
            // Of a process that died here. Should it live, its move fails, and it tries again.
            Files.deleteIfExists(unfinished);
            long bytes = writeNew(unfinished, content);
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(String.join("/", name), null, "a folder has its name");
            }
            // It takes the place of a link, too, and does not follow it.
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            force(place);
            return bytes;
        } catch (UncheckedIOException wrapped) {
            throw wrapped.getCause();
        } finally {
            removeUnfinished(unfinished);
        }
    }

    /** Where a file is; it need not be there. */
    Path resolve(List<String> name) {
        Path path = folder;
        for (String part : name) {
            path = path.resolve(part);
        }
        return path;
    }

    private static long writeNew(Path file, Content content) throws IOException {
        // Fails if anything is there, be it a link.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
            return channel.size();
        }
    }

    private static Path descend(Path root, List<String> folders) throws IOException {
        Path place = root;
        for (String one : folders) {
            place = place.resolve(one);
            if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Files.createDirectory(place);
                } catch (FileAlreadyExistsException another) {
                    log.debug("{} was made by another meanwhile", one);
                }
            }
            if (!place.toRealPath().startsWith(root)) {
                throw new OutsideException(one);
            }
        }
        return place;
    }

    private static void removeUnfinished(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            log.warn("An unfinished output stays: {}", file, stays);
        }
    }

    /** So that the name survives a loss of power, too; where a folder cannot be forced, it is the system's to care. */
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unable) {
            log.debug("A folder cannot be forced to the disk", unable);
        }
    }

    /** A link leads out of the folder. */
    static final class OutsideException extends IOException {
        private static final long serialVersionUID = 1L;

        OutsideException(String name) {
            super("%s is a link that leads out of OUTPUT_DIR".formatted(name));
        }
    }
}
