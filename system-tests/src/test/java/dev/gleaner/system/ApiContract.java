package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds every answer that the system tests get against the document that the API gives of itself: the status must be in it,
 * the media type, and the body must fit its schema.
 */
final class ApiContract {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String DOCUMENT = "https://contract.test/openapi.json";
    private static final AtomicInteger CHECKED = new AtomicInteger();

    private static volatile @Nullable ApiContract instance;

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private ApiContract(String text) {
        this.document = JSON.readTree(text);
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(DOCUMENT, text)));
    }

    /** Fails if the answer is not what the document says. */
    static void check(HttpRequest request, HttpResponse<String> response) throws IOException, InterruptedException {
        String path = request.uri().getPath();
        if (path.equals("/openapi.json") || path.startsWith("/docs")) {
            return;
        }
        contract(request.uri()).checkAnswer(request, response);
        CHECKED.incrementAndGet();
    }

    /** How many answers were held against the document so far. */
    static int checked() {
        return CHECKED.get();
    }

    /** All processes are of one build, so the document of the first is that of all. */
    private static ApiContract contract(URI uri) throws IOException, InterruptedException {
        ApiContract known = instance;
        if (known == null) {
            HttpResponse<String> document = HTTP.send(
                    HttpRequest.newBuilder(uri.resolve("/openapi.json")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(document.statusCode()).isEqualTo(200);
            known = new ApiContract(document.body());
            instance = known;
        }
        return known;
    }

    private void checkAnswer(HttpRequest request, HttpResponse<String> response) {
        String what = "%s %s answered %d: %s"
                .formatted(request.method(), request.uri(), response.statusCode(), shortened(response.body()));
        Optional<JsonNode> operation = operation(request);
        if (operation.isEmpty()) {
            assertThat(response.statusCode()).as(what).isIn(404, 405);
            return;
        }
        String status = Integer.toString(response.statusCode());
        JsonNode documented = operation.get().path("responses").path(status);
        assertThat(documented.isMissingNode())
                .as("undocumented status: " + what)
                .isFalse();
        String mediaType = response.headers()
                .firstValue("content-type")
                .orElse("none")
                .split(";")[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        JsonNode content = documented.path("content").path(mediaType);
        assertThat(content.isMissingNode())
                .as("undocumented media type: " + what)
                .isFalse();
        if (mediaType.endsWith("json") && content.has("schema") && !mediaType.contains("ndjson")) {
            List<Error> errors = schema(content.get("schema")).validate(response.body(), InputFormat.JSON);
            assertThat(errors).as("not of its schema: " + what).isEmpty();
        }
    }

    private Schema schema(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        if (!reference.isEmpty()) {
            return schemas.computeIfAbsent(reference, ref -> registry.getSchema(SchemaLocation.of(DOCUMENT + ref)));
        }
        // An array of something, the only other form: its reference is made whole.
        String inline = schema.toString().replace("\"#/", "\"" + DOCUMENT + "#/");
        return schemas.computeIfAbsent(inline, text -> registry.getSchema(text, InputFormat.JSON));
    }

    private Optional<JsonNode> operation(HttpRequest request) {
        String path = request.uri().getPath();
        String plain = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return document.get("paths").properties().stream()
                .filter(entry -> Pattern.matches(entry.getKey().replaceAll("\\{[^}]+}", "[^/]+"), plain))
                // A path without parameters goes before one with them.
                .min(java.util.Comparator.comparing(entry -> entry.getKey().contains("{")))
                .map(entry -> entry.getValue().path(request.method().toLowerCase(Locale.ROOT)))
                .filter(operation -> !operation.isMissingNode());
    }

    private static String shortened(String body) {
        return body.length() <= 500 ? body : body.substring(0, 500) + " ...";
    }
}
