package dev.gleaner.api.schedules.trigger;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The day-of-month of a cron expression: days, {@code L} and {@code L-n} counted from the end, and {@code W} for workdays. */
final class DayOfMonthField {
    private static final Pattern FROM_END = Pattern.compile("L(?:-(\\d+))?(W?)");
    private static final Pattern CLOSEST_WORKDAY = Pattern.compile("(\\d+)W");
    /** L-30 is the first of a month of 31 days. */
    private static final int MOST_FROM_END = 30;

    private DayOfMonthField() {}

    static DayRule read(FieldText field) {
        List<String> parts = field.parts();
        BitSet plain = new BitSet();
        DayRule rule = month -> days(plain) & month.all();
        for (String part : parts) {
            Matcher fromEnd = FROM_END.matcher(part);
            Matcher closest = CLOSEST_WORKDAY.matcher(part);
            if (part.endsWith("W") && parts.size() > 1) {
                field.fault().accept("%s must stand alone, not in a list".formatted(part));
            } else if (fromEnd.matches()) {
                rule = rule.or(fromEnd(fromEnd, field));
            } else if (closest.matches()) {
                rule = rule.or(closestWorkday(closest.group(1), field));
            } else if (part.endsWith("W") && part.indexOf('-') > 0) {
                field.fault().accept("%s: W must stand behind a single day, not a range".formatted(part));
            } else {
                field.read(part, plain);
            }
        }
        return rule;
    }

    private static DayRule fromEnd(Matcher found, FieldText field) {
        String number = found.group(1);
        int days = number == null ? 0 : FieldText.digits(number).orElse(MOST_FROM_END + 1);
        if (number != null && (days < 1 || days > MOST_FROM_END)) {
            field.fault()
                    .accept("%s must count a number from 1 to %d back from the last day"
                            .formatted(found.group(), MOST_FROM_END));
        }
        if (found.group(2).isEmpty()) {
            return month -> month.fromEnd(days);
        }
        return number == null ? MonthShape::lastWorkday : month -> month.closestWorkday(month.fromEnd(days));
    }

    private static DayRule closestWorkday(String number, FieldText field) {
        OptionalInt day = field.value(number);
        return month -> day.isEmpty() ? 0 : month.closestWorkday(month.dayOrNothing(day.getAsInt()));
    }

    private static int days(BitSet set) {
        return (int) CronPattern.mask(set);
    }
}
