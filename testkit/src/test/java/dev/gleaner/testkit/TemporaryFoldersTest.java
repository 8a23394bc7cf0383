package dev.gleaner.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFoldersTest {

    /** Above what any system gives to a process. */
    private static final int NOBODY = 99_999_999;

    @TempDir
    Path parent;

    @Test
    void whatProcessesLeftThatAreGoneIsRemovedWhenItIsOldAndNothingElseIs() throws Exception {
        Path left = folder("gleaner-test-redis-" + NOBODY + "-1");
        Files.writeString(left.resolve("file"), "text");
        Path mine = folder("gleaner-test-redis-" + ProcessHandle.current().pid() + "-1");
        Path foreign = folder("gleaner-redis-" + NOBODY + "-1");

        TemporaryFolders.sweep(parent, Instant.now());
        assertThat(left).exists();
        TemporaryFolders.sweep(parent, Instant.now().plus(Duration.ofDays(2)));

        assertThat(left).doesNotExist();
        assertThat(mine).exists();
        assertThat(foreign).exists();
    }

    @Test
    void aNewFolderNamesItsOwner() {
        Path folder = TemporaryFolders.create("some");

        assertThat(folder.getFileName().toString())
                .startsWith("gleaner-test-some-" + ProcessHandle.current().pid() + "-");
        TemporaryFolders.remove(folder);
        assertThat(folder).doesNotExist();
    }

    private Path folder(String name) throws Exception {
        return Files.createDirectory(parent.resolve(name));
    }
}
