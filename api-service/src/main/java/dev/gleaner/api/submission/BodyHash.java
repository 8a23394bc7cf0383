package dev.gleaner.api.submission;

import dev.gleaner.article.Articles;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.id.Fingerprint;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.Orders;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hash of everything that the answer to a submission depends on. It is taken from what was read, not from the bytes:
 * a client that repeats a request may write it with other white space or in another order of fields.
 */
final class BodyHash {
    private final StringBuilder read = new StringBuilder();

    private BodyHash() {}

    static String of(
            List<Articles.Wanted> articles,
            @Nullable Duration maxAge,
            FetchOptions fetch,
            JobLabel label,
            Orders orders) {
        BodyHash hash = new BodyHash();
        hash.add(maxAge == null ? null : Long.toString(maxAge.toSeconds()));
        hash.add(fetch.keyPart());
        hash.add(fetch.timeout() == null ? null : fetch.timeout().toString());
        if (!fetch.pace().isUsual()) {
            // Only then: the hashes of requests from before stay as they are.
            hash.add(fetch.pace().toString());
        }
        hash.add(label.name());
        hash.add(Integer.toString(label.tags().size()));
        label.tags().forEach(hash::add);
        if (!orders.equals(Orders.NONE)) {
            // A record's text has all of its parts, and a hash shows none of them.
            hash.add(orders.toString());
        }
        for (Articles.Wanted one : articles) {
            hash.add(one.url().given());
            hash.add(one.source());
            hash.add(one.category());
            hash.add(Integer.toString(one.priority()));
        }
        return Fingerprint.of(hash.read.toString());
    }

    /** With its length in front, so that no two lists of texts read the same. */
    private void add(@Nullable String text) {
        read.append(text == null ? -1 : text.length()).append(':').append(text == null ? "" : text);
    }
}
