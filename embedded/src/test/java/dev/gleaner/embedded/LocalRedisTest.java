package dev.gleaner.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRedisTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aServerWhoseParentWasKilledIsReplacedAndItsDataIsThere() throws Exception {
        long orphan;
        int flushed;
        try (ChildJvm child = ChildJvm.start(RedisWriter.class, folder)) {
            orphan = Long.parseLong(Objects.requireNonNull(child.nextLine()));
            flushed = Integer.parseInt(Objects.requireNonNull(child.nextLine()));
            for (int i = 0; i < 20; i++) {
                flushed = Integer.parseInt(Objects.requireNonNull(child.nextLine()));
            }
            List<String> rest = child.kill();
            if (!rest.isEmpty()) {
                flushed = Integer.parseInt(rest.getLast());
            }
        }
        assertThat(ProcessHandle.of(orphan))
                .as("the server outlives its parent")
                .isPresent();

        long pid;
        try (LocalRedis store = LocalStores.redis(folder, Programs.onPath())) {
            pid = store.pid();
            assertThat(ProcessHandle.of(orphan)).isEmpty();
            if (Files.isDirectory(Path.of("/proc"))) {
                assertThat(serversOn(folder)).containsExactly(pid);
            }
            assertThat(Integer.parseInt(call(store, "GET", "n").getFirst())).isGreaterThanOrEqualTo(flushed);
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(serversOn(folder)).isEmpty();
    }

    @Test
    void aServerOnAnotherFolderIsLeftAloneWhateverTheNoteSays() throws IOException {
        Path other = folder.resolve("other");
        try (LocalRedis stranger = LocalStores.redis(other, Programs.onPath())) {
            int port = URI.create(stranger.url()).getPort();
            Path mine = Files.createDirectories(folder.resolve("mine").resolve("redis-7"));
            new ServerNote(port, stranger.pid()).write(mine);
            LocalStores.redis(folder.resolve("mine"), Programs.onPath()).close();
            assertThat(call(stranger, "PING")).containsExactly("PONG");
        }
    }

    @Test
    void theBundledServerRunsWithoutAnInstallationAndIsUnpackedOnce() throws IOException {
        for (int start = 0; start < 2; start++) {
            try (LocalRedis store = LocalStores.redis(folder, new Programs(List.of()))) {
                assertThat(store.description()).contains("redis-server 6.2", "bundled");
                assertThat(call(store, "CONFIG", "GET", "maxmemory-policy")).contains("noeviction");
                assertThat(call(store, "CONFIG", "GET", "bind")).contains("127.0.0.1");
            }
        }
        assertThat(folder.resolve("bin")).isDirectoryContaining(file -> Files.isExecutable(file));
        assertThat(folder.resolve("bin").toFile().list()).hasSize(1);
        assertThat(folder.resolve("redis-6")).isDirectory();
    }

    @Test
    void aBrokenInstallationFallsBackToTheBundledServer() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("path"));
        script(bin.resolve("redis-server"), "echo 'error while loading shared libraries' >&2; exit 127");
        try (LocalRedis store = LocalStores.redis(folder.resolve("data"), new Programs(List.of(bin)))) {
            assertThat(store.description()).contains("bundled");
        }
    }

    @Test
    void aPortThatIsTakenMeanwhileIsLeftForAnother() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("path"));
        Path real = BundledRedis.unpack(folder.resolve("unpacked"));
        script(bin.resolve("redis-server"), """
                cd "$(dirname "$0")"
                if [ "$1" != --version ] && [ ! -e taken ]; then
                    touch taken
                    echo 'Could not create server TCP listening socket 127.0.0.1:1: bind: Address already in use'
                    exit 1
                fi
                exec "%s" "$@"
                """.formatted(real));
        try (LocalRedis store = LocalStores.redis(folder.resolve("data"), new Programs(List.of(bin)))) {
            assertThat(bin.resolve("taken")).exists();
            assertThat(store.description()).contains("on PATH");
            assertThat(call(store, "PING")).containsExactly("PONG");
        }
    }

    @Test
    void aFolderInUseIsRefusedWithItsOwner() throws Exception {
        try (ChildJvm child = ChildJvm.start(RedisWriter.class, folder)) {
            assertThat(child.nextLine()).isNotNull();
            assertThatThrownBy(() -> LocalStores.redis(folder))
                    .isInstanceOf(FolderInUseException.class)
                    .hasMessage(folder + " is in use by another process (pid " + child.pid() + ")");
            child.kill();
        }
        LocalStores.redis(folder).close();
    }

    @Test
    void aFlushLeavesNoKeyBehind() throws IOException {
        try (LocalRedis store = LocalStores.redis(folder, Programs.onPath())) {
            store.flush();
            assertThat(call(store, "DBSIZE")).containsExactly("0");
            assertThat(call(store, "CONFIG", "GET", "appendfsync")).contains("everysec");
        }
    }

    private static List<String> call(LocalRedis store, String... command) throws IOException {
        try (RespClient redis = RespClient.connect(URI.create(store.url()).getPort())) {
            return redis.call(command);
        }
    }

    /** A running server shows its port instead of its configuration file, so it is found by its working folder. */
    private static List<Long> serversOn(Path folder) throws IOException {
        Path data = folder.toRealPath();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> worksIn(pid, data))
                .toList();
    }

    private static boolean worksIn(long pid, Path data) {
        try {
            return Path.of("/proc", Long.toString(pid), "cwd").toRealPath().startsWith(data);
        } catch (IOException notOursOrGone) {
            return false;
        }
    }

    static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
