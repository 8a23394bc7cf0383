package dev.gleaner.embedded;

import dev.gleaner.embedded.mongo.BundledMongo;
import dev.gleaner.embedded.mongo.LocalMongod;
import dev.gleaner.embedded.process.ServerNote;
import dev.gleaner.embedded.redis.LocalRedis;
import dev.gleaner.embedded.redis.RedisUsers;
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
 * @param mongoUrl where MongoDB answers, with its secret
 * @param redisUrl where Redis answers its owner, with the secret
 */
public record RunningStores(String mongoUrl, String redisUrl) {

    /** Empty if no process works on the folder, or it does not say where they are (yet). */
    public static Optional<RunningStores> on(Path dataDir) {
        if (StorePlan.owner(dataDir).isEmpty()) {
            return Optional.empty();
        }
        Optional<ServerNote> mongo = Stream.of(BundledMongo.FOLDER, LocalMongod.FOLDER)
                .flatMap(name -> ServerNote.read(dataDir.resolve(name)).stream())
                .filter(note -> LocalMongod.answers(note.port()))
                .findFirst();
        return mongo.flatMap(found ->
                redis(dataDir).map(redis -> new RunningStores(BundledMongo.url(found), RedisUsers.ownerUrl(redis))));
    }

    private static Optional<ServerNote> redis(Path dataDir) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(dataDir, "redis-*")) {
            for (Path folder : folders) {
                Optional<ServerNote> note = ServerNote.read(folder);
                if (note.isPresent() && LocalRedis.worksOn(folder.toRealPath(), note.get())) {
                    return note;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
