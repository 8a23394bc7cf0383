package dev.gleaner.standalone;

import dev.gleaner.cli.submit.OneRun;
import dev.gleaner.cli.submit.OpenJob;
import dev.gleaner.cli.submit.Order;
import dev.gleaner.cli.submit.RunException;
import dev.gleaner.cli.submit.WorkFile;
import dev.gleaner.cli.submit.WorkOptions;
import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.ReportFormat;
import dev.gleaner.client.ResultFormat;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Stack;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run}: fetches of a list what is not fresh, waits, and hands over the results. */
@Command(
        name = "run",
        header = "scrape a list and wait: what is stale is fetched, results and a report are handed over",
        description = {
            "",
            "FILE is a submission in JSON, a list in JSON, or text with an address on each line; - reads standard input. "
                    + "A scraper of mode run needs none.",
            "It is done by the API of --server or GLEANER_SERVER, else by the \"up\" that runs on DATA_DIR, else by this "
                    + "process itself, on the data in DATA_DIR. Ctrl+C cancels the job.",
            "",
            "The exit code is 0 if all articles are there, 1 if some are not, 2 if it could not be done."
        },
        footer = {"", "Example: ./gleaner run list.txt --max-age 1h --output results --report"})
final class RunCommand implements Callable<Integer> {

    private final Services services;
    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the list")
    private @Nullable String file;

    @Option(names = "--scraper", paramLabel = "NAME", description = "the scraper that gets the articles")
    private @Nullable String scraper;

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "a param of the scraper; again for a list")
    private List<String> params = new ArrayList<>();

    @Option(names = "--setting", paramLabel = "NAME=VALUE", description = "a setting of the scraper")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--priority", paramLabel = "N", description = "1 to 3 high, 4 to 7 medium, 8 to 10 low")
    private @Nullable Integer priority;

    @Option(names = "--name", paramLabel = "TEXT", description = "what the job is called")
    private @Nullable String name;

    @Option(names = "--tag", paramLabel = "TAG", description = "to find the job again; may be repeated")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--output", paramLabel = "DIR", description = "writes results and report into this folder")
    private @Nullable String output;

    @Option(
            names = "--report",
            arity = "0..1",
            paramLabel = "text|json",
            preprocessor = ReportWord.class,
            description = "prints the report at the end, as text if not said")
    private @Nullable ReportFormat report;

    @Option(names = "--quiet", description = "says nothing on the way")
    private boolean quiet;

    @Spec
    private @Nullable CommandSpec spec;

    private @Nullable String api;
    private @Nullable Object maxAge;
    private ResultFormat format = ResultFormat.JSON;
    private @Nullable Duration timeout;

    RunCommand(Services services, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        this.services = services;
        this.environment = environment;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    @Option(
            names = {"--api", "--server"},
            paramLabel = "URL",
            description = "a running Gleaner that does it")
    void api(String url) {
        client(url).close();
        api = url;
    }

    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            description = "what is stored and younger is not fetched: 30m, 1h, 2d, day; 0 fetches all")
    void maxAge(String text) {
        maxAge = text.equals("day") ? text : Times.of(text, this::wrong).toSeconds();
    }

    @Option(names = "--timeout", paramLabel = "TIME", description = "cancels the job if it takes longer: 90s, 10m")
    void timeout(String text) {
        timeout = Times.of(text, this::wrong);
        if (!timeout.isPositive()) {
            throw wrong("--timeout needs a time above zero, not " + text);
        }
    }

    @Option(names = "--format", paramLabel = "FORM", description = "of the results: json, ndjson, csv, markdown")
    void format(String text) {
        format = switch (text) {
            case "json" -> ResultFormat.JSON;
            case "ndjson" -> ResultFormat.NDJSON;
            case "csv" -> ResultFormat.CSV;
            case "markdown" -> ResultFormat.MARKDOWN;
            default -> throw wrong("--format is json, ndjson, csv or markdown, not " + text);
        };
    }

    @Override
    public Integer call() throws InterruptedException {
        if (file == null && scraper == null) {
            throw wrong("run needs a FILE, or --scraper with one of mode run");
        }
        try {
            WorkOptions options = new WorkOptions(
                    maxAge, scraper, pairs("--param", params), pairs("--setting", settings), priority, name, tags);
            Map<String, Object> fields =
                    file == null ? Map.of() : file.equals("-") ? WorkFile.read(in) : WorkFile.read(Locations.of(file));
            return run(fields, options) ? ExitCode.OK : ExitCode.FAILED;
        } catch (RunException | CannotStartException impossible) {
            err.println(impossible.getMessage());
            return ExitCode.USAGE;
        }
    }

    private boolean run(Map<String, Object> fields, WorkOptions options) throws InterruptedException {
        OpenJob open = new OpenJob(err);
        Platform platform = new Platform(services, environment, open::cancel);
        try (Platform.InUse used = api == null ? platform.find() : platform.at(api);
                GleanerClient client = client(used.address())) {
            if (!quiet) {
                err.println(used.text());
            }
            Order order = new Order(
                    options.submission(fields), output == null ? null : Locations.of(output), format, report, timeout);
            return new OneRun(client, open, out, quiet ? null : err, Terminals.isOne()).run(order);
        }
    }

    private GleanerClient client(String url) {
        try {
            return GleanerClient.at(URI.create(url));
        } catch (IllegalArgumentException none) {
            throw wrong("No address of an API: " + url);
        }
    }

    private Map<String, List<String>> pairs(String option, List<String> words) {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        for (String word : words) {
            int middle = word.indexOf('=');
            if (middle < 1) {
                throw wrong("%s needs NAME=VALUE, not %s".formatted(option, word));
            }
            pairs.computeIfAbsent(word.substring(0, middle), key -> new ArrayList<>())
                    .add(word.substring(middle + 1));
        }
        return pairs;
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
    }

    /** What follows {@code --report} is its form only if it is one; else it is the FILE. */
    static final class ReportWord implements IParameterPreprocessor {
        @Override
        public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            boolean said = !words.isEmpty()
                    && (words.peek().equals("text") || words.peek().equals("json"));
            option.setValue(said && words.pop().equals("json") ? ReportFormat.JSON : ReportFormat.TEXT);
            return true;
        }
    }
}
