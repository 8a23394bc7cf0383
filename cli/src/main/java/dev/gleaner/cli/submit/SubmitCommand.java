package dev.gleaner.cli.submit;

import dev.gleaner.cli.call.Call;
import dev.gleaner.cli.call.CliException;
import dev.gleaner.cli.call.Command;
import dev.gleaner.cli.call.Data;
import dev.gleaner.cli.call.ExitCode;
import dev.gleaner.cli.call.Option;
import dev.gleaner.cli.call.Spans;
import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.PlainJson;
import dev.gleaner.client.ReportFormat;
import dev.gleaner.client.ResultFormat;
import dev.gleaner.client.Submission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code submit}: addresses, or a list of them, become a job. */
public final class SubmitCommand {
    private static final Pattern ADDRESS = Pattern.compile("https?://.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern BARE = Pattern.compile("[\\p{L}\\d-]+(\\.[\\p{L}\\d-]+)*\\.\\p{L}{2,}(:\\d+)?(/.*)?");

    private SubmitCommand() {}

    /** The command. */
    public static Command command() {
        return new Command(
                "submit",
                "Submit addresses, or a list of them, as a job.",
                "URL...|FILE|-",
                List.of(
                        Option.of("--feed", "URL", "articles of the feed, sitemap or list at this address"),
                        Option.of("--preset", "NAME", "what is not said here is taken from this preset"),
                        Option.of("--name", "TEXT", "what the job is called"),
                        Option.of("--tag", "TAG", "to find the job again; may be repeated"),
                        Option.of("--priority", "N", "1 to 3 high, 4 to 7 medium, 8 to 10 low"),
                        Option.of(
                                "--max-age",
                                "TIME",
                                "what is stored and younger is not fetched: 30m, 1h, day; 0 fetches all"),
                        Option.of("--scraper", "NAME", "the scraper that gets the articles"),
                        Option.of("--param", "NAME=VALUE", "a param of the scraper; again for a list"),
                        Option.of("--setting", "NAME=VALUE", "a setting of the scraper"),
                        Option.of("--key", "TEXT", "idempotency key: the same again is the same job"),
                        Option.flag("--dry-run", "only tell what would become of each address"),
                        Option.flag("--wait", "follow the job to its end").or("-w"),
                        Option.of("--timeout", "TIME", "with --wait: cancel the job if it takes longer"),
                        Option.of("--output", "DIR", "wait, and write results and report into this folder")
                                .or("-o"),
                        Option.choice("--format", "of the results in it", "json", "ndjson", "csv", "markdown"),
                        Option.flag("--report", "wait, and print the report"),
                        Option.flag("--quiet", "say nothing on the way").or("-q"),
                        Option.flag("--verbose", "a line for each address: new, cached, duplicate, refused")
                                .or("-v")),
                List.of(
                        "FILE is a submission in JSON, a list in JSON, a table (CSV) with a column url, a feed, a sitemap, or\n"
                                + "text with an address on each line; - reads standard input.",
                        "With --wait the exit code is 0 if all articles are there, else 1. Ctrl+C leaves the job running."),
                "./gleaner submit https://example.org/a https://example.org/b --wait",
                SubmitCommand::run);
    }

    private static int run(Call call) throws InterruptedException {
        WorkOptions options = new WorkOptions(
                maxAge(call.arguments().value("--max-age")),
                call.arguments().value("--scraper"),
                call.arguments().pairs("--param"),
                call.arguments().pairs("--setting"),
                call.arguments().number("--priority"),
                call.arguments().value("--name"),
                call.arguments().values("--tag"));
        try {
            Map<String, Object> fields = new LinkedHashMap<>(options.fields(work(call)));
            if (call.arguments().has("--preset")) {
                fields.put("preset", call.arguments().value("--preset", ""));
            }
            boolean dryRun = call.arguments().has("--dry-run");
            if (dryRun || call.arguments().has("--verbose")) {
                boolean accepted = preview(call, fields, dryRun);
                if (dryRun) {
                    return accepted ? ExitCode.DONE : ExitCode.FAILED;
                }
            }
            return isAwaited(call) ? awaited(call, fields) : submitted(call, fields);
        } catch (RunException impossible) {
            throw new CliException(ExitCode.USAGE, String.valueOf(impossible.getMessage()));
        }
    }

    private static boolean isAwaited(Call call) {
        return List.of("--wait", "--output", "--report", "--timeout").stream().anyMatch(call.arguments()::has);
    }

    private static @Nullable Object maxAge(@Nullable String text) {
        return text == null || text.equals("day") ? text : Spans.seconds(text);
    }

    /** What is to be scraped. */
    private static Map<String, Object> work(Call call) {
        List<String> words = call.arguments().rest();
        String feed = call.arguments().value("--feed");
        if (feed != null) {
            call.arguments().none();
            return Map.of("article_list_url", feed);
        }
        if (words.isEmpty()) {
            if (call.arguments().has("--scraper") || call.arguments().has("--preset")) {
                return Map.of();
            }
            throw CliException.usage("submit needs addresses, a FILE, or - for standard input");
        }
        if (words.size() == 1 && words.getFirst().equals("-")) {
            return WorkFile.read(call.in());
        }
        if (words.size() == 1 && !isAddress(words.getFirst())) {
            return WorkFile.read(Path.of(words.getFirst()));
        }
        List<Object> articles = new ArrayList<>();
        for (String word : words) {
            if (!isAddress(word)) {
                throw CliException.usage("One FILE, or addresses only: %s is no address".formatted(word));
            }
            articles.add(Map.of("url", ADDRESS.matcher(word).matches() ? word : "https://" + word));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("articles", articles);
        fields.put("on_duplicate", "skip");
        return fields;
    }

    private static boolean isAddress(String word) {
        return ADDRESS.matcher(word).matches() || BARE.matcher(word).matches() && !Files.exists(Path.of(word));
    }

    private static boolean preview(Call call, Map<String, Object> fields, boolean asked) {
        Data answer = call.post("/jobs/submit?dry_run=true", fields);
        if (asked && call.isForPrograms()) {
            call.json(answer);
            return answer.at("accepted").isTrue();
        }
        boolean all = call.arguments().has("--verbose");
        for (Data one : answer.at("articles").list()) {
            // Most of a long list is new; what is not is what one wants to see.
            if (all || !one.text("verdict").equals("new")) {
                String line = "%-18s %s  %s"
                        .formatted(
                                call.screen().state(one.text("verdict")),
                                one.text("url").isEmpty() ? one.text("path") : one.text("url"),
                                one.text("reason"));
                if (asked) {
                    call.screen().line(line.strip());
                } else {
                    call.screen().say(line.strip());
                }
            }
        }
        if (asked) {
            call.screen()
                    .line("%s addresses: %s new, %s cached, %s duplicate, %s refused"
                            .formatted(
                                    answer.number("total_articles"),
                                    answer.number("new_articles"),
                                    answer.number("cached_articles"),
                                    answer.number("duplicate_articles"),
                                    answer.number("refused_articles")));
        }
        return answer.at("accepted").isTrue();
    }

    private static int submitted(Call call, Map<String, Object> fields) {
        String key = call.arguments().value("--key");
        Data answer = new Data((key == null ? call.api() : call.api("Idempotency-Key", key))
                .send("POST", "/jobs/submit", fields)
                .body());
        if (call.isForPrograms()) {
            call.json(answer);
            return ExitCode.DONE;
        }
        String job = answer.text("job_id");
        call.screen()
                .line("Job %s: %d articles, %d of them fresh"
                        .formatted(job, answer.number("total_articles"), answer.number("cached_articles")));
        if (!call.arguments().has("--quiet")) {
            call.screen().say("Follow it: ./gleaner watch " + job);
        }
        return ExitCode.DONE;
    }

    private static int awaited(Call call, Map<String, Object> fields) throws InterruptedException {
        Submission.Builder submission = Submission.builder();
        fields.forEach(submission::field);
        String key = call.arguments().value("--key");
        if (key != null) {
            submission.idempotencyKey(key);
        }
        boolean report = call.arguments().has("--report");
        String output = call.arguments().value("--output");
        Long timeout = call.arguments().seconds("--timeout");
        Order order = new Order(
                submission.build(),
                output == null ? null : Path.of(output),
                ResultFormat.valueOf(call.arguments().value("--format", "json").toUpperCase(Locale.ROOT)),
                report ? call.isForPrograms() ? ReportFormat.JSON : ReportFormat.TEXT : null,
                timeout == null ? null : Duration.ofSeconds(timeout));
        try (GleanerClient client = call.client()) {
            boolean quiet = call.arguments().has("--quiet");
            OneRun run = new OneRun(
                    client,
                    new OpenJob(call.screen().err()),
                    call.screen().out(),
                    quiet ? null : call.screen().err(),
                    call.screen().terminalErr(),
                    call.arguments().has("--verbose"));
            boolean good = run.runs(order);
            if (call.isForPrograms() && !report) {
                call.screen()
                        .line(PlainJson.text(
                                call.get("/jobs/%s/status".formatted(run.job())).value()));
            }
            return good ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
