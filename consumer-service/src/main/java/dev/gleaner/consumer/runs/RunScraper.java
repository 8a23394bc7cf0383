package dev.gleaner.consumer.runs;

import dev.gleaner.article.Articles.Version;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.command.Definition;
import dev.gleaner.consumer.command.Definitions;
import dev.gleaner.consumer.fault.StoreOutage;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.Execution.AbortReason;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.consumer.scrape.Scraper;
import dev.gleaner.scraper.ChoiceCheck;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.scraper.ScraperMode;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs a scraper that finds articles by itself; they are articles of the job as they come. */
final class RunScraper implements Scraper {
    private final Definitions definitions;
    private final RunCommand command;
    private final RunStores stores;
    private final Tasks tasks;
    private final ItemReader reader;
    private final StoreOutage outage;
    private final int mostItems;

    /** @param mostItems that are taken of one process */
    RunScraper(
            Definitions definitions,
            RunCommand command,
            RunStores stores,
            Tasks tasks,
            ItemReader reader,
            StoreOutage outage,
            int mostItems) {
        this.definitions = definitions;
        this.command = command;
        this.stores = stores;
        this.tasks = tasks;
        this.reader = reader;
        this.outage = outage;
        this.mostItems = mostItems;
    }

    @Override
    public ScrapeOutcome scrape(Execution execution, @Nullable Version stored) {
        ScraperChoice choice = execution.task().options().scraper();
        if (execution.task().options().unreadable()) {
            return failed(
                    ErrorCode.INTERNAL_ERROR,
                    "The params of the job cannot be read: the key they were stored with is not known (SECRET_KEY)");
        }
        Optional<Definition> definition = choice == null
                ? Optional.empty()
                : definitions.find(choice.name()).filter(RunScraper::isOfRuns);
        if (choice == null || definition.isEmpty()) {
            return failed(
                    ErrorCode.UNKNOWN_SCRAPER,
                    "There is no scraper %s that finds articles by itself"
                            .formatted(choice == null ? "" : choice.name()));
        }
        ChoiceCheck.Result checked = ChoiceCheck.check(definition.get().summary(), choice);
        if (!checked.isFine()) {
            return failed(
                    ErrorCode.COMMAND_FAILED,
                    checked.faults().stream()
                            .map(fault -> fault.path() + " " + fault.message())
                            .collect(Collectors.joining("; ")));
        }
        try (Process process = new Process(execution)) {
            return process.run(definition.get(), checked.choice());
        }
    }

    private static boolean isOfRuns(Definition definition) {
        return definition.summary().mode() == ScraperMode.RUN;
    }

    private static ScrapeOutcome failed(ErrorCode code, String error) {
        return new ScrapeOutcome.FailedForGood(code, error, null);
    }

    private boolean owns(Execution execution) {
        Task task = tasks.find(List.of(execution.articleId())).get(execution.articleId());
        return task != null
                && task.state() == TaskState.RUNNING
                && execution.claim().equals(task.claim());
    }

    /** One process of a run, with all that reads and writes for it. */
    private final class Process implements AutoCloseable {
        private final Execution execution;
        private final RunOf run;
        private final Thread worker = Thread.currentThread();
        private final Skipped skipped = new Skipped();
        private final FoundWriter writer;
        private final RunOutput output;
        private @Nullable RunResults results;

        Process(Execution execution) {
            this.execution = execution;
            this.run = RunOf.of(execution);
            this.writer = new FoundWriter(
                    stores,
                    run,
                    outage,
                    () -> execution.abortReason() == null,
                    () -> owns(execution),
                    this::stop,
                    skipped);
            this.output = new RunOutput(reader, writer, skipped, mostItems);
        }

        ScrapeOutcome run(Definition definition, ScraperChoice choice) {
            RunResults all = new RunResults(definition.output(), output, writer, skipped, worker::interrupt);
            results = all;
            try {
                ScrapeOutcome outcome = command.run(execution, definition, choice, run.jobId(), all);
                all.throwFault();
                if (outcome instanceof ScrapeOutcome.FailedForNow || outcome instanceof ScrapeOutcome.FailedForGood) {
                    // What it found before stays, and is there before anybody reads that it failed.
                    all.finishWriting();
                }
                return outcome;
            } catch (TooManyItemsException full) {
                Thread.interrupted();
                return all.finishWriting()
                        ? failed(ErrorCode.INVALID_OUTPUT, full.getMessage())
                        : new ScrapeOutcome.Aborted();
            } catch (RunGivenUpException givenUp) {
                writer.throwFault();
                return new ScrapeOutcome.Aborted();
            }
        }

        /** On the thread that writes: nothing more can be added. */
        private void stop() {
            if (!writer.hasFault()) {
                boolean ours = false;
                try {
                    ours = owns(execution);
                } catch (RuntimeException unknown) {
                    // Then it is taken for another's, and its entry is left to whoever has it.
                    ours = false;
                }
                execution.abort(ours ? AbortReason.UNWANTED : AbortReason.FENCED);
            }
            worker.interrupt();
        }

        @Override
        public void close() {
            RunResults all = results;
            if (all != null) {
                all.close();
            }
            writer.abandon();
        }
    }
}
