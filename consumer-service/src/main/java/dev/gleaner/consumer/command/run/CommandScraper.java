package dev.gleaner.consumer.command.run;

import dev.gleaner.article.Articles.Version;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.command.Definition;
import dev.gleaner.consumer.command.Definitions;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.politeness.PoliteFetcher;
import dev.gleaner.consumer.politeness.PoliteFetcher.Turn;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.consumer.scrape.Scraper;
import dev.gleaner.fetch.FetchOutcome;
import dev.gleaner.fetch.FetchRequest;
import dev.gleaner.scraper.ChoiceCheck;
import dev.gleaner.scraper.RunIds;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.scraper.ScraperMode;
import dev.gleaner.task.Waiter;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gets articles, and whole runs, by the commands of the scrapers that tasks ask for. */
public final class CommandScraper implements Scraper {
    private final Definitions definitions;
    private final Elsewhere elsewhere;
    private final CommandRuns commands;
    private final PoliteFetcher polite;
    private final ArticleOutput output;
    private final Scraper runs;
    private final Duration lookUp;

    /**
     * @param runs gets what is a run of a scraper
     * @param lookUp what finding out whether an address may be visited may take
     */
    CommandScraper(
            Definitions definitions,
            Elsewhere elsewhere,
            CommandRuns commands,
            PoliteFetcher polite,
            ArticleOutput output,
            Scraper runs,
            Duration lookUp) {
        this.definitions = definitions;
        this.elsewhere = elsewhere;
        this.commands = commands;
        this.polite = polite;
        this.output = output;
        this.runs = runs;
        this.lookUp = lookUp;
    }

    @Override
    public ScrapeOutcome scrape(Execution execution, @Nullable Version stored) {
        ScraperChoice asked = execution.task().options().scraper();
        if (asked == null) {
            throw new IllegalArgumentException(execution.articleId() + " asks for no scraper");
        }
        Optional<Definition> definition = definitions.find(asked.name());
        if (definition.isEmpty()) {
            return elsewhere.unknown(asked.name(), definitions);
        }
        if (RunIds.isRun(execution.articleId())) {
            return runs.scrape(execution, stored);
        }
        if (execution.task().options().unreadable()) {
            return new ScrapeOutcome.FailedForGood(
                    ErrorCode.INTERNAL_ERROR,
                    "The params of the job cannot be read: the key they were stored with is not known (SECRET_KEY)",
                    null);
        }
        return scrape(execution, definition.get(), asked);
    }

    private ScrapeOutcome scrape(Execution execution, Definition definition, ScraperChoice asked) {
        if (definition.summary().mode() == ScraperMode.RUN) {
            return forGood("%s finds its articles by itself and takes none (mode run)".formatted(definition.name()));
        }
        ChoiceCheck.Result checked = ChoiceCheck.check(definition.summary(), asked);
        if (!checked.isFine()) {
            return forGood(checked.faults().stream()
                    .map(fault -> fault.path() + ": " + fault.message())
                    .collect(Collectors.joining("; ")));
        }
        ArticleUrl url;
        try {
            url = ArticleUrl.parse(execution.task().url());
        } catch (InvalidUrlException invalid) {
            return new ScrapeOutcome.FailedForGood(ErrorCode.ADDRESS_REFUSED, invalid.reason(), null);
        }
        CommandOrder order = new CommandOrder(
                execution,
                definition,
                checked.choice(),
                url,
                execution.task().waiters().stream()
                        .map(Waiter::jobId)
                        .findFirst()
                        .orElse(null));
        return commands.run(order, () -> objection(order, url), output.of(order, url));
    }

    /** The definition has changed since the job was accepted, or the API does not know it yet. */
    private static ScrapeOutcome forGood(String error) {
        return new ScrapeOutcome.FailedForGood(ErrorCode.COMMAND_FAILED, error, null);
    }

    private Optional<ScrapeOutcome> objection(CommandOrder order, ArticleUrl url) {
        Execution execution = order.execution();
        FetchRequest request = execution.task().options().request(url, lookUp);
        return polite.objection(
                        request, execution.task().pace(), execution.incarnation(), execution.entry(), order.timeout())
                .map(CommandScraper::outcome);
    }

    private static ScrapeOutcome outcome(Turn turn) {
        return switch (turn) {
            case Turn.Postponed postponed -> new ScrapeOutcome.Postponed();
            case Turn.Ended(FetchOutcome.FailedForNow failed) ->
                new ScrapeOutcome.FailedForNow(failed.code(), failed.error(), failed.httpStatus(), failed.retryAfter());
            case Turn.Ended(FetchOutcome.FailedForGood failed) ->
                new ScrapeOutcome.FailedForGood(failed.code(), failed.error(), failed.httpStatus());
            case Turn.Ended(FetchOutcome.Busy busy) -> new ScrapeOutcome.Deferred(busy.retryAfter());
            case Turn.Ended(FetchOutcome.Aborted aborted) -> new ScrapeOutcome.Aborted();
            case Turn.Ended(FetchOutcome other) ->
                throw new IllegalStateException("Nothing was fetched, and yet there is " + other);
        };
    }
}
