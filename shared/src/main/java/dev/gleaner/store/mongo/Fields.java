package dev.gleaner.store.mongo;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Reads fields of documents; a missing one that must be there is a fault of ours and named. */
public final class Fields {
    private Fields() {}

    public static String text(Document document, String field) {
        return required(document, field, document.getString(field));
    }

    public static int number(Document document, String field) {
        return required(document, field, document.get(field, Number.class)).intValue();
    }

    public static long big(Document document, String field) {
        return required(document, field, document.get(field, Number.class)).longValue();
    }

    public static Instant instant(Document document, String field) {
        return required(document, field, document.getDate(field)).toInstant();
    }

    public static @Nullable Instant maybeInstant(Document document, String field) {
        Date date = document.getDate(field);
        return date == null ? null : date.toInstant();
    }

    public static List<String> texts(Document document, String field) {
        List<String> list = document.getList(field, String.class);
        return list == null ? List.of() : list;
    }

    /** The texts of an embedded document by their names, in its order; empty if there is none. */
    public static Map<String, String> textsByName(Document document, String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (document.get(field) instanceof Document embedded) {
            embedded.forEach((name, value) -> {
                if (value instanceof String text) {
                    texts.put(name, text);
                }
            });
        }
        return texts;
    }

    public static List<Document> documents(Document document, String field) {
        List<Document> list = document.getList(field, Document.class);
        return list == null ? List.of() : list;
    }

    private static <T> T required(Document document, String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("document " + document.get("_id") + " has no field " + field);
        }
        return value;
    }
}
