package dev.gleaner.api.schedules.trigger;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The day-of-week of a cron expression: weekdays, the n-th ({@code MON#2}) and the last ({@code FRI#L}, {@code 5L}). */
final class DayOfWeekField {
    private static final Pattern IN_MONTH = Pattern.compile("(\\w+?)(?:#(.*)|(L))");
    private static final int MOST_IN_MONTH = 5;

    private DayOfWeekField() {}

    static DayRule read(FieldText field) {
        BitSet plain = new BitSet();
        DayRule rule = month -> month.weekdays((int) CronPattern.mask(plain));
        for (String part : field.parts()) {
            Matcher inMonth = IN_MONTH.matcher(part);
            if (part.equals("L")) {
                field.fault()
                        .accept("L needs a weekday before it, like FRI#L; the last day of a month is a day-of-month");
            } else if (inMonth.matches()) {
                rule = rule.or(inMonth(part, inMonth, field));
            } else {
                field.read(part, plain);
            }
        }
        return rule;
    }

    private static DayRule inMonth(String part, Matcher found, FieldText field) {
        OptionalInt weekday = field.value(found.group(1));
        int day = weekday.orElse(0) % CronField.WEEK;
        String count = found.group(2);
        if (count == null || count.equals("L")) {
            return month -> month.last(day);
        }
        int n = FieldText.digits(count).orElse(0);
        if (n < 1 || n > MOST_IN_MONTH) {
            field.fault().accept("%s must have a number from 1 to %d or L behind #".formatted(part, MOST_IN_MONTH));
        }
        return month -> month.nth(day, n);
    }
}
