package dev.gleaner.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.embedded.LocalStores;
import dev.gleaner.embedded.process.LocalStore;
import dev.gleaner.standalone.doctor.mongo.MongoCheck;
import dev.gleaner.standalone.doctor.redis.RedisCheck;
import dev.gleaner.testkit.FreePorts;
import dev.gleaner.testkit.TestStores;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void aFreshMachineIsHealthyAndNothingIsWritten() {
        Path data = folder.resolve("data");
        Diagnosis diagnosis = examine(data);
        assertThat(diagnosis.healthy()).as(diagnosis.text()).isTrue();
        assertThat(diagnosis.text())
                .contains(System.getProperty("java.home"), "here:1 is free", "is not there yet", "MongoDB: ", "Redis: ")
                .contains("MONGO_URL is not set", "REDIS_URL is not set")
                .endsWith("Nothing has to be done.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void commandsOfCallbacksMustBeExecutable() throws IOException {
        Path script = Files.writeString(folder.resolve("script.sh"), "#!/bin/sh\n");
        environment.put("CALLBACK_COMMANDS", "good=/bin/sh -c true; script=%s; gone=/no/such".formatted(script));

        assertThat(of(examine(folder), "command"))
                .containsExactly(
                        Finding.problem(
                                "command",
                                "gone is /no/such (CALLBACK_COMMANDS), which is no file",
                                "correct its path"),
                        Finding.ok("command", "good is /bin/sh (CALLBACK_COMMANDS)"),
                        Finding.problem(
                                "command",
                                "script is %s (CALLBACK_COMMANDS), which cannot be executed".formatted(script),
                                "chmod +x " + script));

        environment.put("CALLBACK_COMMANDS", "nonsense");
        assertThat(examine(folder).healthy()).isFalse();
    }

    @Test
    void scrapersMustBeValidAndTheirProgramsThere() throws IOException {
        Path file = Files.writeString(folder.resolve("scrapers.yaml"), """
                scrapers:
                  good: {command: [sh, script.sh]}
                  gone: {command: [./no/such]}
                  missing: {command: [no-such-program-here], working_directory: nowhere}
                """);
        environment.put("SCRAPERS_FILE", file.toString());
        environment.put("PATH", "/nowhere:/bin");

        assertThat(of(examine(folder), "scraper"))
                .containsExactly(
                        Finding.ok("scraper", file + " defines 3 scrapers (SCRAPERS_FILE)"),
                        Finding.ok("scraper", "good runs sh, which is /bin/sh"),
                        Finding.problem(
                                "scraper",
                                "gone runs %s, which is no file".formatted(folder.resolve("no/such")),
                                "correct its path"),
                        Finding.problem(
                                "scraper",
                                "missing runs no-such-program-here, which is not in PATH",
                                "install it, or write where it is"),
                        Finding.problem(
                                "scraper",
                                "missing runs in %s, which is no folder".formatted(folder.resolve("nowhere")),
                                "make it, or correct working_directory"));

        Files.writeString(file, "scrapers: {x: {comand: [a]}}");
        assertThat(of(examine(folder), "scraper"))
                .contains(Finding.problem(
                        "scraper",
                        "line 1: scrapers.x.comand is no known field; did you mean command? (SCRAPERS_FILE)",
                        "correct " + file));
    }

    @Test
    void aTakenPortIsAProblemWithTheReasonAndTheSetting() {
        Diagnosis diagnosis = examine(folder, () -> {
            throw new IllegalStateException("Port 8000 is taken");
        });
        assertThat(diagnosis.healthy()).isFalse();
        assertThat(of(diagnosis, "port"))
                .containsExactly(Finding.problem("port", "Port 8000 is taken", "see API_HOST and API_PORT"));
    }

    @Test
    void theOwnerOfTheDataFolderIsNamedAndItsPortIsNoProblem() {
        try (LocalStore redis = LocalStores.openRedis(folder)) {
            Diagnosis diagnosis = examine(folder, () -> {
                throw new IllegalStateException(redis.url());
            });
            assertThat(of(diagnosis, "port").getFirst().level()).isEqualTo(Finding.Level.NOTE);
            // The lock is held by this very process, which Java tells apart from another.
            assertThat(of(diagnosis, "data").getFirst().text())
                    .endsWith("is in use by process " + ProcessHandle.current().pid());
        }
        assertThat(of(examine(folder), "data").getFirst().text()).contains("holds redis-");
    }

    @Test
    void aDataFolderThatIsAFileIsAProblem() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(of(examine(file), "data").getFirst().level()).isEqualTo(Finding.Level.PROBLEM);
    }

    @Test
    void configuredStoresAreAskedForTheirVersion() {
        try (TestStores.PrivateStore redis = TestStores.startRedis()) {
            environment.put("MONGO_URL", TestStores.mongo().url());
            environment.put("REDIS_URL", redis.url());
            Diagnosis diagnosis = examine(folder);
            assertThat(of(diagnosis, "mongodb").getFirst().text()).matches("MONGO_URL: \\S+ answers, version \\d.*");
            assertThat(of(diagnosis, "redis").getFirst().text()).matches("REDIS_URL: \\S+ answers, version \\d.*");
            assertThat(diagnosis.healthy()).as(diagnosis.text()).isTrue();

            RedisClient client = RedisClient.create(redis.url());
            try (var connection = client.connect()) {
                connection.sync().configSet("maxmemory-policy", "allkeys-lru");
            } finally {
                client.shutdown();
            }
            assertThat(of(examine(folder), "redis").getLast())
                    .isEqualTo(Finding.problem(
                            "redis",
                            "it may throw keys away (maxmemory-policy allkeys-lru)",
                            "set maxmemory-policy noeviction; Gleaner does not start on it otherwise"));
        }
    }

    @Test
    void aConfiguredStoreThatIsAwayOrWrittenWrongIsAProblemAndItsPasswordStaysHidden() {
        int port = FreePorts.next();
        environment.put("MONGO_URL", "mongodb://me:hidden@127.0.0.1:" + port);
        environment.put("REDIS_URL", "redis://me:hidden@127.0.0.1:" + port);
        Diagnosis away = examine(folder);
        assertThat(of(away, "mongodb").getFirst().text()).contains("127.0.0.1:" + port + " does not answer");
        assertThat(of(away, "redis").getFirst().text()).contains("127.0.0.1:" + port + " does not answer");
        assertThat(away.healthy()).isFalse();
        assertThat(away.text() + away.json()).doesNotContain("hidden").contains("MONGO_URL=mongodb://***@127.0.0.1");

        environment.put("MONGO_URL", "mongo://me:hidden@host");
        environment.put("REDIS_URL", "reddis://me:hidden@host");
        Diagnosis wrong = examine(folder);
        assertThat(of(wrong, "mongodb").getFirst().text()).isEqualTo("MONGO_URL is no MongoDB connection string");
        assertThat(of(wrong, "redis").getFirst().text()).isEqualTo("REDIS_URL is no Redis URL");
        assertThat(wrong.text() + wrong.json()).doesNotContain("hidden");
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS_URL,redis://:pa@ss@host:1,redis://***@host:1",
        "API_KEYS,one,***",
        "JAVA_OPTS,-Xmx1g -Dmail.password=x -Dy=z,-Xmx1g -Dmail.password=*** -Dy=z",
        "MONGO_URL,mongodb://h/?tlsCertificateKeyFilePassword=x&a=b,mongodb://h/?tlsCertificateKeyFilePassword=***&a=b",
        "API_PORT,8000,8000"
    })
    void secretsAreMasked(String name, String value, String shown) {
        assertThat(Settings.masked(name, value)).isEqualTo(shown);
    }

    @Test
    void theJsonHoldsWhatTheTextHolds() {
        environment.put("API_PORT", "8123");
        Diagnosis diagnosis = examine(folder);
        JsonNode json = JsonMapper.builder().build().readTree(diagnosis.json());
        assertThat(json.get("version").asString()).isEqualTo("1.2");
        assertThat(json.get("healthy").asBoolean()).isTrue();
        assertThat(json.get("findings").size()).isEqualTo(diagnosis.findings().size());
        assertThat(json.get("findings").get(0).get("area").asString()).isEqualTo("java");
        assertThat(json.get("findings").get(0).get("level").asString()).isEqualTo("ok");
        assertThat(of(diagnosis, "setting")).containsExactly(Finding.ok("setting", "API_PORT=8123"));
    }

    private Diagnosis examine(Path data) {
        return examine(data, () -> URI.create("here:1").toString());
    }

    private Diagnosis examine(Path data, Supplier<String> freePort) {
        return new Doctor(environment, "1.2", data, freePort, MongoCheck::of, RedisCheck::of).examine();
    }

    private static List<Finding> of(Diagnosis diagnosis, String area) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.area().equals(area))
                .toList();
    }
}
