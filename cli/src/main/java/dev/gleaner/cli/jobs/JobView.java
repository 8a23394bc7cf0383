package dev.gleaner.cli.jobs;

import dev.gleaner.cli.call.Call;
import dev.gleaner.cli.call.Data;
import dev.gleaner.cli.screen.Table;
import dev.gleaner.cli.screen.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Jobs for people. */
final class JobView {
    private final Call call;

    JobView(Call call) {
        this.call = call;
    }

    void table(List<Data> jobs) {
        Table table = new Table("JOB", "NAME", "STATUS", "#DONE", "#FAILED", "#TOTAL", "#RATE", "#ETA", "CREATED");
        for (Data job : jobs) {
            table.row(
                    job.text("job_id"),
                    name(job),
                    state(job),
                    Long.toString(job.number("completed")),
                    Long.toString(job.number("failed")),
                    Long.toString(job.number("total_articles")),
                    Words.rate(job.fraction("rate")),
                    eta(job),
                    Words.relative(job.instant("created_at"), call.clock().instant()));
        }
        table.print(call.screen(), "No jobs. Begin one: ./gleaner submit https://example.org/ --wait");
    }

    void fields(Data job) {
        line("Job", job.text("job_id"));
        line("Name", job.text("name"));
        line("Tags", job.at("tags").list().stream().map(Data::text).collect(Collectors.joining(", ")));
        line("Status", call.screen().state(state(job)));
        line(
                "Articles",
                "%d of %d, %d failed, %d to come"
                        .formatted(
                                job.number("completed"),
                                job.number("total_articles"),
                                job.number("failed"),
                                job.number("pending")));
        line("Hosts", hosts(job));
        line("Rate", job.at("rate").isThere() ? Words.rate(job.fraction("rate")) : "");
        line("Left", eta(job).equals("-") ? "" : eta(job));
        line("Run", job.number("run") > 1 ? job.text("run") : "");
        line("Scraper", job.text("scraper"));
        line("Schedule", job.text("schedule_id"));
        time("Created", job.instant("created_at"));
        time("Ended", job.instant("completed_at"));
        Instant begin = job.instant("created_at");
        Instant end = job.instant("completed_at");
        if (begin != null && end != null) {
            line("Took", Words.span(Duration.between(begin, end).toSeconds()));
        }
        if (job.number("failed") > 0) {
            call.screen().line("Why: ./gleaner failures " + job.text("job_id"));
        }
    }

    void failures(Data group) {
        call.screen()
                .line("%s  %s%s"
                        .formatted(
                                call.screen().strong(group.text("code")),
                                group.text("count"),
                                group.at("retryable").isTrue() ? "  (a retry may help)" : ""));
        indented(group.text("meaning"));
        indented(group.text("advice"));
        List<String> hosts = new ArrayList<>();
        for (Data host : group.at("hosts").list()) {
            hosts.add("%s (%s)".formatted(host.text("host"), host.text("count")));
        }
        indented(String.join(", ", hosts));
        for (Data one : group.at("examples").list()) {
            indented("%s  %s".formatted(one.text("url"), one.text("error")));
        }
    }

    private void indented(String text) {
        if (!text.isBlank()) {
            call.screen().line("  " + text);
        }
    }

    private void line(String name, String value) {
        if (!value.isEmpty()) {
            call.screen().line("%-10s%s".formatted(name, value));
        }
    }

    private void time(String name, @Nullable Instant time) {
        if (time != null) {
            line(name, "%s (%s)".formatted(Words.relative(time, call.clock().instant()), time));
        }
    }

    private static String state(Data job) {
        return job.at("paused").isTrue() ? "PAUSED" : job.text("status");
    }

    private static String name(Data job) {
        return job.text("name").isEmpty() ? hosts(job) : job.text("name");
    }

    private static String hosts(Data job) {
        long others = job.number("hosts") - 1;
        return others > 0 ? "%s and %d more".formatted(job.text("first_host"), others) : job.text("first_host");
    }

    private static String eta(Data job) {
        return job.at("eta_seconds").isThere() ? Words.span(job.number("eta_seconds")) : "-";
    }
}
