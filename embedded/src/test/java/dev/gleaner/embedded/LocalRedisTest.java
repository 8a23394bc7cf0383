package dev.gleaner.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gleaner.embedded.process.FolderInUseException;
import dev.gleaner.embedded.process.Programs;
import dev.gleaner.embedded.process.Secret;
import dev.gleaner.embedded.process.ServerNote;
import dev.gleaner.embedded.redis.BundledRedis;
import dev.gleaner.embedded.redis.LocalRedis;
import dev.gleaner.embedded.redis.RedisUsers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
        try (LocalRedis store = redis(folder, Programs.onPath())) {
            pid = store.pid();
            assertThat(ProcessHandle.of(orphan)).isEmpty();
            if (Files.isDirectory(Path.of("/proc"))) {
                assertThat(serversOn(folder)).containsExactly(pid);
            }
            assertThat(Integer.parseInt(ask(store, redis -> redis.get("n")))).isGreaterThanOrEqualTo(flushed);
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(serversOn(folder)).isEmpty();
    }

    @Test
    void aServerOnAnotherFolderIsLeftAloneWhateverTheNoteSays() throws IOException {
        Path other = folder.resolve("other");
        try (LocalRedis stranger = LocalStores.redis(other, Programs.onPath(), RedisUsers.ANYBODY, 0)) {
            int port = URI.create(stranger.url()).getPort();
            Path mine = Files.createDirectories(folder.resolve("mine").resolve("redis-7"));
            new ServerNote(port, stranger.pid(), Secret.NONE).write(mine);
            redis(folder.resolve("mine"), Programs.onPath()).close();
            assertThat(ping(stranger)).isEqualTo("PONG");
        }
    }

    @Test
    void theBundledServerRunsWithoutAnInstallationAndIsUnpackedOnce() throws IOException {
        for (int start = 0; start < 2; start++) {
            try (LocalRedis store = redis(folder, new Programs(List.of()))) {
                assertThat(store.description()).contains("redis-server 6.2", "bundled");
                assertThat(setting(store, "maxmemory-policy")).isEqualTo("noeviction");
                assertThat(setting(store, "bind")).isEqualTo("127.0.0.1");
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
        try (LocalRedis store = redis(folder.resolve("data"), new Programs(List.of(bin)))) {
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
        try (LocalRedis store = redis(folder.resolve("data"), new Programs(List.of(bin)))) {
            assertThat(bin.resolve("taken")).exists();
            assertThat(store.description()).contains("on PATH");
            assertThat(ping(store)).isEqualTo("PONG");
        }
    }

    @Test
    void aFolderInUseIsRefusedWithItsOwner() throws Exception {
        try (ChildJvm child = ChildJvm.start(RedisWriter.class, folder)) {
            assertThat(child.nextLine()).isNotNull();
            assertThatThrownBy(() -> LocalStores.redis(folder, 0))
                    .isInstanceOf(FolderInUseException.class)
                    .hasMessage(folder + " is in use by another process (pid " + child.pid() + ")");
            child.kill();
        }
        LocalStores.redis(folder, 0).close();
    }

    @Test
    void aFlushLeavesNoKeyBehind() throws IOException {
        try (LocalRedis store = redis(folder, Programs.onPath())) {
            store.flush();
            assertThat(size(store)).isZero();
            assertThat(setting(store, "appendfsync")).isEqualTo("everysec");
        }
    }

    /**
     * The second start shows it: Redis itself leaves half of the transaction in its file, appends to it, and runs both then.
     */
    @ParameterizedTest
    @MethodSource("programs")
    void halfATransactionAtTheEndOfTheFileIsNeverRun(Programs programs) throws IOException {
        LocalRedis store = safely(redis(folder, programs));
        ask(store, redis -> redis.set("before", "1"));
        ask(
                store,
                redis -> redis.eval(
                        "redis.call('SET', 'first', 1) redis.call('SET', 'second', 1) return 1",
                        ScriptOutputType.INTEGER));
        crash(store, 40);

        store = safely(redis(folder, programs));
        assertThat(values(store, "before", "first", "second")).containsExactly("1", null, null);
        ask(
                store,
                redis -> redis.eval(
                        "redis.call('SET', 'later', 1) redis.call('SET', 'last', 1) return 1",
                        ScriptOutputType.INTEGER));
        crash(store, 0);

        store = redis(folder, programs);
        assertThat(values(store, "before", "first", "second", "later", "last"))
                .containsExactly("1", null, null, "1", "1");
        store.close();
    }

    private static Stream<Programs> programs() {
        return Stream.of(Programs.onPath(), new Programs(List.of()));
    }

    /** What is answered is in the file. */
    private static LocalRedis safely(LocalRedis store) {
        ask(store, redis -> redis.configSet("appendfsync", "always"));
        return store;
    }

    /** Kills the server; the last bytes of its file have not reached the disk. */
    private void crash(LocalRedis store, int lostBytes) throws IOException {
        ProcessHandle server = ProcessHandle.of(store.pid()).orElseThrow();
        server.destroyForcibly();
        server.onExit().join();
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            Path file = files.filter(one -> one.toString().endsWith(".aof"))
                    .filter(one -> !one.toString().contains(".base."))
                    .findFirst()
                    .orElseThrow();
            try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
                open.truncate(open.size() - lostBytes);
            }
        }
    }

    /** Loopback is open to every user of the machine. */
    @Test
    void whoeverDoesNotKnowTheSecretGetsNothing() throws IOException {
        try (LocalRedis store = redis(folder, Programs.onPath())) {
            for (String url : List.of(
                    "redis://127.0.0.1:" + URI.create(store.url()).getPort(),
                    store.url().replaceFirst(":\\w{64}@", ":wrong@"),
                    store.url().replace("service:", "default:"))) {
                try (RedisClient stranger = RedisClient.create(url)) {
                    assertThatThrownBy(() -> stranger.connect().sync().get("n"))
                            .isInstanceOf(RedisException.class)
                            .hasStackTraceContaining(url.contains("@") ? "WRONGPASS" : "NOAUTH");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theServicesWorkAndHaveNoSayOverTheServer(Programs programs) throws IOException {
        try (LocalRedis store = redis(folder, programs);
                RedisClient client = RedisClient.create(store.url())) {
            RedisCommands<String, String> service = client.connect().sync();
            assertThat(service.set("k", "v")).isEqualTo("OK");
            assertThat(service.<Long>eval("return redis.call('DEL', KEYS[1])", ScriptOutputType.INTEGER, "k"))
                    .isEqualTo(1);
            assertThat(service.publish("channel", "message")).isZero();
            assertThat(service.info("memory")).contains("maxmemory_policy:noeviction");
            for (Runnable forbidden : List.<Runnable>of(
                    () -> service.configGet("dir"),
                    () -> service.configSet("dir", "/tmp"),
                    service::flushall,
                    service::flushdb,
                    service::aclUsers,
                    service::save)) {
                assertThatThrownBy(forbidden::run)
                        .isInstanceOf(RedisException.class)
                        .hasMessageContaining("NOPERM");
            }
            // It has no answer that could be waited for.
            service.shutdown(false);
            assertThat(service.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void noFileOfTheServerHoldsTheSecretOfTheServicesAndOthersOpenNone() throws IOException {
        try (LocalRedis store = redis(folder, Programs.onPath());
                Stream<Path> files = Files.walk(folder)) {
            String secret = URI.create(store.url()).getUserInfo().substring("service:".length());
            assertThat(secret).hasSize(64);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
            // Of the version that is there: one of the system, or the bundled one.
            Path server = Files.isDirectory(folder.resolve("redis-7"))
                    ? folder.resolve("redis-7")
                    : folder.resolve("redis-6");
            for (String name : List.of("server.properties", "redis.conf")) {
                assertThat(Files.getPosixFilePermissions(server.resolve(name)))
                        .as(name)
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
            assertThat(Files.getPosixFilePermissions(server)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Of a version before, whose servers had no secret. */
    @Test
    void anOpenServerThatWasLeftBehindIsReplacedToo() throws IOException {
        LocalRedis open = LocalStores.redis(folder, Programs.onPath(), RedisUsers.ANYBODY, 0);
        ask(open, redis -> redis.set("kept", "1"));
        LocalRedis.stopOrphans(folder);
        assertThat(ProcessHandle.of(open.pid())).isEmpty();
        open.close();
        try (LocalRedis store = redis(folder, Programs.onPath())) {
            assertThat(values(store, "kept")).containsExactly("1");
        }
    }

    @Test
    void itRefusesWritesRatherThanTakeMoreMemoryThanItMay() throws IOException {
        try (LocalRedis store = LocalStores.redis(folder, Programs.onPath(), RedisUsers.random(), 1)) {
            assertThat(setting(store, "maxmemory")).isEqualTo("1");
            assertThatThrownBy(() -> ask(store, redis -> redis.set("k", "v"))).hasMessageContaining("OOM");
        }
    }

    private static LocalRedis redis(Path folder, Programs programs) {
        return LocalStores.redis(folder, programs, RedisUsers.random(), 0);
    }

    private static String ping(LocalRedis store) {
        return ask(store, RedisCommands::ping);
    }

    private static long size(LocalRedis store) {
        return ask(store, RedisCommands::dbsize);
    }

    private static String setting(LocalRedis store, String name) {
        return ask(store, redis -> redis.configGet(name).get(name));
    }

    private static List<@Nullable String> values(LocalRedis store, String... keys) {
        return ask(
                store,
                redis -> redis.mget(keys).stream()
                        .<@Nullable String>map(value -> value.getValueOrElse(null))
                        .toList());
    }

    private static <T> T ask(LocalRedis store, Function<RedisCommands<String, String>, T> question) {
        try (RedisClient client = RedisClient.create(store.ownerUrl())) {
            return question.apply(client.connect().sync());
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
