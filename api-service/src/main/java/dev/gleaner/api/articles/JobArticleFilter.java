package dev.gleaner.api.articles;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which articles of a job are listed; what is null does not restrict it.
 *
 * @param code by which it failed
 * @param host of its address, in lower case
 * @param text found in its address, source or category, in lower case
 */
record JobArticleFilter(
        @Nullable ItemStatus status,
        @Nullable ErrorCode code,
        @Nullable String host,
        @Nullable String text) {
    boolean isOpen() {
        return status == null && code == null && host == null && text == null;
    }

    boolean means(Item item, ItemStatus now, @Nullable Failure failure) {
        return (status == null || status == now)
                && (code == null || (failure != null && failure.code() == code))
                && (host == null || item.host().equals(host))
                && (text == null || holds(item.url()) || holds(item.source()) || holds(item.category()));
    }

    private boolean holds(@Nullable String value) {
        return text != null && value != null && value.toLowerCase(Locale.ROOT).contains(text);
    }
}
