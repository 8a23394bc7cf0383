package dev.gleaner.api.schedules.form;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names of all fields of a schedule. */
final class FormFields {
    /** What its owner says of it, besides the work. */
    static final List<String> OWN = List.of(
            "id",
            "name",
            "description",
            "tags",
            "enabled",
            "note",
            "trigger",
            "time_zone",
            "start_at",
            "end_at",
            "jitter",
            "job_name",
            "max_retries",
            "retry_delay",
            "misfire_grace_time",
            "coalesce",
            "overlap",
            "max_instances",
            "pause_after_failures");

    /** What is to be done, with the names that a submission has for it. */
    static final List<String> WORK = List.of(
            "articles",
            "article_list_url",
            "preset",
            "scraper",
            "params",
            "settings",
            "max_age",
            "priority",
            "headers",
            "language",
            "timeout",
            "host_delay",
            "host_max_concurrent",
            "user_agent",
            "on_duplicate",
            "output",
            "callback",
            "on_success",
            "on_failure");

    /** What is shown and not taken, so that an answer may be sent back as it is. */
    static final List<String> READ_ONLY = List.of(
            "status",
            "disabled_reason",
            "next_run_at",
            "next_retry_at",
            "last_run_at",
            "last_job_id",
            "last_outcome",
            "failures_in_a_row",
            "created_at",
            "updated_at",
            "revision",
            "warnings");

    private static final Set<String> ALL = all();
    private static final int LIKELY = 2;

    private FormFields() {}

    static boolean isKnown(String name) {
        return ALL.contains(name);
    }

    /** The field that somebody may have meant by a name that there is not. */
    static Optional<String> meantBy(String name) {
        return ALL.stream()
                .filter(known -> !READ_ONLY.contains(known))
                .filter(known -> distance(name, known) <= Math.min(LIKELY, known.length() / 2))
                .min(Comparator.comparingInt(known -> distance(name, known)));
    }

    private static Set<String> all() {
        Set<String> all = new LinkedHashSet<>(OWN);
        all.addAll(WORK);
        all.addAll(READ_ONLY);
        return all;
    }

    /** Letters to add, drop or replace until one is the other (Levenshtein), without regard to {@code _}, {@code -} and case. */
    private static int distance(String name, String known) {
        String from = plain(name);
        String to = plain(known);
        if (Math.abs(from.length() - to.length()) > LIKELY) {
            return Integer.MAX_VALUE;
        }
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[to.length()];
    }

    private static String plain(String name) {
        return name.replaceAll("[_-]", "").toLowerCase(java.util.Locale.ROOT);
    }
}
