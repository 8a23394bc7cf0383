package dev.gleaner.embedded;

import dev.gleaner.embedded.mongo.BundledMongo;
import dev.gleaner.embedded.mongo.LocalMongod;
import dev.gleaner.embedded.process.ServerNote;
import dev.gleaner.embedded.redis.LocalRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stores that another process runs on a data folder.
 *
 * @param mongoUrl where MongoDB answers
 * @param redisUrl where Redis answers
 */
public record RunningStores(String mongoUrl, String redisUrl) {

    /** Empty if no process works on the folder, or it does not say where they are (yet). */
    public static Optional<RunningStores> on(Path dataDir) {
        if (StorePlan.owner(dataDir).isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> mongo = Stream.of(BundledMongo.FOLDER, LocalMongod.FOLDER)
                .flatMap(name -> ServerNote.read(dataDir.resolve(name)).stream())
                .map(ServerNote::port)
                .filter(LocalMongod::answers)
                .findFirst();
        return mongo.flatMap(port -> redis(dataDir)
                .map(found -> new RunningStores("mongodb://127.0.0.1:" + port, "redis://127.0.0.1:" + found)));
    }

    private static Optional<Integer> redis(Path dataDir) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(dataDir, "redis-*")) {
            for (Path folder : folders) {
                Optional<ServerNote> note = ServerNote.read(folder);
                if (note.isPresent() && LocalRedis.worksOn(folder.toRealPath(), note.get())) {
                    return note.map(ServerNote::port);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
