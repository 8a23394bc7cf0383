package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.gleaner.testkit.FreePorts;
import dev.gleaner.testkit.HostileSite;
import dev.gleaner.testkit.JavaProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other users of the machine find of {@code ./gleaner up}: closed doors, and no secret on the disk. */
class NeighboursIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String SECRET = "b7e1c09a5d3f4e62";

    @TempDir
    Path folder;

    private final int port = FreePorts.next();
    private final HostileSite site = HostileSite.on("127.0.0.1");
    private JavaProcess up;

    @AfterEach
    void stop() throws IOException {
        if (up != null) {
            up.terminate();
            up.close();
        }
        site.close();
    }

    @Test
    void theStoresOpenToNobodyElseAndHeadersLieNowhereInTheirFiles() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Client client = start(data);
        String body = """
                {"articles": [{"url": "%s"}, {"url": "%s"}], "headers": {"Authorization": "Bearer %s"}}""".formatted(site.url("/ok"), site.url("/404"), SECRET);
        String job =
                client.post("/jobs/submit", body, Map.of()).json().get("job_id").asString();
        await().atMost(LONG).until(() -> client.status(job).ended());
        assertThat(site.requests()).anyMatch(request -> request.contains("Bearer " + SECRET));
        // Another one that is still open, so that its task is stored too.
        site.on("/stays", out -> {
            Thread.currentThread().join(LONG);
            return false;
        });
        client.post("/jobs/submit", body.replace("/ok", "/stays"), Map.of());
        await().atMost(LONG).until(() -> site.requests().stream().anyMatch(request -> request.contains("/stays")));

        assertThat(rights(data)).isEqualTo("rwx------");
        assertThatNoFileHolds(data);

        int redis = noted(data, "redis-");
        try (RedisClient stranger = RedisClient.create("redis://127.0.0.1:" + redis)) {
            assertThatThrownBy(() -> stranger.connect().sync().configGet("dir"))
                    .isInstanceOf(RedisException.class)
                    .hasStackTraceContaining("NOAUTH");
        }
        try (MongoClient stranger = MongoClients.create("mongodb://127.0.0.1:" + noted(data, "mongo"))) {
            assertThatThrownBy(() -> stranger.getDatabase("job_scheduler").runCommand(new Document("find", "jobs")))
                    .isInstanceOf(MongoCommandException.class);
        }

        // What the next start reads is still whole: the failed article runs again with its header.
        up.terminate();
        up.awaitExit(LONG);
        up.close();
        assertThatNoFileHolds(data);
        Client after = start(data);
        int asked = site.requests().size();
        assertThat(after.post("/jobs/" + job + "/retry").status()).isEqualTo(202);
        await().atMost(LONG).until(() -> after.status(job).ended());
        assertThat(site.requests().subList(asked, site.requests().size()))
                .anyMatch(request -> request.contains("/404") && request.contains("Bearer " + SECRET));
    }

    private Client start(Path data) {
        Map<String, String> environment = new HashMap<>();
        environment.put("API_PORT", Integer.toString(port));
        environment.put("DATA_DIR", data.toString());
        environment.put("SCRAPE_ALLOWED_HOSTS", "127.0.0.1:" + site.port());
        environment.put("ROBOTS_OBEY", "false");
        up = JavaProcess.start("dev.gleaner.standalone.Gleaner", environment, "up");
        Client client = new Client("http://127.0.0.1:" + port);
        await().atMost(LONG)
                .ignoreExceptions()
                .until(() -> client.get("/health").status() == 200);
        return client;
    }

    private static void assertThatNoFileHolds(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSizeGreaterThan(5);
            for (Path file : all) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET))
                        .as(file.toString())
                        .isFalse();
            }
        }
    }

    private static int noted(Path data, String store) throws IOException {
        try (Stream<Path> folders = Files.list(data)) {
            Path note = folders.filter(one -> one.getFileName().toString().startsWith(store))
                    .map(one -> one.resolve("server.properties"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(note)));
            assertThat(rights(note)).isEqualTo("rw-------");
            return Integer.parseInt(properties.getProperty("port"));
        }
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
