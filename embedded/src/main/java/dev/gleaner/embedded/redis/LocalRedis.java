package dev.gleaner.embedded.redis;

import dev.gleaner.embedded.process.FolderLock;
import dev.gleaner.embedded.process.GroupCommit;
import dev.gleaner.embedded.process.LocalStore;
import dev.gleaner.embedded.process.PrivateFiles;
import dev.gleaner.embedded.process.ServerNote;
import dev.gleaner.embedded.process.ServerProcess;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
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
public final class LocalRedis implements LocalStore {

    private static final Logger log = LoggerFactory.getLogger(LocalRedis.class);

    private final FolderLock lock;
    private final ServerProcess server;
    private final RedisUsers users;
    private final String description;
    private final RedisLink link;
    private final GroupCommit fsync = new GroupCommit(this::force);
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalRedis(FolderLock lock, ServerProcess server, RedisUsers users, RedisLink link, String description) {
        this.lock = lock;
        this.server = server;
        this.users = users;
        this.link = link;
        this.description = description;
    }

    /**
     * Starts the program on its folder below {@code dataDir}. The store then owns the lock and gives it back on close.
     *
     * @param mostBytes of memory for its data; when they are used it refuses writes, and throws nothing away
     * @throws IOException when the program does not come up
     */
    public static LocalRedis start(
            FolderLock lock, RedisProgram program, Path dataDir, RedisUsers users, long mostBytes) throws IOException {
        Path folder = PrivateFiles.folder(dataDir.resolve(program.folderName())).toRealPath();
        Optional<AppendOnlyFile> appended = AppendOnlyFile.in(folder);
        long cut = appended.isPresent() ? appended.get().endWhole() : 0;
        if (cut > 0) {
            log.warn("The file of Redis ended within a command or transaction; its last {} bytes are dropped", cut);
        }
        int port = ServerProcess.freePort();
        Path configuration = folder.resolve("redis.conf");
        PrivateFiles.write(configuration, configuration(folder, port, program, mostBytes) + users.configuration());
        ServerProcess server = ServerProcess.start(
                folder,
                port,
                users.owner(),
                List.of(program.file().toString(), configuration.toString()),
                LocalRedis::answers);
        return new LocalRedis(
                lock,
                server,
                users,
                connected(server),
                "redis-server " + program.version() + " " + program.origin() + ", port " + port + ", data in "
                        + dataDir.resolve(program.folderName()));
    }

    private static String configuration(Path folder, int port, RedisProgram program, long mostBytes) {
        String quoted = folder.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return """
                bind 127.0.0.1
                port %d
                dir "%s"
                daemonize no
                appendonly yes
                appendfsync everysec
                save ""
                maxmemory %d
                maxmemory-policy noeviction
                aof-use-rdb-preamble %s
                """
                // Before version 7 a snapshot would lie in the same file as the commands, which are read at a start.
                .formatted(port, quoted, mostBytes, program.major() < 7 ? "no" : "yes");
    }

    private static RedisLink connected(ServerProcess server) throws IOException {
        try {
            return RedisLink.connect(server.note());
        } catch (IOException gone) {
            server.end();
            throw gone;
        }
    }

    private static boolean answers(ServerNote note) {
        if (!ServerProcess.isListening(note.port())) {
            return false;
        }
        try (RedisLink redis = RedisLink.connect(note)) {
            return redis.call(RedisCommands::ping).equals("PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Stops the servers that an earlier process left behind on this folder when it was killed. A server is only touched
     * when it answers on the noted port, works on our folder and has the noted pid.
     */
    public static void stopOrphans(Path dataDir) throws IOException {
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
        try (RedisLink redis = RedisLink.connect(note)) {
            pid = pid(redis);
            log.info("Stopping redis-server (pid {}), left behind on {} by a process that was killed", pid, folder);
            shutDown(redis);
        }
        if (!ServerProcess.awaitEnd(pid)) {
            throw new IOException("redis-server (pid " + pid + ") still runs on " + folder + " and does not stop");
        }
        ServerNote.delete(folder);
    }

    /**
     * Whether the server of a note runs, on the folder of the note.
     *
     * @throws IOException when its process is there and does not answer in time
     */
    public static boolean worksOn(Path folder, ServerNote note) throws IOException {
        try (RedisLink redis = RedisLink.connect(note)) {
            return folder.toString()
                            .equals(redis.call(commands -> commands.configGet("dir"))
                                    .get("dir"))
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

    private static long pid(RedisLink redis) throws IOException {
        return redis.call(commands -> commands.info("server"))
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .map(line ->
                        Long.parseLong(line.substring("process_id:".length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("INFO names no process_id"));
    }

    /** Its only answer is that it is gone; it forces its file to disk before. */
    private static void shutDown(RedisLink redis) {
        try {
            redis.call(commands -> {
                commands.shutdown(false);
                return commands;
            });
        } catch (IOException goneAsAsked) {
            log.debug("The server closed the connection: {}", goneAsAsked.toString());
        }
    }

    /**
     * With {@code appendfsync always} a write is answered after the file is forced to disk, and the file holds all
     * earlier writes too. The key lives only inside the transaction.
     */
    private void force() {
        try {
            link.call(redis -> {
                redis.configSet("appendfsync", "always");
                redis.multi();
                redis.set("{local}:flush", "1");
                redis.del("{local}:flush");
                redis.exec();
                return redis.configSet("appendfsync", "everysec");
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Redis could not force its file to disk", e);
        }
    }

    @Override
    public String url() {
        return users.serviceUrl(server.port());
    }

    /** Where its owner connects, who may change its settings. */
    public String ownerUrl() {
        return RedisUsers.ownerUrl(server.note());
    }

    @Override
    public String description() {
        return description;
    }

    /** The process of the server. */
    public long pid() {
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
        try (lock;
                link) {
            shutDown(link);
            server.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
