package dev.gleaner.job;

import dev.gleaner.article.Articles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it took to end an article, and what it brought. Null is what is not known: a consumer may die after it has stored a text and
 * before it has told of it, and whoever goes on was not there.
 *
 * @param brought what the jobs that waited for it have of it
 * @param bodyBytes size of the page, unpacked; 0 if none was sent
 * @param contentBytes size of the text in UTF-8
 * @param duration of the last attempt, from the request to the text
 * @param attempts that were made, the last among them; 0 if it was there already
 * @param tries those of them that are known, at most {@link Try#MOST}
 */
public record Effort(
        Brought brought,
        @Nullable Long bodyBytes,
        @Nullable Long contentBytes,
        @Nullable Duration duration,
        int attempts,
        List<Try> tries) {
    public Effort {
        tries = List.copyOf(tries);
    }

    /** One of whose attempts nothing more is known. */
    public Effort(
            Brought brought,
            @Nullable Long bodyBytes,
            @Nullable Long contentBytes,
            @Nullable Duration duration,
            int attempts) {
        this(brought, bodyBytes, contentBytes, duration, attempts, List.of());
    }

    /** What an end brought. */
    public enum Brought {
        /** A text that was not there before, or another than before. */
        FETCHED,
        /** The text that was there: the site says that it has not changed, or sent the same again. */
        UNCHANGED,
        /** A text that was young enough; nothing was asked for. */
        FRESH,
        /** No text. */
        NOTHING
    }

    /**
     * That of a text that need not be fetched. If it came after it was asked for it is new to whoever asked: the consumer that fetched
     * it died before it could tell, or fetched it for another job.
     *
     * @param text null if nothing is known of it
     */
    public static Effort found(Articles.@Nullable Text text, Instant asked) {
        Long bytes = text == null ? null : text.bytes();
        return text != null && text.changedSince(asked)
                ? new Effort(Brought.FETCHED, null, bytes, null, 1)
                : new Effort(Brought.FRESH, 0L, bytes, Duration.ZERO, 0);
    }
}
