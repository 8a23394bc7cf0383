package dev.gleaner.api.logs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.scraper.CommandLogs.Began;
import dev.gleaner.scraper.CommandLogs.Ended;
import dev.gleaner.scraper.CommandLogs.State;
import dev.gleaner.scraper.CommandLogs.Stream;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a command ended, and what it wrote. */
@Schema(name = "CommandLog")
record LogAnswer(
        @JsonProperty("job_id") @Schema(example = "job_1f0c3a5b7d9e")
        String jobId,

        @JsonProperty("article_id")
        @Schema(description = "of the article, or of the run of a job that has a scraper alone")
        String articleId,

        @JsonProperty("attempt") @Schema(description = "a word for this attempt; only the log of the last one is kept")
        String attempt,

        @JsonProperty("scraper") @Schema(example = "news-spider")
        String scraper,

        @JsonProperty("consumer") @Schema(description = "that ran it")
        String consumer,

        @JsonProperty("started_at") Instant startedAt,

        @JsonProperty("ended_at") @Schema(description = "null while it runs") @Nullable
        Instant endedAt,

        @JsonProperty("exit_code") @Schema(description = "null if a signal ended it", example = "0") @Nullable
        Integer exitCode,

        @JsonProperty("signal") @Schema(example = "TERM") @Nullable
        String signal,

        @JsonProperty("stopped")
        @Schema(description = "why it was stopped; null if it ended by itself", example = "timeout")
        @Nullable
        String stopped,

        @JsonProperty("duration") @Schema(description = "seconds from its start to its end", example = "1.25") @Nullable
        Double duration,

        @JsonProperty("peak_memory_bytes") @Schema(description = "of all its processes together") @Nullable
        Long peakMemoryBytes,

        @JsonProperty("cpu_ms") @Schema(description = "time of all its processes on processors") @Nullable
        Long cpuMs,

        @JsonProperty("bytes") @Schema(description = "what it wrote, or has written so far, kept or not")
        Bytes bytes,

        @JsonProperty("truncated")
        @Schema(description = "whether it wrote more than is kept (COMMAND_LOG_BYTES of each stream) or shown here")
        boolean truncated,

        @JsonProperty("stdout") @Schema(description = "null if it is not asked for") @Nullable
        String stdout,

        @JsonProperty("stderr") @Schema(description = "null if it is not asked for") @Nullable
        String stderr) {
    /** Of each stream. */
    @Schema(name = "CommandLogBytes")
    record Bytes(
            @JsonProperty("stdout") long stdout,
            @JsonProperty("stderr") long stderr) {}

    /**
     * The answer.
     *
     * @param kept all that is kept of each stream
     * @param streams those that are shown
     * @param tail lines of each that are shown; negative for all
     */
    static LogAnswer of(
            String jobId, String articleId, State state, Map<Stream, byte[]> kept, Streams streams, int tail) {
        Began began = state.began();
        Ended ended = state.ended();
        byte[] out = kept.getOrDefault(Stream.STDOUT, new byte[0]);
        byte[] err = kept.getOrDefault(Stream.STDERR, new byte[0]);
        Bytes bytes =
                ended == null ? new Bytes(out.length, err.length) : new Bytes(ended.stdoutBytes(), ended.stderrBytes());
        int fromOut = tail < 0 ? 0 : LogBytes.tail(out, tail);
        int fromErr = tail < 0 ? 0 : LogBytes.tail(err, tail);
        boolean showsOut = streams.all().contains(Stream.STDOUT);
        boolean showsErr = streams.all().contains(Stream.STDERR);
        return new LogAnswer(
                jobId,
                articleId,
                began.attempt(),
                began.scraper(),
                began.consumer(),
                began.startedAt(),
                ended == null ? null : ended.endedAt(),
                ended == null ? null : ended.exitCode(),
                ended == null ? null : ended.signal(),
                ended == null ? null : ended.stopped(),
                ended == null ? null : seconds(Duration.between(began.startedAt(), ended.endedAt())),
                ended == null ? null : ended.peakMemoryBytes(),
                ended == null ? null : ended.cpu().toMillis(),
                bytes,
                (showsOut && (fromOut > 0 || out.length < bytes.stdout()))
                        || (showsErr && (fromErr > 0 || err.length < bytes.stderr())),
                showsOut ? text(out, fromOut) : null,
                showsErr ? text(err, fromErr) : null);
    }

    private static double seconds(Duration time) {
        return Math.max(0, time.toMillis()) / 1000.0;
    }

    private static String text(byte[] bytes, int from) {
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }
}
