package dev.gleaner.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gleaner.embedded.LocalStores;
import dev.gleaner.embedded.process.LocalStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678Z"));
    private static final String FIRST = "mongo-java-server/mongo.mv";
    private static final String SECOND = "redis-7/appendonlydir/appendonly.aof.1.incr.aof";

    @TempDir
    Path folder;

    private Path data;
    private Path archive;

    @BeforeEach
    void data() throws IOException {
        data = folder.resolve("data");
        archive = folder.resolve("gleaner.zip");
        write(FIRST, "documents");
        write(SECOND, "commands");
        write("redis-7/server.log", "passing");
        write("bin/redis-server", "a program");
    }

    @Test
    void aRestoreBringsBackWhatTheBackupTook() throws IOException {
        Map<String, String> before = files(data);
        assertThat(backup()).startsWith("Backup of 2 files, 17 bytes of data, in ");
        Path other = folder.resolve("other");

        assertThat(Restore.read(archive, other, false))
                .isEqualTo("Restored 2 files, 17 bytes of data, of 2026-01-02T03:04:05Z (Gleaner 1.2), into " + other);

        before.keySet().removeIf(name -> !name.equals(FIRST) && !name.equals(SECOND));
        assertThat(files(other)).isEqualTo(before);
    }

    @Test
    void dataThatIsThereIsReplacedOnlyByForce() throws IOException {
        backup();
        write(FIRST, "newer");
        write("mongod/WiredTiger", "another store");
        Map<String, String> newer = files(data);

        assertRefused(archive, false, "holds data already; --force replaces it");
        assertThat(files(data)).isEqualTo(newer);

        assertThat(Restore.read(archive, data, true)).endsWith("what was there is gone");
        assertThat(files(data))
                .containsEntry(FIRST, "documents")
                .containsEntry("bin/redis-server", "a program")
                .doesNotContainKeys("mongod/WiredTiger", "redis-7/server.log");
    }

    @Test
    void aFolderInUseIsNeitherSavedNorReplaced() throws IOException {
        backup();
        Path used = folder.resolve("used");
        try (LocalStore redis = LocalStores.openRedis(used)) {
            assertThatThrownBy(() -> new Backup("1.2", CLOCK).write(used, folder.resolve("b.zip")))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("in use by this process")
                    .hasMessageContaining("Stop it first");
            assertThatThrownBy(() -> Restore.read(archive, used, true))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("in use by this process");
            assertThat(redis.url()).startsWith("redis://");
        }
        assertThat(folder.resolve("b.zip")).doesNotExist();
    }

    @Test
    void aBackupOverwritesNothingAndLeavesNoHalfFile() throws IOException {
        Files.writeString(archive, "precious");
        assertThatThrownBy(this::backup).hasMessageContaining("exists already");
        assertThat(archive).hasContent("precious");

        assertThatThrownBy(() -> new Backup("1.2", CLOCK).write(data, data.resolve("b.zip")))
                .hasMessageContaining("must not lie in the data folder");
        assertThatThrownBy(() -> new Backup("1.2", CLOCK).write(data, folder.resolve("no/b.zip")))
                .hasMessageContaining("There is no folder");
        assertThatThrownBy(() -> new Backup("1.2", CLOCK).write(folder.resolve("none"), folder.resolve("b.zip")))
                .hasMessageContaining("There is no data in");
        assertThat(folder.resolve("none")).doesNotExist();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("data", "gleaner.zip");
    }

    @Test
    void aFileOfWhichAByteHasChangedIsRefusedAndTheDataStays() throws IOException {
        backup();
        Map<String, byte[]> entries = entries();
        // The last one: the restore is half done when it comes to it.
        entries.put(SECOND, "commandX".getBytes(StandardCharsets.UTF_8));
        assertRefusedWithoutATrace(zip(entries), SECOND + " is not what was saved");
    }

    @Test
    void aLongerFileIsRefused() throws IOException {
        backup();
        Map<String, byte[]> entries = entries();
        entries.put(FIRST, new byte[1 << 20]);
        assertRefusedWithoutATrace(zip(entries), FIRST + " is not what was saved");
    }

    @Test
    void aMissingAndAnAdditionalFileAreRefused() throws IOException {
        backup();
        Map<String, byte[]> without = entries();
        without.remove(SECOND);
        assertRefusedWithoutATrace(zip(without), "it lacks " + SECOND);
        Map<String, byte[]> with = entries();
        with.put("redis-7/extra", new byte[1]);
        assertRefusedWithoutATrace(zip(with), "does not name, or names once: redis-7/extra");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "redis-7/../../evil",
                "/etc/evil",
                "redis-7//evil",
                "redis-7/./evil",
                "redis-7\\\\..\\\\..\\\\evil",
                "redis-7/C:evil",
                "bin/redis-server",
                "mongo.lock",
                "redis-7"
            })
    void aPathThatLeavesTheStoresIsRefused(String path) throws IOException {
        backup();
        Map<String, byte[]> entries = entries();
        String manifest = new String(entries.get(Manifest.NAME), StandardCharsets.UTF_8);
        assertThat(manifest).contains(FIRST);
        entries.put(Manifest.NAME, manifest.replace(FIRST, path).getBytes(StandardCharsets.UTF_8));
        entries.put(path.replace("\\\\", "\\"), entries.remove(FIRST));
        assertRefusedWithoutATrace(zip(entries), "it names a file outside of the stores: ");
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void whatIsNoBackupIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "hello");
        assertRefusedWithoutATrace(text, "it is no archive, or a broken one");
        assertRefusedWithoutATrace(zip(Map.of("a", new byte[1])), "it is no backup of Gleaner");
        assertRefusedWithoutATrace(zip(Map.of(Manifest.NAME, bytes("{"))), "its manifest cannot be read");
        assertRefusedWithoutATrace(zip(Map.of(Manifest.NAME, bytes("null"))), "it is no backup of Gleaner");
        assertRefusedWithoutATrace(
                zip(Map.of(Manifest.NAME, bytes("{\"format\":\"gleaner-backup\",\"format_version\":2}"))),
                "it has format version 2, and this Gleaner reads version 1");
        assertRefusedWithoutATrace(
                zip(Map.of(Manifest.NAME, bytes("{\"format\":\"gleaner-backup\",\"format_version\":1}"))),
                "it holds no data");
        assertRefused(folder.resolve("none"), true, "There is no file");
    }

    @Test
    void anArchiveThatWasCutOffOrDamagedAnywhereIsRefusedOrRestoresTheTruth() throws IOException {
        backup();
        byte[] whole = Files.readAllBytes(archive);
        Path broken = folder.resolve("broken");
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(broken, java.util.Arrays.copyOf(whole, length));
            assertRefusedWithoutATrace(broken, "cannot be restored: ");
        }
        Map<String, String> before = files(data);
        before.remove("redis-7/server.log");
        for (int place = 0; place < whole.length; place += 3) {
            byte[] damaged = whole.clone();
            damaged[place] ^= 0x55;
            Files.write(broken, damaged);
            try {
                Restore.read(broken, data, true);
            } catch (BackupException refused) {
                assertThat(refused).hasMessageContaining("cannot be restored: ");
            }
            // Bytes that carry no content, such as a date, may differ; what is there then is still right.
            assertThat(files(data)).containsAllEntriesOf(before);
        }
    }

    private String backup() {
        return new Backup("1.2", CLOCK).write(data, archive);
    }

    private void assertRefusedWithoutATrace(Path file, String reason) throws IOException {
        Map<String, String> before = files(data);
        assertRefused(file, true, reason);
        assertThat(files(data)).isEqualTo(before);
    }

    private void assertRefused(Path file, boolean force, String reason) {
        assertThatThrownBy(() -> Restore.read(file, data, force))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(reason);
    }

    private Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        Path file = Files.createTempFile(folder, "made", ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void write(String path, String text) throws IOException {
        Path file = data.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Without the locks, which say nothing. */
    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        contents.keySet().removeIf(name -> name.endsWith(".lock"));
        return contents;
    }
}
