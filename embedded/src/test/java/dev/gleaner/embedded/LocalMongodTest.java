package dev.gleaner.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.embedded.mongo.LocalMongod;
import dev.gleaner.embedded.process.LocalStore;
import dev.gleaner.embedded.process.Programs;
import dev.gleaner.embedded.process.Secret;
import dev.gleaner.embedded.process.ServerNote;
import dev.gleaner.embedded.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalMongodTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aServerIsKnownByItsAnswerToAPing() throws IOException {
        try (LocalStore store = LocalStores.inMemoryMongo()) {
            int port = URI.create(store.url()).getPort();
            assertThat(LocalMongod.answers(port)).isTrue();
        }
        assertThat(LocalMongod.answers(ServerProcess.freePort())).isFalse();
    }

    /** Another service that is silent must not hold up a start for long. */
    @Test
    void whatIsNoMongoIsNoServerOfOurs() throws IOException {
        try (LocalStore redis = LocalStores.openRedis(folder)) {
            assertThat(LocalMongod.answers(URI.create(redis.url()).getPort())).isFalse();
        }
    }

    @Test
    void anInstallationThatDoesNotStartFallsBackToTheBundledServer() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("path"));
        LocalRedisTest.script(bin.resolve("mongod"), "echo 'Illegal instruction'; exit 132");
        Path data = folder.resolve("data");
        try (LocalStore store = LocalStores.mongo(data, new Programs(List.of(bin)), Secret.random())) {
            assertThat(store.description()).contains("bundled");
        }
        assertThat(ServerNote.read(data.resolve(LocalMongod.FOLDER))).isEmpty();
    }

    @Test
    void dataOfTheBundledServerStaysWithItWhenMongodIsInstalledLater() throws IOException {
        LocalStores.mongo(folder, new Programs(List.of()), Secret.random()).close();
        Path bin = Files.createDirectories(folder.resolve("path"));
        LocalRedisTest.script(bin.resolve("mongod"), "exit 1");
        try (LocalStore store = LocalStores.mongo(folder, new Programs(List.of(bin)), Secret.random())) {
            assertThat(store.description()).contains("bundled");
        }
        assertThat(folder.resolve(LocalMongod.FOLDER)).doesNotExist();
    }
}
