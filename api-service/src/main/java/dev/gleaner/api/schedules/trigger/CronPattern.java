package dev.gleaner.api.schedules.trigger;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression that is well formed, as the Open Cron Pattern Specification has it in its versions 1.0 to 1.3, with + and ?
 * of 1.4. Beyond it: ranges that run over the end (FRI-MON, 22-2), L-3, LW and L-3W.
 */
final class CronPattern {
    /** OCPS 1.1, 7.1. */
    private static final Map<String, String> NICKNAMES = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private static final String REBOOT = "@reboot";
    private static final List<CronField> FIELDS = List.of(CronField.values());
    private static final int FIVE = 5;
    private static final int SIX = 6;
    private static final int SEVEN = 7;

    /** In the order of the fields, as the values are. */
    private final List<String> texts;

    private final List<BitSet> values;
    private final CronDays days;
    private final boolean followsClock;

    private CronPattern(List<String> texts, List<BitSet> values, CronDays days, boolean followsClock) {
        this.texts = texts;
        this.values = values;
        this.days = days;
        this.followsClock = followsClock;
    }

    /**
     * Reads an expression.
     *
     * @param fault takes every fault, which begins with the name of its field if it has one
     * @return null if there are faults
     */
    static @Nullable CronPattern read(String expression, Consumer<String> fault) {
        String stripped = expression.strip();
        if (stripped.startsWith("@")) {
            String meaning = nickname(stripped, fault);
            return meaning == null ? null : fields(meaning, fault);
        }
        return fields(stripped, fault);
    }

    private static @Nullable String nickname(String nickname, Consumer<String> fault) {
        String meaning = NICKNAMES.get(nickname);
        if (meaning == null) {
            String lower = nickname.toLowerCase(Locale.ROOT);
            if (nickname.equals(REBOOT)) {
                fault.accept("@reboot is not supported: a schedule outlives the processes that fire it,"
                        + " so there is no start it could wait for");
            } else if (NICKNAMES.containsKey(lower)) {
                fault.accept("%s is written %s".formatted(nickname, lower));
            } else if (lower.startsWith("@every")) {
                fault.accept("@every is no cron expression; use a trigger of type interval");
            } else {
                fault.accept("%s is not known; there are %s, and nothing may stand behind them"
                        .formatted(
                                nickname,
                                String.join(
                                        ", ",
                                        NICKNAMES.keySet().stream().sorted().toList())));
            }
        }
        return meaning;
    }

    private static @Nullable CronPattern fields(String expression, Consumer<String> fault) {
        List<String> given = List.of(expression.toUpperCase(Locale.ROOT).split("[ \t]+"));
        List<String> texts = new ArrayList<>(given);
        switch (given.size()) {
            case FIVE -> {
                texts.addFirst("0");
                texts.addLast("*");
            }
            case SIX -> texts.addLast("*");
            case SEVEN -> {}
            default -> {
                fault.accept(
                        expression.isEmpty()
                                ? "is empty; it must have 5 fields: minute hour day-of-month month day-of-week"
                                : "has %d %s; it must have 5 (minute hour day-of-month month day-of-week), 6 with the second first, or 7 with the year last"
                                        .formatted(given.size(), given.size() == 1 ? "field" : "fields"));
                return null;
            }
        }
        return of(texts, fault);
    }

    private static @Nullable CronPattern of(List<String> texts, Consumer<String> fault) {
        List<String> faults = new ArrayList<>();
        List<BitSet> values = new ArrayList<>();
        for (CronField field : FIELDS) {
            boolean isDay = field == CronField.DAY_OF_MONTH || field == CronField.DAY_OF_WEEK;
            values.add(isDay ? new BitSet() : field(field, texts, faults).values());
        }
        FieldText dayOfMonth = field(CronField.DAY_OF_MONTH, texts, faults);
        FieldText dayOfWeek = field(CronField.DAY_OF_WEEK, texts, faults);
        boolean both = texts.get(FIELDS.indexOf(CronField.DAY_OF_WEEK)).startsWith("+");
        boolean either = !both && !dayOfMonth.beginsWithWildcard() && !dayOfWeek.beginsWithWildcard();
        CronDays days = new CronDays(
                DayOfMonthField.read(dayOfMonth),
                DayOfWeekField.read(dayOfWeek),
                either,
                values.get(FIELDS.indexOf(CronField.MONTH)),
                values.get(FIELDS.indexOf(CronField.YEAR)));
        // Who names hours means times of day; who leaves them open, or has a step over all of them, means a distance.
        boolean followsClock = field(CronField.HOUR, texts, new ArrayList<>()).spansAll()
                && values.get(FIELDS.indexOf(CronField.HOUR)).cardinality() > 1;
        faults.forEach(fault);
        return faults.isEmpty() ? new CronPattern(texts, values, days, followsClock) : null;
    }

    private static FieldText field(CronField field, List<String> texts, List<String> faults) {
        return new FieldText(
                field,
                value(field, texts.get(FIELDS.indexOf(field))),
                message -> faults.add(field.label() + ": " + message));
    }

    /** Without the + of OCPS 1.4, 4.1.2; with * for the ? of 4.2. */
    private static String value(CronField field, String text) {
        boolean isDay = field == CronField.DAY_OF_MONTH || field == CronField.DAY_OF_WEEK;
        String value = field == CronField.DAY_OF_WEEK && text.startsWith("+") ? text.substring(1) : text;
        return isDay && value.equals("?") ? "*" : value;
    }

    /** Its times, without what changes of the clocks do to them. */
    LocalTimes times() {
        return new LocalTimes(
                days, new TimeFields(mask(CronField.HOUR), mask(CronField.MINUTE), mask(CronField.SECOND)));
    }

    /** Whether its times are distances rather than times of day, so that they keep to the clock as it runs. */
    boolean followsClock() {
        return followsClock;
    }

    /** Why it is never due, whenever it is asked, if so. */
    Optional<String> impossible() {
        return days.impossible(text(CronField.DAY_OF_MONTH), text(CronField.DAY_OF_WEEK));
    }

    /** A field in upper case, as given or as it is meant when it was left out. */
    String text(CronField field) {
        return texts.get(FIELDS.indexOf(field));
    }

    /** The values of a field; none of one of days, which follow from its text and the month. */
    BitSet values(CronField field) {
        return values.get(FIELDS.indexOf(field));
    }

    private long mask(CronField field) {
        return mask(values(field));
    }

    /** Bit n is value n, up to 63. */
    static long mask(BitSet set) {
        return set.isEmpty() ? 0 : set.toLongArray()[0];
    }
}
