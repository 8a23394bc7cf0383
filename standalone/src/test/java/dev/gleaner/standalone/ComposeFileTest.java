package dev.gleaner.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.url.ArticleUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the files for containers promise. */
class ComposeFileTest {
    private static final Path ROOT = Path.of("..");

    private Map<String, Map<String, Object>> services = Map.of();

    @BeforeEach
    void read() throws IOException {
        Map<String, Map<String, Map<String, Object>>> compose =
                new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
        services = compose.get("services");
    }

    @Test
    void onlyTheApiIsPublishedAndOnlyOnLoopback() {
        assertThat(services).containsOnlyKeys("api", "consumer", "redis", "mongo");
        services.forEach((name, service) -> {
            if (!name.equals("api")) {
                assertThat(service).as(name).doesNotContainKeys("ports", "network_mode");
            }
        });
        assertThat((List<?>) services.get("api").get("ports"))
                .singleElement()
                .asString()
                .startsWith("127.0.0.1:");
    }

    @Test
    void consumersCanBeScaled() {
        assertThat(services.get("consumer")).doesNotContainKeys("container_name", "ports", "hostname");
    }

    @Test
    void redisKeepsWhatItHasAndThrowsNothingAway() {
        assertThat(services.get("redis").get("command").toString())
                .contains(
                        "--appendonly, yes",
                        "--maxmemory-policy, noeviction",
                        "--maxmemory, ${REDIS_MAX_MEMORY:-512MB}");
        assertThat(services.get("redis").get("volumes").toString()).contains("redis-data:");
        assertThat(services.get("mongo").get("volumes").toString()).contains("mongo-data:");
    }

    @Test
    void everythingComesBackAndHasTimeToStop() {
        services.forEach((name, service) -> {
            assertThat(service.get("restart")).as(name).isEqualTo("unless-stopped");
            int grace =
                    Integer.parseInt(service.get("stop_grace_period").toString().replace("s", ""));
            assertThat(grace).as(name).isGreaterThan(25);
        });
        for (String store : List.of("redis", "mongo")) {
            assertThat(services.get(store)).containsKey("healthcheck");
        }
    }

    @Test
    void imagesRunAsNobodyInParticularAndHearSignals() throws IOException {
        for (String file : List.of("Dockerfile.api", "Dockerfile.consumer")) {
            String text = Files.readString(ROOT.resolve(file));
            String last = text.substring(text.lastIndexOf("\nFROM "));
            assertThat(last).as(file).contains("\nUSER 10001:10001\n").contains("exec java");
            assertThat(text.split("\nFROM ")).as(file).as("two stages").hasSize(3);
        }
        assertThat(Files.readString(ROOT.resolve("Dockerfile.api"))).contains("\nHEALTHCHECK ");
    }

    @Test
    void theSampleIsASubmission() throws IOException {
        JsonNode sample = JsonMapper.shared()
                .readTree(ROOT.resolve("sample_articles.json").toFile());
        AddressPolicy policy = AddressPolicy.of("", "80,443");
        Set<String> keys = new HashSet<>();

        assertThat(sample.propertyNames()).containsExactly("articles");
        assertThat(sample.get("articles")).hasSize(10);
        for (JsonNode article : sample.get("articles")) {
            ArticleUrl url = ArticleUrl.parse(article.get("url").asString());
            assertThat(policy.visibleRefusal(url)).isEmpty();
            assertThat(keys.add(url.key())).isTrue();
            assertThat(article.get("source").asString()).isNotBlank();
            assertThat(article.get("category").asString()).isNotBlank();
        }
    }
}
