package dev.gleaner.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a filter a condition on one field that every match must fulfil and that an index can look up: equality or
 * {@code $in}, on the top level or inside {@code $and}.
 */
final class KeyCondition {

    private KeyCondition() {}

    /**
     * A filter on {@code field} alone that no match of {@code filter} escapes, or null when there is none. Null, regular
     * expressions, arrays, sub-documents and bytes are left out: for them a lookup and a comparison may differ.
     */
    static @Nullable Document within(Document filter, String field) {
        Object condition = lookup(filter.get(field));
        if (condition != null) {
            return new Document(field, condition);
        }
        if (filter.get("$and") instanceof Collection<?> parts) {
            for (Object part : parts) {
                Document found = part instanceof Document inner ? within(inner, field) : null;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable Object lookup(@Nullable Object condition) {
        if (isPlain(condition)) {
            return condition;
        }
        if (condition instanceof Document operators) {
            Object equal = operators.get("$eq");
            if (isPlain(equal)) {
                return equal;
            }
            if (operators.get("$in") instanceof Collection<?> values
                    && values.stream().allMatch(KeyCondition::isPlain)) {
                return new Document("$in", values);
            }
        }
        return null;
    }

    private static boolean isPlain(@Nullable Object value) {
        return value instanceof String
                || value instanceof ObjectId
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof UUID
                || value instanceof Instant;
    }
}
