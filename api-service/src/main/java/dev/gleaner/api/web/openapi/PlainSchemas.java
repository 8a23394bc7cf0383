package dev.gleaner.api.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes schemas so that generators of clients understand them. A list must say what is in it, also one of anything, else
 * openapi-python-client leaves out every operation around it. What is of another schema or null is said by a choice of both. A field that may be left out has no default in its schema, else
 * openapi-typescript takes it for one that is always there; its description says what is taken then.
 */
final class PlainSchemas {
    private PlainSchemas() {}

    static void apply(OpenAPI api) {
        api.getComponents().getSchemas().values().forEach(PlainSchemas::plain);
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .flatMap(operation -> Stream.concat(
                        operation.getRequestBody() == null
                                ? Stream.empty()
                                : content(operation.getRequestBody().getContent()),
                        operation.getResponses().values().stream().flatMap(answer -> content(answer.getContent()))))
                .map(MediaType::getSchema)
                .filter(Objects::nonNull)
                .forEach(PlainSchemas::plain);
    }

    private static Stream<MediaType> content(@Nullable Map<String, MediaType> content) {
        return content == null ? Stream.empty() : content.values().stream();
    }

    private static void plain(Schema<?> schema) {
        if (isA(schema, "array") && schema.getItems() == null) {
            schema.setItems(new Schema<>());
        }
        if (isA(schema, "null") && schema.get$ref() != null) {
            oneOrNothing(schema);
        }
        if (isA(schema, "null") && schema.getDefault() != null) {
            String taken = "Taken if it is left out: " + schema.getDefault();
            schema.setDescription(schema.getDescription() == null ? taken : schema.getDescription() + ". " + taken);
            schema.setDefault(null);
            schema.setDefaultSetFlag(false);
        }
        if (schema.getProperties() != null) {
            plain(schema.getProperties().values());
        }
        Stream.of(schema.getOneOf(), schema.getAnyOf(), schema.getAllOf())
                .filter(Objects::nonNull)
                .forEach(PlainSchemas::plain);
        if (schema.getItems() != null) {
            plain(schema.getItems());
        }
        if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            plain(values);
        }
    }

    /** A reference beside a type means both at once, which nothing is. */
    private static void oneOrNothing(Schema<?> schema) {
        Schema<?> one = new JsonSchema();
        one.set$ref(schema.get$ref());
        Schema<?> nothing = new JsonSchema();
        nothing.addType("null");
        schema.set$ref(null);
        schema.setTypes(null);
        schema.setAnyOf(List.of(one, nothing));
    }

    @SuppressWarnings("rawtypes")
    private static void plain(Collection<Schema> schemas) {
        schemas.forEach(PlainSchemas::plain);
    }

    private static boolean isA(Schema<?> schema, String type) {
        Set<String> types = schema.getTypes();
        return types != null && types.contains(type);
    }
}
