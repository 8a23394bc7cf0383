package dev.gleaner.cli.schedules;

import dev.gleaner.cli.call.Call;
import dev.gleaner.cli.call.Data;
import dev.gleaner.cli.screen.Table;
import dev.gleaner.cli.screen.Words;
import dev.gleaner.client.PlainJson;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Schedules for people. */
final class ScheduleView {
    private final Call call;

    ScheduleView(Call call) {
        this.call = call;
    }

    void table(List<Data> schedules) {
        Table table = new Table("ID", "NAME", "SCRAPER", "TYPE", "ENABLED", "NEXT", "LAST");
        for (Data one : schedules) {
            String type = one.at("trigger").text("type");
            table.row(
                    one.text("id"),
                    one.text("name"),
                    one.text("scraper").isEmpty() ? "article" : one.text("scraper"),
                    type.isEmpty() ? one.text("trigger") : type,
                    one.at("enabled").isTrue() ? "yes" : "no",
                    next(one),
                    last(one));
        }
        table.print(
                call.screen(),
                "No schedules. Make one: ./gleaner schedules add --daily 09:00 --feed https://example.org/feed.xml");
    }

    String next(Data schedule) {
        return relative(schedule.instant("next_run_at"));
    }

    private String last(Data schedule) {
        Instant time = schedule.instant("last_run_at");
        return time == null ? "-" : (relative(time) + " " + schedule.text("last_outcome")).strip();
    }

    private String relative(@Nullable Instant time) {
        return Words.relative(time, call.clock().instant());
    }

    void whole(Data schedule, Data preview, Data scheduler) {
        line("Schedule", schedule.text("id"));
        line("Name", schedule.text("name"));
        line("About", schedule.text("description"));
        line("Zone", preview.text("time_zone"));
        line("Status", call.screen().state(schedule.text("status")));
        line("Idle", whyIdle(schedule, scheduler));
        line("Work", work(schedule));
        line("Scraper", schedule.text("scraper"));
        if (schedule.at("params").isThere()) {
            line("Params", PlainJson.line(schedule.at("params").value()));
        }
        line("Overlap", schedule.text("overlap"));
        line("Last", last(schedule).equals("-") ? "" : last(schedule));
        line("Last job", schedule.text("last_job_id"));
        times(preview);
        schedule.at("warnings").list().forEach(warning -> call.screen().line("Warning: " + warning.text()));
    }

    private static String whyIdle(Data schedule, Data scheduler) {
        if (!schedule.at("enabled").isTrue()) {
            String reason = schedule.text("disabled_reason");
            String note = schedule.text("note");
            String why = reason.isEmpty() ? note : reason;
            return "it is disabled" + (why.isEmpty() ? "" : ": " + why);
        }
        if (scheduler.at("paused").isTrue()) {
            return "all schedules are paused" + (scheduler.text("note").isEmpty() ? "" : ": " + scheduler.text("note"));
        }
        return schedule.at("next_run_at").isThere() ? "" : "nothing will be due any more";
    }

    private static String work(Data schedule) {
        if (schedule.at("article_list_url").isThere()) {
            return "the list at " + schedule.text("article_list_url");
        }
        if (schedule.at("preset").isThere()) {
            return "the preset " + schedule.text("preset");
        }
        List<Data> articles = schedule.at("articles").list();
        return articles.isEmpty()
                ? ""
                : articles.getFirst().text("url")
                        + (articles.size() == 1 ? "" : " and %d more".formatted(articles.size() - 1));
    }

    void times(Data preview) {
        if (!preview.text("words").isEmpty()) {
            call.screen().line(preview.text("words"));
        }
        for (Data one : preview.at("next").list()) {
            Instant at = one.instant("at");
            call.screen()
                    .line("  %s  %s"
                            .formatted(one.text("local").isEmpty() ? one.text("at") : one.text("local"), relative(at)));
        }
        preview.at("notes").list().forEach(note -> call.screen().line("Note: " + note.text()));
        preview.at("warnings").list().forEach(warning -> call.screen().line("Warning: " + warning.text()));
    }

    void history(List<Data> occurrences) {
        Table table = new Table("DUE", "OUTCOME", "CAUSE", "JOB", "WHY");
        for (Data one : occurrences) {
            table.row(
                    one.text("due_at"), one.text("outcome"), one.text("cause"), one.text("job_id"), one.text("reason"));
        }
        table.print(call.screen(), "Nothing was due yet.");
    }

    String scheduler(Data status) {
        String without =
                status.at("without_next_run").list().stream().map(Data::text).collect(Collectors.joining(", "));
        return "%s%d schedules, %d enabled, %d disabled, %d runs pending%s"
                .formatted(
                        status.at("paused").isTrue()
                                ? "All are paused%s. "
                                        .formatted(
                                                status.text("note").isEmpty() ? "" : " (" + status.text("note") + ")")
                                : "",
                        status.number("total"),
                        status.number("enabled"),
                        status.number("disabled"),
                        status.number("pending_runs"),
                        without.isEmpty() ? "" : "; never due again: " + without);
    }

    private void line(String name, String value) {
        if (!value.isEmpty()) {
            call.screen().line("%-10s%s".formatted(name, value));
        }
    }
}
