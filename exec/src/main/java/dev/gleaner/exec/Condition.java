package dev.gleaner.exec;

import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.RecordFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a field of a record has a value.
 *
 * @param field one of {@link RecordFields#names()}
 * @param value as the record has it, a list with spaces between its elements, nothing as an empty text; may hold {@code *} and
 *     {@code ?}
 * @param negated if it must have another one
 */
public record Condition(String field, String value, boolean negated) {
    public Condition {
        if (!RecordFields.names().contains(field)) {
            throw new CommandsException.Invalid("there is no field %s; the fields are %s"
                    .formatted(field, String.join(", ", RecordFields.names())));
        }
    }

    /** {@code field=value} or {@code field!=value}. */
    public static Condition of(String text) {
        int equals = text.indexOf('=');
        boolean negated = equals > 0 && text.charAt(equals - 1) == '!';
        if (equals < 1 || negated && equals < 2) {
            throw new CommandsException.Invalid(
                    "%s is no condition: it has the form field=value or field!=value".formatted(text));
        }
        return new Condition(text.substring(0, negated ? equals - 1 : equals), text.substring(equals + 1), negated);
    }

    boolean holds(JobRecord job) {
        return negated != Glob.matches(value, text(RecordFields.value(job, field)));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case List<?> list ->
                String.join(" ", list.stream().map(String::valueOf).toList());
            case Object other -> other.toString();
        };
    }
}
