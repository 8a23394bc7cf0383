package dev.gleaner.api.schedules.trigger;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One field of a cron expression: a list of values, ranges and wildcards, each of the latter two with or without a step.
 *
 * @param field which
 * @param text in upper case
 * @param fault takes what is wrong, without the field's name
 */
record FieldText(CronField field, String text, Consumer<String> fault) {
    private static final int MOST_DIGITS = 6;

    /** What stands between its commas; some may be empty, which is a fault of theirs. */
    List<String> parts() {
        return List.of(text.split(",", -1));
    }

    /** The rule of OCPS 1.1, 6.1: only so does a field of days not restrict them. */
    boolean beginsWithWildcard() {
        return parts().getFirst().equals("*");
    }

    /** Whether a part is the whole range of the field, with or without a step. */
    boolean spansAll() {
        String whole = field.min() + "-" + field.max();
        return parts().stream()
                .map(part -> part.contains("/") ? part.substring(0, part.indexOf('/')) : part)
                .anyMatch(base -> base.equals("*") || base.equals(whole));
    }

    /** All values; some are missing if there were faults. */
    BitSet values() {
        BitSet values = new BitSet();
        parts().forEach(part -> read(part, values));
        return values;
    }

    /** Adds the values of one part. */
    void read(String part, BitSet values) {
        int slash = part.indexOf('/');
        String base = slash < 0 ? part : part.substring(0, slash);
        String step = slash < 0 ? null : part.substring(slash + 1);
        if (part.isEmpty()) {
            fault.accept("\"%s\" has an empty part".formatted(text));
        } else if (base.equals("*")) {
            add(field.min(), field.last(), step(part, step), values);
        } else if (base.indexOf('-') > 0) {
            range(part, base, step, values);
        } else if (step != null) {
            stepWithoutRange(base, step);
        } else {
            value(base).ifPresent(one -> add(one, one, OptionalInt.of(1), values));
        }
    }

    /** A number, or a name of the field, in the range of the field. */
    OptionalInt value(String word) {
        int named = field.names().indexOf(word);
        if (named >= 0) {
            return OptionalInt.of(field.min() + named);
        }
        OptionalInt number = digits(word);
        if (number.isEmpty()) {
            fault.accept("\"%s\" is not %s".formatted(word, allowed()) + hint(word));
        } else if (number.getAsInt() < field.min() || number.getAsInt() > field.max()) {
            fault.accept("%s is not %s".formatted(word, allowed()));
            return OptionalInt.empty();
        }
        return number;
    }

    /** The number that a word of ASCII digits is. */
    static OptionalInt digits(String word) {
        boolean isNumber = !word.isEmpty()
                && word.length() <= MOST_DIGITS
                && word.chars().allMatch(one -> one >= '0' && one <= '9');
        return isNumber ? OptionalInt.of(Integer.parseInt(word)) : OptionalInt.empty();
    }

    private void range(String part, String base, @Nullable String stepText, BitSet values) {
        int dash = base.indexOf('-');
        OptionalInt from = value(base.substring(0, dash));
        OptionalInt to = value(base.substring(dash + 1));
        OptionalInt step = step(part, stepText);
        if (from.isEmpty() || to.isEmpty()) {
            return;
        }
        int first = from.getAsInt();
        int last = to.getAsInt();
        if (field == CronField.DAY_OF_WEEK && first == CronField.WEEK && last != CronField.WEEK) {
            first = 0;
        }
        if (first <= last) {
            add(first, last, step, values);
        } else if (field.isCycle()) {
            add(first, last + field.last() - field.min() + 1, step, values);
        } else {
            fault.accept("%s runs backwards".formatted(base)
                    + (field == CronField.DAY_OF_MONTH
                            ? "; write %d-%d,%d-%d".formatted(first, field.max(), field.min(), last)
                            : ""));
        }
    }

    private OptionalInt step(String part, @Nullable String text) {
        if (text == null) {
            return OptionalInt.of(1);
        }
        OptionalInt step = digits(text);
        if (step.isEmpty() || step.getAsInt() == 0) {
            fault.accept("the step in %s must be a number from 1 on".formatted(part));
            return OptionalInt.empty();
        }
        return step;
    }

    private void stepWithoutRange(String base, String step) {
        if (base.isEmpty()) {
            fault.accept("/%s is a step of nothing; write */%s".formatted(step, step));
        } else {
            value(base)
                    .ifPresent(start -> fault.accept("%s/%s is a step without a range; write %s-%d/%s"
                            .formatted(base, step, base, field.last(), step)));
        }
    }

    /** Values that lie behind the last one go on with the first. */
    private void add(int from, int to, OptionalInt step, BitSet values) {
        if (step.isPresent()) {
            int size = field.last() - field.min() + 1;
            for (int value = from; value <= to; value += step.getAsInt()) {
                values.set(field.min() + (value - field.min()) % size);
            }
        }
    }

    private String allowed() {
        String numbers = "a number from %d to %d".formatted(field.min(), field.max());
        return field.names().isEmpty()
                ? numbers
                : "%s or a name from %s to %s"
                        .formatted(
                                numbers, field.names().getFirst(), field.names().getLast());
    }

    private String hint(String word) {
        if (word.startsWith("+")) {
            return "; + stands only in front of the day-of-week";
        }
        if (word.contains("?")) {
            return "; ? stands only alone, for the whole day-of-month or day-of-week";
        }
        if (word.contains("#")) {
            return "; # stands only in the day-of-week, behind a single weekday";
        }
        if (word.contains("W")) {
            return "; W stands only in the day-of-month, behind a single day";
        }
        return word.contains("L") ? "; L stands only in the day-of-month and behind a weekday" : "";
    }
}
