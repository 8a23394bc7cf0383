package dev.gleaner.article.mongo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.mongodb.client.model.Updates;
import dev.gleaner.extract.ArticleContent;
import dev.gleaner.store.mongo.Fields;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The content of an article as fields of its document: each component of {@link ArticleContent} under its JSON name. Read
 * from the record itself, so that a new component is stored without a word here.
 */
final class ContentFields {
    private static final List<Field> FIELDS = Arrays.stream(ArticleContent.class.getRecordComponents())
            .map(Field::of)
            .toList();

    private static final Constructor<ArticleContent> CONSTRUCTOR = constructor();

    private ContentFields() {}

    /** The names of the fields. */
    static Stream<String> names() {
        return FIELDS.stream().map(Field::name);
    }

    /** What sets every field, also to null. */
    static List<Bson> updates(ArticleContent content) {
        List<Bson> updates = new ArrayList<>();
        for (Field field : FIELDS) {
            updates.add(Updates.set(field.name(), field.stored(content)));
        }
        return updates;
    }

    /** Fields that are not there become nulls, or empty lists and maps. */
    static ArticleContent read(Document article) {
        try {
            return CONSTRUCTOR.newInstance(
                    FIELDS.stream().map(field -> field.read(article)).toArray());
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("the content of " + article.get("_id") + " cannot be read", broken);
        }
    }

    private static Constructor<ArticleContent> constructor() {
        try {
            return ArticleContent.class.getDeclaredConstructor(FIELDS.stream()
                    .map(field -> field.accessor().getReturnType())
                    .toArray(Class<?>[]::new));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("Every record has its canonical constructor", impossible);
        }
    }

    /** One component, and how values of its type are stored. */
    private record Field(String name, Method accessor, Form form) {
        static Field of(RecordComponent component) {
            Method accessor = component.getAccessor();
            JsonProperty property = accessor.getAnnotation(JsonProperty.class);
            return new Field(
                    property == null ? component.getName() : property.value(), accessor, Form.of(component.getType()));
        }

        @Nullable
        Object stored(ArticleContent content) {
            try {
                Object value = accessor.invoke(content);
                return value == null ? null : form.stored(value);
            } catch (IllegalAccessException | InvocationTargetException broken) {
                throw new IllegalStateException(name + " cannot be read", broken);
            }
        }

        @Nullable
        Object read(Document article) {
            return form.read(article, name);
        }
    }

    /** How the values of a type are stored. */
    private enum Form {
        TEXT(String.class),
        NUMBER(Integer.class),
        TIME(OffsetDateTime.class),
        TEXTS(List.class),
        TEXTS_BY_NAME(Map.class);

        private final Class<?> type;

        Form(Class<?> type) {
            this.type = type;
        }

        static Form of(Class<?> type) {
            return Arrays.stream(values())
                    .filter(form -> form.type == type)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no form to store " + type + " in"));
        }

        Object stored(Object value) {
            return switch (this) {
                case TEXT, NUMBER, TEXTS -> value;
                case TIME -> Date.from(((OffsetDateTime) value).toInstant());
                case TEXTS_BY_NAME -> {
                    Document texts = new Document();
                    new TreeMap<>((Map<?, ?>) value).forEach((name, text) -> texts.put((String) name, text));
                    yield texts;
                }
            };
        }

        @Nullable
        Object read(Document article, String name) {
            return switch (this) {
                case TEXT -> article.getString(name);
                case NUMBER -> article.getInteger(name);
                case TIME -> {
                    Date date = article.getDate(name);
                    yield date == null ? null : date.toInstant().atOffset(ZoneOffset.UTC);
                }
                case TEXTS -> Fields.texts(article, name);
                case TEXTS_BY_NAME -> Fields.textsByName(article, name);
            };
        }
    }
}
