package dev.gleaner.job;

import dev.gleaner.article.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to get an article that has ended.
 *
 * @param number from 1
 * @param startedAt null if a consumer of an earlier version began it
 * @param httpStatus of the last answer; null if there was none
 * @param code why it failed; null if it brought the article
 * @param error in words; null with the code
 * @param nextAt when the next one is due; null if this was the last
 */
public record Try(
        int number,
        @Nullable Instant startedAt,
        Instant endedAt,
        @Nullable Integer httpStatus,
        @Nullable ErrorCode code,
        @Nullable String error,
        @Nullable Instant nextAt) {
    /** As many are kept of an article, the latest. */
    public static final int MOST = 20;

    /** These and another behind them, the latest of them all. */
    public static List<Try> with(List<Try> before, Try last) {
        return Stream.concat(before.stream().skip(Math.max(0, before.size() + 1 - MOST)), Stream.of(last))
                .toList();
    }

    /** The same with another end, for what was got and could not be kept. */
    public Try failed(ErrorCode why, String words) {
        return new Try(number, startedAt, endedAt, httpStatus, why, words, null);
    }
}
