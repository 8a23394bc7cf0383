package dev.gleaner.consumer.command.run;

import dev.gleaner.scraper.CommandLogs;
import dev.gleaner.scraper.CommandLogs.Began;
import dev.gleaner.scraper.CommandLogs.Ended;
import dev.gleaner.scraper.CommandLogs.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the fleet what a command prints while it prints it: what has come into its log files, about every second, and the rest at
 * its end. A store that is away delays that, and in the end loses it; the article does not know of it.
 */
final class LogShipping {
    private static final Logger log = LoggerFactory.getLogger(LogShipping.class);

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 64 * 1024;

    /** For which the end of a command waits for its log: who sees the article failed can read why. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Tries after the end, a second apart, before what is left is given up. */
    private static final int TRIES_AFTER_THE_END = 60;

    private final CommandLogs logs;
    private final String articleId;
    private final Began began;
    private final Secrets secrets;
    private final Part stdout;
    private final Part stderr;
    private final CompletableFuture<Ended> ended = new CompletableFuture<>();
    private final CompletableFuture<Boolean> shipped = new CompletableFuture<>();
    private boolean begun;

    private LogShipping(CommandLogs logs, String articleId, Began began, Secrets secrets, Path stdout, Path stderr) {
        this.logs = logs;
        this.articleId = articleId;
        this.began = began;
        this.secrets = secrets;
        this.stdout = new Part(Stream.STDOUT, stdout);
        this.stderr = new Part(Stream.STDERR, stderr);
    }

    static LogShipping start(
            CommandLogs logs, String articleId, Began began, Secrets secrets, Path stdout, Path stderr) {
        LogShipping shipping = new LogShipping(logs, articleId, began, secrets, stdout, stderr);
        Thread.ofVirtual().name("command-log-" + articleId).start(shipping::run);
        return shipping;
    }

    /** The command has ended, and nothing more comes. An interrupt ends the wait and is kept. */
    void end(Ended how) {
        ended.complete(how);
        try {
            shipped.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException late) {
            log.debug("The log of {} comes later", articleId);
        }
    }

    private void run() {
        int triesAfterTheEnd = 0;
        while (!shipped.isDone()) {
            Ended how = ended.getNow(null);
            try {
                ship(how);
            } catch (RuntimeException | IOException away) {
                log.debug("The log of {} could not be told", articleId, away);
                if (how != null && ++triesAfterTheEnd == TRIES_AFTER_THE_END) {
                    log.warn("The end of the log of {} is not kept: {}", articleId, away.toString());
                    shipped.complete(false);
                }
            }
            rest(how);
        }
    }

    private void ship(@Nullable Ended how) throws IOException {
        if (!begun) {
            logs.begin(articleId, began);
            begun = true;
        }
        stdout.ship(how != null);
        stderr.ship(how != null);
        if (how != null) {
            logs.end(articleId, began.attempt(), how);
            shipped.complete(true);
        }
    }

    /** Until more may have come; not at all if the command has ended meanwhile. */
    private void rest(@Nullable Ended how) {
        if (shipped.isDone()) {
            return;
        }
        try {
            if (how == null) {
                ended.get(EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                Thread.sleep(EVERY);
            }
        } catch (TimeoutException later) {
            // the next turn
        } catch (InterruptedException | ExecutionException never) {
            throw new IllegalStateException("Nobody interrupts this thread", never);
        }
    }

    /** One of the two files, and how much of it is told. */
    private final class Part {
        private final Stream stream;
        private final Path file;
        private long told;

        Part(Stream stream, Path file) {
            this.stream = stream;
            this.file = file;
        }

        /** @param all also what may be the beginning of a secret, since nothing comes after it */
        void ship(boolean all) throws IOException {
            try (SeekableByteChannel channel = Files.newByteChannel(file)) {
                int reach = secrets.reach();
                byte[] bytes = new byte[MOST_AT_ONCE + reach];
                while (true) {
                    channel.position(told);
                    ByteBuffer buffer = ByteBuffer.wrap(bytes);
                    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                        // until it is full, or the file ends
                    }
                    int read = buffer.position();
                    boolean last = read < bytes.length;
                    int length = last && all ? read : read - reach;
                    if (length <= 0) {
                        return;
                    }
                    // A secret that began before is masked in what was told; what is left of it is found by looking
                    // back.
                    mask(channel, bytes, read);
                    logs.append(articleId, began.attempt(), stream, told, Arrays.copyOf(bytes, length));
                    told += length;
                    if (last) {
                        return;
                    }
                }
            } catch (NoSuchFileException notYet) {
                // it was not started
            }
        }

        private void mask(SeekableByteChannel channel, byte[] bytes, int read) throws IOException {
            int before = (int) Math.min(told, secrets.reach());
            byte[] whole = new byte[before + read];
            if (before > 0) {
                ByteBuffer start = ByteBuffer.wrap(whole, 0, before);
                channel.position(told - before);
                while (start.hasRemaining() && channel.read(start) >= 0) {
                    // until it is full
                }
            }
            System.arraycopy(bytes, 0, whole, before, read);
            secrets.mask(whole, whole.length);
            System.arraycopy(whole, before, bytes, 0, read);
        }
    }
}
