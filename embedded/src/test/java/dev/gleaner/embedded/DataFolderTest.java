package dev.gleaner.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gleaner.embedded.process.FolderInUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {

    @TempDir
    Path folder;

    @BeforeEach
    void oldData() throws IOException {
        write("mongo-java-server/a", "old");
        write("redis-7/a", "old");
        write("redis-6/a", "old");
    }

    @Test
    void itIsHeldAgainstEveryStore() throws IOException {
        try (DataFolder held = DataFolder.hold(folder)) {
            assertThat(held.stores()).hasSize(3);
            assertThatThrownBy(() -> LocalStores.mongo(folder)).isInstanceOf(FolderInUseException.class);
            assertThatThrownBy(() -> LocalStores.openRedis(folder)).isInstanceOf(FolderInUseException.class);
            assertThatThrownBy(() -> DataFolder.hold(folder)).isInstanceOf(FolderInUseException.class);
        }
        DataFolder.hold(folder).close();
    }

    @Test
    void whatWasNotCommittedIsForgotten() throws IOException {
        write("restoring/new/redis-7/a", "new");
        DataFolder.hold(folder).close();
        assertThat(text("redis-7/a")).isEqualTo("old");
        assertThat(folder.resolve("restoring")).doesNotExist();
    }

    @Test
    void itIsClosedToOtherUsersEvenIfItWasOpenBefore() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        DataFolder.hold(folder).close();
        assertThat(rights(folder)).isEqualTo("rwx------");

        Path fresh = folder.resolve("redis-7").resolve("deeper").resolve("data");
        DataFolder.hold(fresh).close();
        assertThat(rights(fresh)).isEqualTo("rwx------");
    }

    @Test
    void aFolderThatHoldsSomethingElseIsLeftOpenAndItsStoresAreClosed() throws IOException {
        write("of-others/a", "text");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(
                folder.resolve("mongo-java-server"), PosixFilePermissions.fromString("rwxr-xr-x"));
        LocalStores.openMongo(folder).close();

        assertThat(rights(folder)).isEqualTo("rwxr-xr-x");
        assertThat(rights(folder.resolve("mongo-java-server"))).isEqualTo("rwx------");
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** Each state is one in which a process may have been killed while it put new contents in place. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void whatWasCommittedIsFinishedByTheNextWhoComes(int moves) throws IOException {
        write("restoring/new/mongo-java-server/a", "new");
        write("restoring/new/redis-7/a", "new");
        write("restoring/committed", "");
        Files.createDirectories(folder.resolve("restoring/old"));
        String[] steps = {"mongo-java-server", "redis-6", "redis-7"};
        for (int i = 0; i < Math.min(moves, 3); i++) {
            Files.move(folder.resolve(steps[i]), folder.resolve("restoring/old").resolve(steps[i]));
        }
        if (moves >= 3) {
            write("restoring/emptied", "");
        }
        if (moves >= 4) {
            Files.move(folder.resolve("restoring/new/redis-7"), folder.resolve("redis-7"));
        }
        if (moves == 5) {
            Files.delete(folder.resolve("restoring/old/redis-6/a"));
        }

        DataFolder.hold(folder).close();

        assertThat(text("mongo-java-server/a")).isEqualTo("new");
        assertThat(text("redis-7/a")).isEqualTo("new");
        assertThat(folder.resolve("redis-6")).doesNotExist();
        assertThat(folder.resolve("restoring")).doesNotExist();
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String text(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }
}
