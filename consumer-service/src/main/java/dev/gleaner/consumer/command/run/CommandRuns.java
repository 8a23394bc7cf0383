package dev.gleaner.consumer.command.run;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.command.Facts;
import dev.gleaner.consumer.command.Invocation;
import dev.gleaner.consumer.command.Invocations;
import dev.gleaner.consumer.command.OutputForm;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import dev.gleaner.exec.process.Channel;
import dev.gleaner.exec.process.CommandEnd;
import dev.gleaner.exec.process.CommandProcess;
import dev.gleaner.exec.process.CommandSpec;
import dev.gleaner.exec.process.CommandStartException;
import dev.gleaner.exec.process.ProcessKeeper;
import dev.gleaner.exec.process.StopReason;
import dev.gleaner.id.Ids;
import dev.gleaner.scraper.CommandLogs;
import dev.gleaner.scraper.CommandLogs.Began;
import dev.gleaner.scraper.CommandLogs.Ended;
import dev.gleaner.url.ArticleUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands of scrapers, each on the thread that asks for it, and says how it went. A command has a folder of its own, which is
 * removed when it has ended, and log files that stay. One watcher process, started with the first command, ends all of them
 * if this process dies.
 */
public final class CommandRuns implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CommandRuns.class);

    private final Invocations invocations;
    private final Permits permits;
    private final Folders folders;
    private final CommandLogs logs;
    private final long logBytes;
    private final String consumer;
    private final Observer observer;
    private final InstantSource clock;
    private final ProcessKeeper keeper = ProcessKeeper.start();
    private final Set<CommandProcess> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param logBytes that are kept of each of the two streams of a command
     * @param consumer name of this process, for people
     */
    CommandRuns(
            Invocations invocations,
            Permits permits,
            Folders folders,
            CommandLogs logs,
            long logBytes,
            String consumer,
            Observer observer,
            InstantSource clock) {
        this.invocations = invocations;
        this.permits = permits;
        this.folders = folders;
        this.logs = logs;
        this.logBytes = logBytes;
        this.consumer = consumer;
        this.observer = observer;
        this.clock = clock;
    }

    /** Whether it may start; asked when there is room for it and before there is anything of it. */
    @FunctionalInterface
    interface Admission {
        /** How the attempt ends instead; empty if it may. */
        Optional<ScrapeOutcome> objection();
    }

    /**
     * Runs a command to its end. An interrupt ends all its processes, and the outcome is {@link ScrapeOutcome.Aborted}; without
     * room for it, it is {@link ScrapeOutcome.Deferred} at once.
     */
    public ScrapeOutcome run(CommandOrder order, CommandResults results) {
        return run(order, Optional::empty, results);
    }

    ScrapeOutcome run(CommandOrder order, Admission admission, CommandResults results) {
        if (closed) {
            return new ScrapeOutcome.Aborted();
        }
        String scraper = order.definition().name();
        Optional<Duration> later = permits.refuse(scraper, order.definition().concurrency());
        if (later.isPresent()) {
            return new ScrapeOutcome.Deferred(later.get());
        }
        try {
            return admission.objection().orElseGet(() -> inItsFolder(order, results));
        } finally {
            permits.release(scraper);
        }
    }

    /** Commands that run now. */
    int running() {
        return permits.running();
    }

    private ScrapeOutcome inItsFolder(CommandOrder order, CommandResults results) {
        String mark = order.execution().articleId() + "-" + Ids.token();
        Path folder;
        try {
            folder = folders.work(mark);
        } catch (IOException full) {
            log.error("A command has no folder to run in", full);
            return notStarted(order, "there is no folder for it");
        }
        try {
            return new Run(order, results, mark, folder).outcome();
        } finally {
            folders.remove(folder);
        }
    }

    private ScrapeOutcome notStarted(CommandOrder order, String why) {
        ScrapeOutcome outcome = new ScrapeOutcome.FailedForNow(
                ErrorCode.COMMAND_FAILED, "The command could not be started: " + why, null, null);
        tell(order, outcome, null, Duration.ZERO);
        return outcome;
    }

    private void tell(CommandOrder order, ScrapeOutcome outcome, @Nullable CommandEnd end, Duration took) {
        observer.on(new Event.CommandEnded(
                order.execution().articleId(),
                order.definition().name(),
                CommandFailures.code(outcome),
                end == null ? null : end.exitCode(),
                took,
                end == null ? 0 : end.usage().peakMemoryBytes(),
                end == null ? 0 : end.stdoutBytes()));
    }

    /** Ends all commands, waits for that, and only then lets the watcher go. */
    @Override
    public void close() {
        closed = true;
        running.stream()
                .map(process -> Thread.ofVirtual().start(() -> process.stop(StopReason.STOPPED)))
                .toList()
                .forEach(CommandRuns::join);
        keeper.close();
        folders.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One command. */
    private final class Run {
        private final CommandOrder order;
        private final CommandResults results;
        private final String mark;
        private final Path folder;
        private final Path output;
        private final Secrets secrets;
        private final LogTail tail;

        /** Whether its output is refused; another thread stops it then, since the end waits for the one that brings output. */
        private final CompletableFuture<@Nullable Void> unwanted = new CompletableFuture<>();

        private volatile @Nullable Throwable refused;

        Run(CommandOrder order, CommandResults results, String mark, Path folder) {
            this.order = order;
            this.results = results;
            this.mark = mark;
            this.folder = folder;
            this.output = folder.resolve("output");
            this.secrets = new Secrets(order.choice());
            this.tail = new LogTail(secrets);
        }

        ScrapeOutcome outcome() {
            CommandSpec spec;
            try {
                spec = spec(invocation());
            } catch (IllegalArgumentException unfit) {
                return notStarted(order, String.valueOf(unfit.getMessage()));
            }
            Began began = new Began(mark, order.definition().name(), consumer, clock.instant());
            CommandProcess process;
            try {
                results.began(folder, output);
                process = started(spec);
            } catch (CommandStartException failed) {
                log.warn("{} ({})", failed.getMessage(), order.definition().name());
                return notStarted(order, secrets.masked(failed.reason()));
            } catch (IOException failed) {
                log.error("What a command gives could not be kept", failed);
                return notStarted(order, "there is no room for what it gives");
            }
            LogShipping shipping = LogShipping.start(
                    logs, order.execution().articleId(), began, secrets, spec.stdout(), spec.stderr());
            CommandEnd end;
            try {
                end = awaited(process);
            } finally {
                running.remove(process);
                keeper.forget(mark);
            }
            shipping.end(ended(end));
            ScrapeOutcome outcome = outcome(end);
            if (!(outcome instanceof ScrapeOutcome.Aborted)) {
                tell(order, outcome, end, Duration.between(end.startedAt(), end.endedAt()));
            }
            return outcome;
        }

        private Invocation invocation() {
            ArticleUrl url = order.url();
            return invocations.of(
                    order.definition(),
                    order.choice(),
                    new Facts(
                            url == null ? null : url.target(),
                            url == null ? null : url.host(),
                            clock.instant(),
                            order.jobId(),
                            order.execution().articleId(),
                            order.definition().output() == OutputForm.FILE_JSON ? output.toString() : null));
        }

        private CommandSpec spec(Invocation invocation) {
            Path own = order.definition().workingDirectory();
            return new CommandSpec(
                    invocation.argv(),
                    own == null ? folder : own,
                    invocation.environment(),
                    mark,
                    folders.log(mark, "stdout"),
                    folders.log(mark, "stderr"),
                    logBytes,
                    order.timeout(),
                    order.definition().maxMemory(),
                    order.definition().stopGrace());
        }

        private CommandProcess started(CommandSpec spec) throws CommandStartException {
            // Told before, so that there is no moment in which this process could die and the command stay.
            keeper.watch(mark, 0, spec.stopGrace());
            CommandProcess process;
            try {
                process = CommandProcess.start(spec, this::output);
            } catch (CommandStartException failed) {
                keeper.forget(mark);
                throw failed;
            }
            running.add(process);
            unwanted.thenRunAsync(() -> process.stop(StopReason.STOPPED), Thread::startVirtualThread);
            keeper.watch(mark, process.pid(), spec.stopGrace());
            if (closed) {
                process.stop(StopReason.STOPPED);
            }
            return process;
        }

        private void output(Channel channel, byte[] bytes, int length) {
            tail.add(channel, bytes, length);
            if (channel == Channel.STDOUT && refused == null) {
                try {
                    results.stdout(bytes, length);
                } catch (IOException | RuntimeException unwilling) {
                    refused = unwilling;
                    unwanted.complete(null);
                }
            }
        }

        private CommandEnd awaited(CommandProcess process) {
            try {
                return process.await();
            } catch (InterruptedException interrupted) {
                CommandEnd end = process.stop(StopReason.STOPPED);
                Thread.currentThread().interrupt();
                return end;
            }
        }

        private ScrapeOutcome outcome(CommandEnd end) {
            if (refused instanceof RuntimeException unwilling) {
                throw unwilling;
            }
            if (refused != null) {
                log.error("What a command printed could not be kept", refused);
                return new ScrapeOutcome.FailedForNow(
                        ErrorCode.COMMAND_FAILED, "What the command printed could not be kept", null, null);
            }
            if (Thread.currentThread().isInterrupted()) {
                return new ScrapeOutcome.Aborted();
            }
            return CommandFailures.of(end, order, tail).orElseGet(() -> {
                try {
                    return results.ended(end, output, tail);
                } catch (IOException unreadable) {
                    log.error("What a command gave could not be read", unreadable);
                    return new ScrapeOutcome.FailedForNow(
                            ErrorCode.COMMAND_FAILED, "What the command gave could not be read", null, null);
                }
            });
        }

        private Ended ended(CommandEnd end) {
            StopReason stopped = end.stopped();
            return new Ended(
                    end.exitCode(),
                    end.signal(),
                    stopped == null ? null : stopped.name().toLowerCase(Locale.ROOT),
                    end.endedAt(),
                    end.usage().peakMemoryBytes(),
                    end.usage().cpu(),
                    end.stdoutBytes(),
                    end.stderrBytes());
        }
    }
}
