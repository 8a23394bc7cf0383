package dev.gleaner.api.web.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads from the records of the API what their types say: a component that may be null may be null in the JSON, and all
 * others are always there. What a component is described by for Jackson describes it here, too.
 */
@Component
class RecordSchemaConverter implements ModelConverter {
    private static final String REFERENCE = "#/components/schemas/";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> schema = chain.next().resolve(type, context, chain);
        JavaType java = Json.mapper().constructType(type.getType());
        if (schema != null && java != null && java.getRawClass().isRecord()) {
            String reference = schema.get$ref();
            Schema<?> model =
                    reference == null ? schema : context.getDefinedModels().get(reference.replace(REFERENCE, ""));
            if (model != null && model.getProperties() != null) {
                complete(model, java.getRawClass());
            }
        }
        return schema;
    }

    private static void complete(Schema<?> model, Class<?> type) {
        @SuppressWarnings("rawtypes")
        Map<String, Schema> properties = model.getProperties();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                complete(model, component.getType());
                continue;
            }
            JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
            String name = named == null ? component.getName() : named.value();
            Schema<?> property = properties.get(name);
            if (property == null) {
                continue;
            }
            JsonPropertyDescription described = component.getAccessor().getAnnotation(JsonPropertyDescription.class);
            if (described != null && property.getDescription() == null) {
                property.setDescription(described.value());
            }
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                allowNull(property);
            } else if (model.getRequired() == null || !model.getRequired().contains(name)) {
                model.addRequiredItem(name);
            }
        }
    }

    private static <T> void allowNull(Schema<T> property) {
        if (property.getTypes() == null && property.get$ref() == null) {
            // Any value, null among them.
            return;
        }
        property.addType("null");
        List<T> values = property.getEnum();
        if (values != null && !values.contains(null)) {
            List<T> orNull = new ArrayList<>(values);
            orNull.add(null);
            property.setEnum(orNull);
        }
    }
}
