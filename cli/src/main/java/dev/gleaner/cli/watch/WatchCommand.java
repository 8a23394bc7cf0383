package dev.gleaner.cli.watch;

import dev.gleaner.cli.call.Call;
import dev.gleaner.cli.call.Command;
import dev.gleaner.cli.call.ExitCode;
import dev.gleaner.cli.call.Option;
import dev.gleaner.cli.screen.ProgressBar;
import dev.gleaner.cli.screen.Rate;
import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.JobProgress;
import dev.gleaner.client.JobStatus;
import dev.gleaner.client.PlainApi;
import dev.gleaner.client.ProgressFeed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code watch}: how far a job is, as it happens. */
public final class WatchCommand {
    private WatchCommand() {}

    /** The command. */
    public static Command command() {
        return new Command(
                "watch",
                "Follow a job to its end, or all jobs, as it happens.",
                "[JOB]",
                List.of(Option.of("--timeout", "TIME", "follow no longer; the job goes on")),
                List.of(
                        "A server that goes away is waited for; what happened meanwhile is told when it is back.",
                        "Into a pipe, or with --json, each change is an object on a line."),
                "./gleaner watch job_0123456789ab",
                WatchCommand::run);
    }

    private static int run(Call call) throws InterruptedException {
        Long seconds = call.arguments().seconds("--timeout");
        Duration limit = seconds == null ? null : Duration.ofSeconds(seconds);
        try (GleanerClient client = call.client()) {
            if (call.arguments().rest().isEmpty()) {
                // Said at once if there is none; later it is waited for.
                call.get("/health/live");
                return all(call, client, limit);
            }
            String job = call.arguments().only("job id");
            call.get("/jobs/" + PlainApi.segment(job) + "/status");
            return follow(call, client, job, limit);
        }
    }

    /**
     * Follows a job for whoever reads, people or programs.
     *
     * @return what the process ends with
     */
    public static int follow(Call call, GleanerClient client, String job, @Nullable Duration limit)
            throws InterruptedException {
        Optional<JobProgress> end;
        if (call.isForPrograms()) {
            Rate rate = new Rate(System::nanoTime);
            end = Follow.toEnd(client, job, limit, now -> {
                rate.at(now.done());
                call.jsonLine(fields(now, rate));
            });
        } else {
            ProgressBar bar = new ProgressBar(call.screen().err(), call.screen().terminalErr());
            try {
                end = Follow.toEnd(client, job, limit, new Drawn(bar));
            } finally {
                bar.end();
            }
            call.screen()
                    .line("Job %s: %s"
                            .formatted(
                                    job,
                                    end.map(last -> call.screen()
                                                    .state(last.status().name()))
                                            .orElse("it goes on")));
        }
        boolean good = end.isPresent()
                && end.get().status() == JobStatus.COMPLETED
                && end.get().failed() == 0;
        return good ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static int all(Call call, GleanerClient client, @Nullable Duration limit) throws InterruptedException {
        long begin = System.nanoTime();
        try (ProgressFeed feed = client.watchAll()) {
            while (limit == null || System.nanoTime() - begin < limit.toNanos()) {
                Optional<JobProgress> news = feed.next(Duration.ofSeconds(1));
                if (news.isEmpty()) {
                    continue;
                }
                if (call.isForPrograms()) {
                    call.jsonLine(fields(news.get(), new Rate(System::nanoTime)));
                } else {
                    JobProgress now = news.get();
                    call.screen()
                            .line("%s  %s  %d of %d, %d failed"
                                    .formatted(
                                            now.jobId(),
                                            call.screen().state(now.status().name()),
                                            now.done(),
                                            now.total(),
                                            now.failed()));
                    call.screen().out().flush();
                }
            }
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> fields(JobProgress now, Rate rate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job_id", now.jobId());
        fields.put("status", now.status().name());
        fields.put("completed", now.completed());
        fields.put("failed", now.failed());
        fields.put("pending", Math.max(0, now.total() - now.done()));
        fields.put("total", now.total());
        fields.put("revision", now.revision());
        Double perSecond = rate.perSecond();
        Long left = rate.secondsFor(Math.max(0, now.total() - now.done()));
        if (perSecond != null && left != null && !now.ended()) {
            fields.put("rate", perSecond);
            fields.put("eta_seconds", left);
        }
        return fields;
    }

    /** The bar of a terminal. */
    private record Drawn(ProgressBar bar) implements Follow.Listener {
        private static final Duration SHORT = Duration.ofSeconds(2);

        @Override
        public void news(JobProgress now) {
            bar.show(now);
        }

        @Override
        public void silence(Duration away) {
            if (away.compareTo(SHORT) < 0) {
                bar.tick();
            } else {
                bar.away(away);
            }
        }
    }
}
