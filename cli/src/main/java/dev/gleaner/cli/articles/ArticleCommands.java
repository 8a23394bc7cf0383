package dev.gleaner.cli.articles;

import dev.gleaner.cli.call.Call;
import dev.gleaner.cli.call.CliException;
import dev.gleaner.cli.call.Command;
import dev.gleaner.cli.call.Data;
import dev.gleaner.cli.call.ExitCode;
import dev.gleaner.cli.call.Option;
import dev.gleaner.cli.screen.Table;
import dev.gleaner.cli.screen.Words;
import dev.gleaner.client.PlainApi;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code articles}, {@code article} and {@code logs}. */
public final class ArticleCommands {
    private static final String JOB = "job id";

    private ArticleCommands() {}

    /** All of them. */
    public static List<Command> all() {
        return List.of(
                new Command(
                        "articles",
                        "List the articles of a job: what is there, what failed, what waits for what.",
                        "JOB",
                        List.of(
                                Option.choice(
                                        "--status",
                                        "only in this state",
                                        "PENDING",
                                        "SCRAPING",
                                        "SCRAPED",
                                        "FAILED",
                                        "CANCELLED"),
                                Option.of("--code", "CODE", "only those that failed with it"),
                                Option.of("--host", "HOST", "only of this host"),
                                Option.of("--search", "TEXT", "only with this text in their address"),
                                Option.of("--limit", "N", "so many; 100 if not said"),
                                Option.of("--skip", "N", "without the first so many")),
                        List.of(),
                        "./gleaner articles job_0123456789ab --status FAILED --code timeout",
                        ArticleCommands::articles),
                new Command(
                        "article",
                        "Print an article, found by its id or by any form of its address.",
                        "URL|ID",
                        List.of(
                                Option.flag("--markdown", "only its text, as Markdown"),
                                Option.of("--attempts", "JOB", "what was tried for it in this job, by its id")),
                        List.of(),
                        "./gleaner article https://example.org/a --markdown",
                        ArticleCommands::article),
                new Command(
                        "logs",
                        "Print what the command that a scraper is wrote for an article.",
                        "JOB ARTICLE",
                        List.of(
                                Option.flag("--follow", "print it as it comes").or("-f"),
                                Option.choice("--stream", "which of its outputs", "stdout", "stderr", "both"),
                                Option.of("--tail", "N", "only the last lines of each")),
                        List.of("The ARTICLE is an id, also that of a run: ./gleaner articles JOB lists them."),
                        "./gleaner logs job_0123456789ab run_0123456789ab --tail 20",
                        ArticleCommands::logs));
    }

    private static int articles(Call call) {
        String job = call.arguments().only(JOB);
        Map<String, Object> query = new LinkedHashMap<>();
        for (String name : List.of("status", "code", "host", "limit", "skip")) {
            String value = call.arguments().value("--" + name);
            if (value != null) {
                query.put(name, value);
            }
        }
        if (call.arguments().has("--search")) {
            query.put("q", call.arguments().value("--search", ""));
        }
        PlainApi.Reply reply = call.api().get(PlainApi.query("/jobs/" + PlainApi.segment(job) + "/articles", query));
        Data answer = new Data(reply.body());
        if (call.isForPrograms()) {
            call.json(answer);
            return ExitCode.DONE;
        }
        Table table = new Table("ARTICLE", "STATUS", "#TRIES", "URL", "WHY");
        for (Data one : answer.at("articles").list()) {
            String why = one.text("error").isEmpty() ? one.text("waiting_for") : one.text("error");
            String code = one.text("error_code");
            table.row(
                    one.text("article_id"),
                    one.text("status"),
                    Long.toString(one.number("attempts")),
                    one.text("url"),
                    code.isEmpty() ? why : code + ": " + why);
        }
        table.print(call.screen(), "No articles.");
        int shown = answer.at("articles").list().size();
        if (reply.total() != null && reply.total() > shown) {
            call.screen().say("%d of %d articles; more with --limit and --skip".formatted(shown, reply.total()));
        }
        return ExitCode.DONE;
    }

    private static int article(Call call) {
        String word = call.arguments().only("address or article id");
        String job = call.arguments().value("--attempts");
        if (job != null) {
            return attempts(call, job, word);
        }
        boolean byUrl = word.contains(":") || word.contains("/");
        Data article = call.get(
                byUrl ? PlainApi.query("/articles", Map.of("url", word)) : "/articles/" + PlainApi.segment(word));
        if (call.arguments().has("--markdown")) {
            String markdown = article.text("markdown");
            call.screen().line(markdown.isEmpty() ? article.text("content") : markdown);
            return ExitCode.DONE;
        }
        if (call.isForPrograms()) {
            call.json(article);
            return ExitCode.DONE;
        }
        call.screen().line(call.screen().strong(Words.orHyphen(article.text("title"))));
        for (Map.Entry<String, Data> field : article.members().entrySet()) {
            Object value = field.getValue().value();
            boolean isText = field.getKey().equals("content") || field.getKey().equals("markdown");
            if (value != null
                    && !isText
                    && !(value instanceof Map<?, ?>)
                    && !field.getKey().equals("title")) {
                String shown = value instanceof List<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        : value.toString();
                if (!shown.isEmpty()) {
                    call.screen().line("  %-18s %s".formatted(field.getKey(), shown));
                }
            }
        }
        if (!article.text("content").isEmpty()) {
            call.screen().line("");
            call.screen().line(article.text("content"));
        }
        return ExitCode.DONE;
    }

    private static int attempts(Call call, String job, String article) {
        Data answer =
                call.get("/jobs/%s/articles/%s/attempts".formatted(PlainApi.segment(job), PlainApi.segment(article)));
        if (call.isForPrograms()) {
            call.json(answer);
            return ExitCode.DONE;
        }
        Table table = new Table("#TRY", "OUTCOME", "STARTED", "#HTTP", "WHY", "CONSUMER");
        for (Data one : answer.at("attempts").list()) {
            table.row(
                    one.text("attempt"),
                    one.text("outcome"),
                    Words.relative(one.instant("started_at"), call.clock().instant()),
                    one.text("http_status"),
                    one.text("error_code").isEmpty() ? one.text("error") : one.text("error_code"),
                    one.text("consumer"));
        }
        table.print(call.screen(), "Nothing was tried yet.");
        return ExitCode.DONE;
    }

    private static int logs(Call call) throws IOException {
        List<String> words = call.arguments().rest();
        if (words.size() != 2) {
            throw CliException.usage("logs needs a job id and the id of an article or a run");
        }
        Map<String, Object> query = new LinkedHashMap<>();
        for (String name : List.of("stream", "tail")) {
            String value = call.arguments().value("--" + name);
            if (value != null) {
                query.put(name, value);
            }
        }
        if (call.arguments().has("--follow")) {
            query.put("follow", true);
        }
        String path = "/jobs/%s/articles/%s/log"
                .formatted(PlainApi.segment(words.getFirst()), PlainApi.segment(words.getLast()));
        // Whoever wants JSON asks for how the command ended; into a pipe goes what it wrote.
        boolean told = call.arguments().has("--json");
        call.print(PlainApi.query(path, query), told ? "application/json" : "text/plain");
        return ExitCode.DONE;
    }
}
