package dev.gleaner.api.schedules.trigger;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Tells which days a cron expression means, as the end of a sentence. */
final class CronDayWords {
    private static final int MOST_DAYS = 10;

    private CronDayWords() {}

    /** How a sentence goes on behind one that lists times of day, or else tells how often. */
    static String of(CronPattern pattern, boolean timesAreListed) {
        String date = pattern.text(CronField.DAY_OF_MONTH);
        String weekday = pattern.text(CronField.DAY_OF_WEEK);
        boolean both = weekday.startsWith("+");
        String weekdays = both ? weekday.substring(1) : weekday;
        BitSet months = pattern.values(CronField.MONTH);
        String inMonths = months.cardinality() == CronField.MONTH.max()
                ? ""
                : Phrases.months(months.stream().boxed().toList());
        String end;
        if (isOpen(date) && isOpen(weekdays)) {
            end = timesAreListed ? " every day" : "";
        } else if (isOpen(weekdays) && !inMonths.isEmpty()) {
            return comma(timesAreListed) + "on %s of %s".formatted(dates(date), inMonths) + years(pattern);
        } else {
            end = comma(timesAreListed)
                    + days(
                            isOpen(date) ? "" : dates(date) + " of the month",
                            isOpen(weekdays) ? "" : weekdays(weekdays),
                            both);
        }
        return end + (inMonths.isEmpty() ? "" : " in " + inMonths) + years(pattern);
    }

    private static String comma(boolean timesAreListed) {
        return timesAreListed ? " " : ", ";
    }

    private static boolean isOpen(String text) {
        return text.equals("?") || text.equals("*") || text.startsWith("*,");
    }

    private static String days(String dates, String weekdays, boolean both) {
        if (weekdays.isEmpty()) {
            return "on " + dates;
        }
        if (dates.isEmpty()) {
            return "on " + weekdays;
        }
        return both
                ? "on %s, if that is %s".formatted(dates, weekdays)
                : "on %s, and also on %s".formatted(dates, weekdays);
    }

    private static String dates(String text) {
        BitSet plain = new BitSet();
        List<String> words = new ArrayList<>();
        FieldText field = new FieldText(CronField.DAY_OF_MONTH, text, fault -> {});
        for (String part : field.parts()) {
            if (part.contains("L") || part.contains("W")) {
                words.add(date(part));
            } else {
                field.read(part, plain);
            }
        }
        if (plain.cardinality() > MOST_DAYS && field.parts().size() == 1 && text.startsWith("*/")) {
            return "every %s day from the 1st".formatted(Phrases.ordinal(Integer.parseInt(text.substring(2))));
        }
        List<String> days = Phrases.runs(plain.stream().boxed().toList(), Phrases::ordinal);
        words.addAll(0, days);
        return "the " + Phrases.list(words);
    }

    private static String date(String part) {
        boolean workday = part.endsWith("W");
        String day = workday ? part.substring(0, part.length() - 1) : part;
        if (day.equals("L")) {
            return workday ? "last day from Monday to Friday" : "last day";
        }
        String named = day.startsWith("L-")
                ? "%s day before the last".formatted(Phrases.ordinal(Integer.parseInt(day.substring(2))))
                : Phrases.ordinal(Integer.parseInt(day));
        return workday ? "day from Monday to Friday closest to the " + named : named;
    }

    private static String weekdays(String text) {
        BitSet plain = new BitSet();
        List<String> words = new ArrayList<>();
        FieldText field = new FieldText(CronField.DAY_OF_WEEK, text, fault -> {});
        for (String part : field.parts()) {
            int hash = part.indexOf('#');
            if (hash > 0 || part.endsWith("L")) {
                String day = part.substring(0, hash > 0 ? hash : part.length() - 1);
                String count = hash > 0 ? part.substring(hash + 1) : "L";
                words.add("the %s %s of the month"
                        .formatted(
                                count.equals("L") ? "last" : Phrases.ordinal(Integer.parseInt(count)),
                                Phrases.weekdays(List.of(day(field.value(day).orElseThrow())))));
            } else {
                field.read(part, plain);
            }
        }
        List<DayOfWeek> days =
                plain.stream().mapToObj(CronDayWords::day).sorted().toList();
        if (!days.isEmpty()) {
            words.addFirst(Phrases.weekdays(days));
        }
        return Phrases.list(words);
    }

    /** Cron's 0 and 7 are Sunday. */
    private static DayOfWeek day(int cron) {
        return cron == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(cron);
    }

    private static String years(CronPattern pattern) {
        String text = pattern.text(CronField.YEAR);
        if (text.equals("*")) {
            return "";
        }
        BitSet years = pattern.values(CronField.YEAR);
        return years.cardinality() > MOST_DAYS
                ? " in the years " + text.replace("*", "%d-%d".formatted(LocalTimes.FIRST_YEAR, LocalTimes.LAST_YEAR))
                : " in " + Phrases.list(Phrases.runs(years.stream().boxed().toList(), Integer::toString));
    }
}
