package dev.gleaner.api.report;

import dev.gleaner.api.report.ReportEntry.Status;
import dev.gleaner.job.Effort;
import java.util.EnumMap;
import java.util.Map;

/** The sums of a report, of what is known. */
final class Totals {
    private final Map<Status, Integer> counts = new EnumMap<>(Status.class);
    private long bodyBytes;
    private long contentBytes;
    private long millis;
    private long attempts;

    void add(ReportEntry entry) {
        counts.merge(entry.status(), 1, Integer::sum);
        Effort effort = entry.effort();
        if (effort != null) {
            bodyBytes += effort.bodyBytes() == null ? 0 : effort.bodyBytes();
            contentBytes += effort.contentBytes() == null ? 0 : effort.contentBytes();
            millis += effort.duration() == null ? 0 : effort.duration().toMillis();
            attempts += effort.attempts();
        }
    }

    int count(Status status) {
        return counts.getOrDefault(status, 0);
    }

    int articles() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    int ok() {
        return counts.entrySet().stream()
                .filter(one -> one.getKey().ok())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    long bodyBytes() {
        return bodyBytes;
    }

    long contentBytes() {
        return contentBytes;
    }

    long millis() {
        return millis;
    }

    long attempts() {
        return attempts;
    }
}
