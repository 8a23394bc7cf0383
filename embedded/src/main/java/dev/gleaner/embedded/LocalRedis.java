package dev.gleaner.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A redis-server as a child of this process, with an append-only file in a folder for its major version. */
final class LocalRedis implements LocalStore {

    private static final Logger log = LoggerFactory.getLogger(LocalRedis.class);

    private final FolderLock lock;
    private final ServerProcess server;
    private final String description;
    private final GroupCommit fsync = new GroupCommit(this::force);
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalRedis(FolderLock lock, ServerProcess server, String description) {
        this.lock = lock;
        this.server = server;
        this.description = description;
    }

    /**
     * Starts the program on its folder below {@code dataDir}. The store then owns the lock and gives it back on close.
     *
     * @throws IOException when the program does not come up
     */
    static LocalRedis start(FolderLock lock, RedisProgram program, Path dataDir) throws IOException {
        Path folder =
                Files.createDirectories(dataDir.resolve(program.folderName())).toRealPath();
        Optional<AppendOnlyFile> appended = AppendOnlyFile.in(folder);
        long cut = appended.isPresent() ? appended.get().endWhole() : 0;
        if (cut > 0) {
            log.warn("The file of Redis ended within a command or transaction; its last {} bytes are dropped", cut);
        }
        int port = ServerProcess.freePort();
        Path configuration = folder.resolve("redis.conf");
        Files.writeString(configuration, configuration(folder, port, program));
        ServerProcess server = ServerProcess.start(
                folder, port, List.of(program.file().toString(), configuration.toString()), LocalRedis::answers);
        return new LocalRedis(
                lock,
                server,
                "redis-server " + program.version() + " " + program.origin() + ", port " + port + ", data in "
                        + dataDir.resolve(program.folderName()));
    }

    private static String configuration(Path folder, int port, RedisProgram program) {
        String quoted = folder.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return """
                bind 127.0.0.1
                port %d
                dir "%s"
                daemonize no
                appendonly yes
                appendfsync everysec
                save ""
                maxmemory-policy noeviction
                aof-use-rdb-preamble %s
                """
                // Before version 7 a snapshot would lie in the same file as the commands, which are read at a start.
                .formatted(port, quoted, program.major() < 7 ? "no" : "yes");
    }

    private static boolean answers(int port) {
        try (RespClient redis = RespClient.connect(port)) {
            return redis.call("PING").contains("PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Stops the servers that an earlier process left behind on this folder when it was killed. A server is only touched
     * when it answers on the noted port, works on our folder and has the noted pid.
     */
    static void stopOrphans(Path dataDir) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(dataDir, "redis-*")) {
            for (Path folder : folders) {
                Optional<ServerNote> note = ServerNote.read(folder);
                if (note.isPresent()) {
                    stopOrphan(folder.toRealPath(), note.get());
                }
            }
        }
    }

    private static void stopOrphan(Path folder, ServerNote note) throws IOException {
        if (!worksOn(folder, note)) {
            return;
        }
        long pid;
        try (RespClient redis = RespClient.connect(note.port())) {
            pid = pid(redis);
            log.info("Stopping redis-server (pid {}), left behind on {} by a process that was killed", pid, folder);
            shutDown(redis);
        }
        if (!ServerProcess.awaitEnd(pid)) {
            throw new IOException("redis-server (pid " + pid + ") still runs on " + folder + " and does not stop");
        }
        ServerNote.delete(folder);
    }

    static boolean worksOn(Path folder, ServerNote note) throws IOException {
        try (RespClient redis = RespClient.connect(note.port())) {
            return redis.call("CONFIG", "GET", "dir").contains(folder.toString())
                    && (note.pid() == 0 || note.pid() == pid(redis));
        } catch (SocketTimeoutException slow) {
            // It may be ours on a machine under load; a second server on the folder would do more harm than no start.
            if (note.pid() != 0 && ProcessHandle.of(note.pid()).isPresent()) {
                throw new IOException("the server (pid " + note.pid() + ") on " + folder + " does not answer", slow);
            }
            return false;
        } catch (IOException nobodyOrNotRedis) {
            return false;
        }
    }

    private static long pid(RespClient redis) throws IOException {
        return redis.call("INFO", "server")
                .getFirst()
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .map(line ->
                        Long.parseLong(line.substring("process_id:".length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("INFO names no process_id"));
    }

    private static void shutDown(RespClient redis) throws IOException {
        try {
            redis.call("SHUTDOWN");
        } catch (EOFException | SocketException goneAsAsked) {
            log.debug("The server closed the connection: {}", goneAsAsked.toString());
        }
    }

    /**
     * With {@code appendfsync always} a write is answered after the file is forced to disk, and the file holds all
     * earlier writes too. The key lives only inside the transaction.
     */
    private void force() {
        try (RespClient redis = RespClient.connect(server.port())) {
            redis.call("CONFIG", "SET", "appendfsync", "always");
            redis.call("MULTI");
            redis.call("SET", "{local}:flush", "1");
            redis.call("DEL", "{local}:flush");
            redis.call("EXEC");
            redis.call("CONFIG", "SET", "appendfsync", "everysec");
        } catch (IOException e) {
            throw new UncheckedIOException("Redis could not force its file to disk", e);
        }
    }

    @Override
    public String url() {
        return "redis://127.0.0.1:" + server.port();
    }

    @Override
    public String description() {
        return description;
    }

    long pid() {
        return server.pid();
    }

    @Override
    public void flush() {
        fsync.await();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (lock) {
            try (RespClient redis = RespClient.connect(server.port())) {
                shutDown(redis);
            } catch (IOException alreadyGone) {
                log.debug("redis-server does not answer any more: {}", alreadyGone.toString());
            }
            server.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
