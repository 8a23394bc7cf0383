package dev.gleaner.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders and files that no other user of the machine can open. A file system without such rights keeps them as it keeps all
 * others.
 */
public final class PrivateFiles {
    private static final Logger log = LoggerFactory.getLogger(PrivateFiles.class);

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /**
     * The folder, created when missing, and closed to others if it was open to them. What lies above it is left alone.
     *
     * @throws UncheckedIOException if it cannot be created
     */
    public static Path folder(Path folder) {
        try {
            if (folder.getParent() != null) {
                Files.createDirectories(folder.getParent());
            }
            if (Files.isDirectory(folder)) {
                close(folder);
            } else {
                Files.createDirectory(folder, attributes(folder, FOLDER));
            }
            return folder;
        } catch (FileAlreadyExistsException meanwhile) {
            return Files.isDirectory(folder) ? folder : failed(folder, meanwhile);
        } catch (IOException e) {
            return failed(folder, e);
        }
    }

    private static Path failed(Path folder, IOException reason) {
        throw new UncheckedIOException("Cannot use the folder " + folder, reason);
    }

    private static void close(Path folder) throws IOException {
        if (!hasRights(folder) || Files.getPosixFilePermissions(folder).equals(FOLDER)) {
            return;
        }
        try {
            Files.setPosixFilePermissions(folder, FOLDER);
            log.info("{} is closed to other users of this machine from now on", folder);
        } catch (IOException notOurs) {
            log.warn("{} can be opened by other users, and its owner is another one: {}", folder, notOurs.toString());
        }
    }

    /** Writes a text, whole or not at all. */
    public static void write(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, attributes(part, FILE));
        Files.writeString(part, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> rights) {
        return hasRights(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
                : new FileAttribute<?>[0];
    }

    private static boolean hasRights(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
