package dev.gleaner.consumer.command.run;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.command.OutputForm;
import dev.gleaner.consumer.command.output.FoundArticle;
import dev.gleaner.consumer.command.output.Output;
import dev.gleaner.consumer.command.output.Output.Result;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.exec.process.CommandEnd;
import dev.gleaner.url.ArticleUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes the one article that a command gives. What it prints goes to a file, so that many commands take no memory, and one
 * output is read at a time.
 */
final class ArticleOutput {
    private final Output output = new Output();
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final InstantSource clock;

    ArticleOutput(InstantSource clock) {
        this.clock = clock;
    }

    CommandResults of(CommandOrder order, ArticleUrl url) {
        return order.definition().output() == OutputForm.FILE_JSON ? new OfFile(order, url) : new OfStdout(order, url);
    }

    private class OfFile implements CommandResults {
        private final CommandOrder order;
        private final ArticleUrl url;
        private final Instant startedAt = clock.instant();

        OfFile(CommandOrder order, ArticleUrl url) {
            this.order = order;
            this.url = url;
        }

        @Override
        public ScrapeOutcome ended(CommandEnd end, Path file, LogTail tail) throws IOException {
            return read(file, "the output file");
        }

        ScrapeOutcome read(Path file, String what) throws IOException {
            long most = order.definition().maxOutput();
            // A pipe or a device would never end.
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                        ? invalid(what, "is no plain file", 0)
                        : nothing(what);
            }
            oneAtATime.lock();
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 8));
                if (bytes.length > most) {
                    return invalid(what, "has more than %d bytes".formatted(most), 0);
                }
                return outcome(bytes, what);
            } finally {
                oneAtATime.unlock();
            }
        }

        private ScrapeOutcome outcome(byte[] bytes, String what) {
            Result result = order.execution()
                    .reading(() -> output.read(order.definition().output(), bytes, url.target()));
            return switch (result) {
                case Result.Article(FoundArticle article) ->
                    new ScrapeOutcome.Scraped(
                            article.content(),
                            article.data(),
                            null,
                            article.finalUrl() == null ? article.url() : article.finalUrl(),
                            null,
                            bytes.length,
                            startedAt,
                            null);
                case Result.Nothing nothing -> nothing(what);
                case Result.Invalid(String why) -> invalid(what, why, bytes.length);
            };
        }

        private ScrapeOutcome nothing(String what) {
            return new ScrapeOutcome.FailedForGood(
                    ErrorCode.NO_OUTPUT, "The command ended well and gave nothing: %s is empty".formatted(what), null);
        }

        private ScrapeOutcome invalid(String what, String why, int bytes) {
            return new ScrapeOutcome.FailedForGood(
                    ErrorCode.INVALID_OUTPUT,
                    new Secrets(order.choice()).masked("Not valid, %s: %s".formatted(what, why)),
                    null,
                    bytes);
        }
    }

    /** One byte more than may come is kept, so that it is seen that it is too much. */
    private final class OfStdout extends OfFile {
        private final long most;
        private @Nullable Path file;
        private long kept;

        OfStdout(CommandOrder order, ArticleUrl url) {
            super(order, url);
            this.most = order.definition().maxOutput() + 1;
        }

        @Override
        public void began(Path folder, Path output) throws IOException {
            file = Files.createFile(folder.resolve("stdout"));
        }

        @Override
        public void stdout(byte[] bytes, int length) throws IOException {
            int taken = (int) Math.min(length, most - kept);
            if (taken > 0 && file != null) {
                try (OutputStream out = Files.newOutputStream(file, java.nio.file.StandardOpenOption.APPEND)) {
                    out.write(bytes, 0, taken);
                }
                kept += taken;
            }
        }

        @Override
        public ScrapeOutcome ended(CommandEnd end, Path output, LogTail tail) throws IOException {
            return file == null ? super.ended(end, output, tail) : read(file, "stdout");
        }
    }
}
