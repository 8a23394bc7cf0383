package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API's own document: complete, and in the names that the answers use. */
@SpringBootTest(classes = WebApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class OpenApiDocumentTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final int port;
    private JsonNode document = JSON.nullNode();

    @Autowired
    OpenApiDocumentTest(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeEach
    void read() throws Exception {
        String text = get("/openapi.json");
        document = JSON.readTree(text);
        // Where tools that check such documents find it.
        Files.writeString(Path.of("target", "openapi.json"), text);
    }

    @Test
    void everyDoorOfTheContractIsInIt() {
        assertThat(document.get("paths").propertyNames())
                .contains(
                        "/jobs",
                        "/jobs/submit",
                        "/jobs/{job_id}",
                        "/jobs/{job_id}/status",
                        "/jobs/{job_id}/results",
                        "/jobs/cancel",
                        "/jobs/retry",
                        "/jobs/{job_id}/pause",
                        "/jobs/{job_id}/resume",
                        "/jobs/{job_id}/report",
                        "/jobs/{job_id}/retry",
                        "/jobs/{job_id}/articles",
                        "/articles",
                        "/jobs/{job_id}/articles/{article_id}/log",
                        "/jobs/{job_id}/articles/{article_id}/attempts",
                        "/articles/{article_id}/versions",
                        "/articles/{article_id}/versions/{version}",
                        "/articles/{article_id}/jobs",
                        "/scrapers",
                        "/scrapers/{name}",
                        "/presets",
                        "/presets/{name}",
                        "/articles/{article_id}",
                        "/schedules",
                        "/schedules/{schedule_id}",
                        "/schedules/{schedule_id}/run",
                        "/schedules/{schedule_id}/history",
                        "/schedules/apply",
                        "/hosts",
                        "/hosts/{host}",
                        "/hosts/{host}/resume",
                        "/health",
                        "/health/live",
                        "/health/ready")
                .noneMatch(path -> path.endsWith("/") && path.length() > 1);
    }

    @Test
    void everyOperationSaysWhatItDoesAndEveryStatus() {
        List<String> ids = new ArrayList<>();
        operations((name, operation) -> {
            ids.add(operation.path("operationId").asString());
            assertThat(operation.path("summary").asString()).as(name).isNotBlank();
            assertThat(operation.path("tags")).as(name).isNotEmpty();
            JsonNode responses = operation.get("responses");
            assertThat(responses.propertyNames()).as(name).anyMatch(code -> code.startsWith("2"));
            assertThat(responses.propertyNames()).as(name).contains("400", "500");
            if (name.contains("{job_id}")) {
                assertThat(responses.propertyNames()).as(name).contains("404");
            }
            if (!name.contains("/health")) {
                assertThat(responses.path("503").path("headers").propertyNames())
                        .as(name)
                        .contains("Retry-After");
                responses.properties().stream()
                        .filter(one -> one.getKey().compareTo("400") >= 0)
                        .forEach(
                                one -> assertThat(one.getValue().path("content").propertyNames())
                                        .as(name + " " + one.getKey())
                                        .containsExactly("application/problem+json"));
            }
        });
        assertThat(ids).doesNotHaveDuplicates().noneMatch(String::isBlank);
    }

    @Test
    void allNamesAreWrittenWithUnderscores() {
        document.get("components")
                .get("schemas")
                .properties()
                .forEach(schema -> assertThat(
                                schema.getValue().path("properties").propertyNames())
                        .as(schema.getKey())
                        .allMatch(name -> name.matches("[a-z0-9_]+")));
        operations((name, operation) -> operation.path("parameters").forEach(parameter -> {
            if (!parameter.path("in").asString().equals("header")) {
                assertThat(parameter.path("name").asString()).as(name).matches("[a-z0-9_]+");
            }
        }));
    }

    @Test
    void whatMayBeNullSaysSo() {
        JsonNode job =
                document.get("components").get("schemas").get("JobStatus").get("properties");

        assertThat(job.get("completed_at").get("type").toString()).isEqualTo("[\"string\",\"null\"]");
        assertThat(job.get("created_at").get("type").toString()).isEqualTo("\"string\"");
        JsonNode submission =
                document.get("components").get("schemas").get("Submission").get("properties");
        assertThat(submission.get("on_duplicate").get("enum").toString()).isEqualTo("[\"error\",\"skip\",null]");
    }

    @Test
    void theDocumentIsShownForPeopleToo() throws Exception {
        assertThat(get("/docs")).contains("swagger-ui");
    }

    private void operations(BiConsumer<String, JsonNode> each) {
        document.get("paths").properties().forEach(path -> {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                each.accept(operation.getKey() + " " + path.getKey(), operation.getValue());
            }
        });
    }

    private String get(String path) throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
