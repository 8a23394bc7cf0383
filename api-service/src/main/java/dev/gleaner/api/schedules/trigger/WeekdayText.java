package dev.gleaner.api.schedules.trigger;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Names of weekdays as people write them: {@code MON}, {@code tuesday}, {@code mon-fri}, {@code sat,sun}, {@code weekdays}. */
final class WeekdayText {
    static final String NO_NUMBERS = "%s is not clear: in cron 0 is Sunday, elsewhere 0 or 1 is Monday;"
            + " write the day's name, for example MON";

    private static final int SHORTEST_NAME = 3;
    private static final long WEEK = 7;

    private WeekdayText() {}

    /** Adds the days that a text names; a range may run over the end of the week. */
    static void read(String text, List<DayOfWeek> days, Consumer<String> fault) {
        for (String part : text.split(",", -1)) {
            part(part.strip().toLowerCase(Locale.ROOT), days, fault);
        }
    }

    private static void part(String part, List<DayOfWeek> days, Consumer<String> fault) {
        if (part.equals("weekday") || part.equals("weekdays")) {
            range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, days);
            return;
        }
        if (part.equals("weekend") || part.equals("weekends")) {
            range(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, days);
            return;
        }
        int dash = part.indexOf('-');
        String first = dash < 0 ? part : part.substring(0, dash).strip();
        String last = dash < 0 ? part : part.substring(dash + 1).strip();
        Optional<DayOfWeek> from = day(first);
        Optional<DayOfWeek> to = day(last);
        if (from.isPresent() && to.isPresent()) {
            range(from.get(), to.get(), days);
        } else if (!part.isEmpty() && part.chars().allMatch(one -> Character.isDigit(one) || one == '-')) {
            fault.accept(NO_NUMBERS.formatted(part));
        } else {
            fault.accept("\"%s\" is no day from MON to SUN, nor a range like MON-FRI".formatted(part));
        }
    }

    private static void range(DayOfWeek from, DayOfWeek to, List<DayOfWeek> days) {
        long more = Math.floorMod(to.getValue() - from.getValue(), WEEK);
        for (long i = 0; i <= more; i++) {
            days.add(from.plus(i));
        }
    }

    private static Optional<DayOfWeek> day(String name) {
        return name.length() < SHORTEST_NAME
                ? Optional.empty()
                : Stream.of(DayOfWeek.values())
                        .filter(day -> day.name().toLowerCase(Locale.ROOT).startsWith(name))
                        .findFirst();
    }
}
