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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Puts a backup in place. All of it is unpacked beside the data and compared with the manifest before anything that is
 * there is touched.
 */
public final class Restore {

    private static final int LARGEST_MANIFEST = 16 << 20;

    private Restore() {}

    /**
     * Restores {@code archive} into {@code data}.
     *
     * @param force whether data that is there may be replaced
     * @return one line about what was restored
     * @throws BackupException when the archive is broken or foreign, the folder holds data or is in use, or the disk is
     *     full; the folder then holds what it held before
     */
    public static String read(Path archive, Path data, boolean force) {
        if (!Files.isRegularFile(archive)) {
            throw new BackupException("There is no file " + archive);
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Manifest manifest = manifest(zip);
            requireSameFiles(zip, manifest);
            return restore(zip, manifest, data, force);
        } catch (FolderInUseException running) {
            throw new BackupException(running.getMessage() + ". Stop it first", running);
        } catch (ZipException broken) {
            throw new BackupException(
                    "%s cannot be restored: it is no archive, or a broken one (%s)"
                            .formatted(archive, broken.getMessage()),
                    broken);
        } catch (BackupException refused) {
            throw new BackupException(archive + " cannot be restored: " + refused.getMessage(), refused);
        } catch (IOException fault) {
            throw new BackupException(archive + " cannot be restored: " + fault, fault);
        }
    }

    private static String restore(ZipFile zip, Manifest manifest, Path data, boolean force) throws IOException {
        boolean created = !Files.exists(data);
        if (!created && !Files.isDirectory(data)) {
            throw new BackupException(data + " (DATA_DIR) is no folder");
        }
        try (DataFolder folder = DataFolder.hold(data)) {
            boolean replaces = !folder.stores().isEmpty();
            if (replaces && !force) {
                throw new BackupException(data + " holds data already; --force replaces it");
            }
            try {
                Path staging = folder.staging();
                long free = Files.getFileStore(staging).getUsableSpace();
                if (free < manifest.totalBytes()) {
                    throw new BackupException("it needs %d bytes on the disk of %s, where %d are free"
                            .formatted(manifest.totalBytes(), data, free));
                }
                for (Manifest.Entry entry : manifest.entries()) {
                    unpack(zip, entry, staging);
                }
            } catch (IOException | RuntimeException fault) {
                folder.discard();
                throw fault;
            }
            folder.commit();
            return "Restored %d files, %d bytes of data, of %s (Gleaner %s), into %s%s"
                    .formatted(
                            manifest.entries().size(),
                            manifest.totalBytes(),
                            manifest.createdAt(),
                            manifest.gleanerVersion(),
                            data,
                            replaces ? "; what was there is gone" : "");
        }
    }

    private static Manifest manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw new BackupException("it is no backup of Gleaner");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] json = in.readNBytes(LARGEST_MANIFEST + 1);
            if (json.length > LARGEST_MANIFEST) {
                throw new BackupException("its manifest is too large");
            }
            return Manifest.read(json);
        }
    }

    /** A file that the manifest does not know, or one that is there twice, was put in by somebody else. */
    private static void requireSameFiles(ZipFile zip, Manifest manifest) {
        Set<String> expected = new HashSet<>(Set.of(Manifest.NAME));
        manifest.entries().forEach(entry -> expected.add(entry.where()));
        List<String> found = Collections.list(zip.entries()).stream()
                .map(entry -> entry.getName())
                .toList();
        for (String name : found) {
            if (!expected.remove(name)) {
                throw new BackupException("it holds a file that its manifest does not name, or names once: " + name);
            }
        }
        if (!expected.isEmpty()) {
            throw new BackupException("it lacks " + expected.iterator().next());
        }
    }

    private static void unpack(ZipFile zip, Manifest.Entry entry, Path staging) throws IOException {
        Path file = staging.resolve(entry.where()).normalize();
        if (!file.startsWith(staging)) {
            throw new BackupException("it names a file outside of the stores: " + entry.where());
        }
        Files.createDirectories(file.getParent());
        Checksums.Sum sum;
        try (InputStream in = zip.getInputStream(zip.getEntry(entry.where()));
                OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            sum = Checksums.copy(in, out, entry.bytes());
        }
        if (sum.bytes() != entry.bytes() || !sum.sha256().equals(entry.sha256())) {
            throw new BackupException(entry.where() + " is not what was saved: its checksum or its size differs");
        }
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }
}
