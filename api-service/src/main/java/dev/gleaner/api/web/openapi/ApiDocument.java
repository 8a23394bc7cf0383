package dev.gleaner.api.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Completes the document of the API: the doors say what they answer when all is well and what is special about them, here
 * stands what all have in common.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocument {
    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final String PROBLEM_JSON = "application/problem+json";

    @Bean
    OpenAPI document() {
        return new OpenAPI()
                .info(new Info()
                        .title("Gleaner")
                        .version("1")
                        .description(
                                "Scrapes lists of articles as jobs. Paths may end with a slash. Progress is told on the "
                                        + "WebSockets /ws (all jobs) and /ws/jobs/{job_id} (one). Times are ISO-8601 in UTC. Errors "
                                        + "are problem documents (RFC 9457).")
                        .license(new License().name("MIT").url("https://opensource.org/license/mit")))
                .servers(List.of(new Server().url("/").description("This process")))
                .tags(List.of(
                        new Tag().name("Jobs").description("Submit, watch, cancel, run again, remove"),
                        new Tag().name("Schedules").description("Work that repeats by itself"),
                        new Tag().name("Presets").description("Work under a name, for submissions and schedules"),
                        new Tag().name("Results").description("What jobs brought"),
                        new Tag().name("Articles").description("What is stored of an address"),
                        new Tag().name("Hosts").description("Which sites are paused or slowed, and why"),
                        new Tag().name("Operations").description("How this process is")));
    }

    @Bean
    OpenApiCustomizer whatAllHaveInCommon() {
        return api -> {
            api.getComponents().addSchemas("Problem", problem());
            api.getPaths().keySet().removeIf(path -> path.length() > 1 && path.endsWith("/"));
            api.getPaths()
                    .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                        if (method != PathItem.HttpMethod.GET) {
                            addIfAbsent(operation.getResponses(), "403", "A page of another site may not write");
                            addIfAbsent(operation.getResponses(), "415", "The body is of a media type that forms send");
                        }
                        complete(path, operation);
                    }));
            renamePathParameters(api);
            PlainSchemas.apply(api);
            Stability.apply(api);
        };
    }

    private static void complete(String path, Operation operation) {
        ApiResponses responses = operation.getResponses();
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        boolean health = path.startsWith("/health");
        if (path.contains("{jobId}")) {
            addIfAbsent(responses, "404", "There is no such job");
        }
        if (path.contains("{scheduleId}")) {
            addIfAbsent(responses, "404", "There is no such schedule");
        }
        if (parameters.stream().anyMatch(parameter -> "query".equals(parameter.getIn()))) {
            addIfAbsent(responses, "422", "A parameter is invalid");
        }
        if (!health) {
            addIfAbsent(responses, "503", "A store is away, or too slow; come back later");
        }
        addIfAbsent(responses, "500", "A fault of ours; the log has the details under the incident's id");
        addIfAbsent(responses, "400", "The request cannot be read");
        addIfAbsent(responses, "421", "It was asked under a name that is not its own (API_ALLOWED_HOSTS)");
        addIfAbsent(responses, "406", "Nothing that can be answered here is acceptable to the client");
        responses.forEach((code, response) -> {
            if (code.compareTo("400") >= 0 && !(health && code.equals("503"))) {
                response.content(
                        new Content().addMediaType(PROBLEM_JSON, new MediaType().schema(new Schema<>().$ref(PROBLEM))));
            }
            if (code.equals("503") && !health) {
                response.addHeaderObject(
                        "Retry-After",
                        new Header()
                                .description("Seconds")
                                .schema(new IntegerSchema().minimum(java.math.BigDecimal.ONE)));
            }
        });
        Map<String, ApiResponse> sorted = new TreeMap<>(responses);
        responses.clear();
        responses.putAll(sorted);
    }

    private static void addIfAbsent(ApiResponses responses, String code, String description) {
        if (!responses.containsKey(code)) {
            responses.addApiResponse(code, new ApiResponse().description(description));
        }
    }

    /** Parameters of paths are written as fields are. */
    private static void renamePathParameters(OpenAPI api) {
        Map<String, PathItem> renamed = new TreeMap<>();
        api.getPaths().forEach((path, item) -> {
            item.readOperations().forEach(operation -> {
                if (operation.getParameters() != null) {
                    operation.getParameters().stream()
                            .filter(parameter -> "path".equals(parameter.getIn()))
                            .forEach(parameter -> {
                                parameter.setName(snakeCase(parameter.getName()));
                                parameter.setSchema(new StringSchema()
                                        .pattern(
                                                parameter.getName().equals("host")
                                                        ? "^[A-Za-z0-9_.:\\[\\]-]+$"
                                                        : "^[A-Za-z0-9_-]+$"));
                            });
                }
            });
            renamed.put(snakeCase(path), item);
        });
        api.getPaths().clear();
        api.getPaths().putAll(renamed);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }

    private static Schema<?> problem() {
        Schema<?> fault = new ObjectSchema()
                .addProperty("path", new StringSchema().example("articles[0].priority"))
                .addProperty("message", new StringSchema().example("must be a whole number from 1 to 10"))
                .addProperty(
                        "code",
                        new StringSchema()
                                .description("for programs, where they may do something about it")
                                .example("unknown_scraper"));
        return new ObjectSchema()
                .description("RFC 9457; besides these members, facts of the case")
                .addProperty("type", new StringSchema().example("about:blank"))
                .addProperty("title", new StringSchema().example("Not Found"))
                .addProperty("status", new IntegerSchema().example(404))
                .addProperty("detail", new StringSchema().example("Job not found"))
                .addProperty("instance", new StringSchema().example("/jobs/job_1f0c3a5b7d9e/status"))
                .addProperty("job_id", new StringSchema().example("job_1f0c3a5b7d9e"))
                .addProperty(
                        "errors",
                        new io.swagger.v3.oas.models.media.ArraySchema()
                                .items(fault)
                                .description("what is wrong where; of very many only the first are named"))
                .addProperty(
                        "error_count",
                        new IntegerSchema().description("how many there are").example(1))
                .required(List.of("type", "title", "status", "detail"));
    }
}
