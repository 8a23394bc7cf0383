package dev.gleaner.api.schedules;

import dev.gleaner.api.submission.SubmissionLimits;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Names jobs after their schedule and their time: {@code {schedule}} is its id, {@code {name}} its name or else its id, and of the
 * time that it was due, in its zone, {@code {date}} is {@code 2026-03-29}, {@code {time}} {@code 09-00-00} and
 * {@code {timestamp}} {@code 20260329T090000}. Whatever else stands in braces stays as it is.
 */
public final class JobNames {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH-mm-ss", Locale.ROOT);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    private JobNames() {}

    /** The name, cut off where it would be longer than a name may be. */
    public static String of(String template, ScheduleSpec spec, Instant dueAt) {
        ZonedDateTime local = dueAt.atZone(spec.zone());
        String name = template.replace("{schedule}", spec.id())
                .replace("{name}", spec.name() == null ? spec.id() : spec.name())
                .replace("{date}", DATE.format(local))
                .replace("{time}", TIME.format(local))
                .replace("{timestamp}", STAMP.format(local));
        return name.length() <= SubmissionLimits.LONGEST_NAME ? name : name.substring(0, SubmissionLimits.LONGEST_NAME);
    }
}
