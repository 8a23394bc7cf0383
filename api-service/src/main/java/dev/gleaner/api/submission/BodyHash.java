package dev.gleaner.api.submission;

import dev.gleaner.article.Articles;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.id.Fingerprint;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.Orders;
import dev.gleaner.scraper.ScraperChoice;
import org.jspecify.annotations.Nullable;

/**
 * A hash of everything that the answer to a submission depends on. It is taken from what was read, not from the bytes:
 * a client that repeats a request may write it with other white space or in another order of fields.
 */
final class BodyHash {
    private final StringBuilder read = new StringBuilder();

    private BodyHash() {}

    /** @param list where the articles were read; null if they stood in the request */
    static String of(Submission submission, @Nullable String list) {
        BodyHash hash = new BodyHash();
        hash.add(text(submission.maxAge()));
        hash.add(submission.fetch());
        JobLabel label = submission.label();
        hash.add(label.name());
        hash.add(Integer.toString(label.tags().size()));
        label.tags().forEach(hash::add);
        Orders orders = submission.orders();
        if (!orders.equals(Orders.NONE)) {
            // A record's text has all of its parts, and a hash shows none of them.
            hash.add(orders.toString());
        }
        if (submission.run() != null) {
            hash.add("priority " + submission.priority());
        }
        if (list != null) {
            // What stands in it may change between a request and its repeat.
            hash.add("article_list_url");
            hash.add(list);
            return Fingerprint.of(hash.read.toString());
        }
        if (submission.run() != null) {
            hash.add("run");
            hash.add(Integer.toString(submission.priority()));
        }
        for (SubmittedArticle one : submission.each()) {
            Articles.Wanted wanted = one.wanted();
            hash.add(wanted.url().given());
            hash.add(wanted.source());
            hash.add(wanted.category());
            hash.add(Integer.toString(wanted.priority()));
            // As it was asked: which scraper is usual for it may change between a request and its repeat.
            if (!one.asked().isNone()) {
                hash.add(one.asked());
            }
            if (one.ownMaxAge() != null) {
                hash.add("max_age " + text(one.ownMaxAge()));
            }
        }
        return Fingerprint.of(hash.read.toString());
    }

    private static @Nullable String text(MaxAge age) {
        return switch (age) {
            case MaxAge.Any any -> null;
            case MaxAge.Within within -> Long.toString(within.age().toSeconds());
            case MaxAge.Day day -> "day in " + day.zone();
        };
    }

    private void add(FetchOptions fetch) {
        add(fetch.keyPart());
        add(fetch.timeout() == null ? null : fetch.timeout().toString());
        if (!fetch.pace().isUsual()) {
            // Only then: the hashes of requests from before stay as they are.
            add(fetch.pace().toString());
        }
        if (fetch.scraper() != null && fetch.scraper().name().equals(ScraperChoice.ARTICLE)) {
            // It has no part in a key, but keeps others away.
            add("scraper " + ScraperChoice.ARTICLE);
        }
    }

    /** With its length in front, so that no two lists of texts read the same. */
    private void add(@Nullable String text) {
        read.append(text == null ? -1 : text.length()).append(':').append(text == null ? "" : text);
    }
}
